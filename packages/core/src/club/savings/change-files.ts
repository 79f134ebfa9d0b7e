import { z } from 'zod';
import { lockAuthority } from '../../access/index.js';
import { keepStoredFile, StoredUpload } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { badInput, notFound, staleVersion } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { changeRecord, findRecord, insertGovernanceEvent } from '../repository.js';
import type { GovernanceRecord } from '../types.js';
import { evidenceRemoved, evidenceSettled, filesOpenIn, savingFilesAtMost } from './file-rules.js';
import { countSavingFiles, findSavingFile, insertSavingFile, markSavingFileRemoved } from './files-repository.js';
import { savingKind } from './saving-kind.js';

/** The id of the file, and the version that the saving has now: who verifies names the evidence that they saw. */
const Done = z.object({ id: z.string(), version: z.number() });

const fullWords = `Remove a file first: a saving has at most ${savingFilesAtMost}`;

/**
 * Puts a file with a claimed saving as its evidence. `storeUpload` has checked it and kept its bytes before.
 * @throws not_found; evidence_settled; bad_input on `file` when there are too many
 */
export const addSavingFile = defineCommand({
  name: 'club.add-saving-file',
  permission: 'club.govern',
  input: z.strictObject({ savingId: uuidField, file: StoredUpload }),
  output: Done,
  run: async (context, { savingId, file }) => {
    const saving = await openSaving(context, savingId);
    if ((await countSavingFiles(context.db, savingId)) >= savingFilesAtMost)
      throw badInput({ faults: [{ field: 'file', message: fullWords }] });
    const { authorityId } = saving;
    const id = context.newId();
    const storedFileId = await keepStoredFile(context, authorityId, file);
    const added = { authorityId, savingId, storedFileId, name: file.name, addedAt: context.now };
    await insertSavingFile(context.db, { id, ...added, addedBy: personOf(context) });
    return await changed(context, saving, { fileId: id, name: file.name, digest: file.digest, done: 'added' });
  },
});

/**
 * Takes a file off a saving that isn't verified. Its bytes stay, so that a mistake can be put right.
 * @throws not_found; evidence_settled; evidence_removed
 */
export const removeSavingFile = defineCommand({
  name: 'club.remove-saving-file',
  permission: 'club.govern',
  input: z.strictObject({ savingId: uuidField, fileId: uuidField }),
  output: Done,
  run: async (context, { savingId, fileId }) => {
    const saving = await openSaving(context, savingId);
    const file = await findSavingFile(context.db, savingId, fileId);
    if (!file) throw notFound();
    if (file.removed) throw evidenceRemoved();
    await markSavingFileRemoved(context.db, fileId, context.now);
    return await changed(context, saving, { fileId, name: file.name, digest: file.digest, done: 'removed' });
  },
});

/** Locked, so that nobody verifies it between what is read and what is written. */
async function openSaving({ db }: CommandContext, id: string): Promise<GovernanceRecord> {
  const found = await findRecord(db, savingKind, id);
  if (!found) throw notFound();
  await lockAuthority(db, found.authorityId);
  const saving = await findRecord(db, savingKind, id);
  if (!saving) throw notFound();
  if (!filesOpenIn(saving.state)) throw evidenceSettled();
  return saving;
}

interface Change {
  readonly fileId: string;
  readonly name: string;
  readonly digest: string;
  readonly done: 'added' | 'removed';
}

async function changed(
  context: CommandContext,
  saving: GovernanceRecord,
  { fileId, name, digest, done }: Change,
): Promise<z.output<typeof Done>> {
  const { db, now } = context;
  const { id, authorityId, version } = saving;
  if (!(await changeRecord(db, savingKind, saving, {}))) throw staleVersion();
  await insertGovernanceEvent(db, {
    ...{ id: context.newId(), authorityId, part: savingKind.part, recordId: id, kind: `file ${done}`, at: now },
    personId: personOf(context),
    changes: { file: done === 'added' ? [null, name] : [name, null] },
  });
  await context.audit({
    authorityId,
    subject: { kind: savingKind.subject, id },
    details: { fileId, digest, done },
    personal: { name },
  });
  const payload = { fileId, done };
  await context.emit({ authorityId, topic: `${savingKind.subject}.files-changed`, subjectId: id, payload });
  return { id: fileId, version: version + 1 };
}

function personOf({ actor }: CommandContext): string | null {
  return actor.kind === 'staff' ? actor.staffId : null;
}
