import { SECOND_MS } from '../../kernel/clock.js';
import { runCommand, type CommandContext } from '../../kernel/command.js';
import { addJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findFile, listFiles } from '../files/files-repository.js';
import { withoutCards } from '../log/cards.js';
import { findCase } from '../repository.js';
import type { Case } from '../types.js';
import { courierActor } from './outside-couriers.js';
import { isThere } from './outgoing-case.js';
import { outsideErrors } from './outside-errors.js';
import { findOutsideOf } from './outside-repository.js';
import type { OutsideCase } from './outside-types.js';
import { passOver } from './pass-over.js';
import { tellOutside } from './tell-outside.js';

const waitForPictureMs = 10 * SECOND_MS;
export const laterPhotoJob = 'cases.pass-photo-outside';

/** Says that a file was added to a case that another system has, or is about to have. */
export async function announceFile(
  context: CommandContext,
  { id, authorityId, reference }: Pick<Case, 'id' | 'authorityId' | 'reference'>,
  fileId: string,
): Promise<void> {
  if ((await findOutsideOf(context.db, id)) === undefined) return;
  const payload = { reference, fileId };
  await context.emit({ authorityId, topic: 'outside.file-added', subjectId: id, payload });
}

/**
 * Passes on a photo that did not go with its case, once its picture is made: what leaves is that. Until the case is there
 * nothing is done, since what is left behind then is looked for.
 */
export async function passPhoto(kernel: Kernel, caseId: string, fileId: string): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const found = await findCase(db, caseId);
  const outside = found && (await findOutsideOf(db, caseId));
  if (outside?.state !== 'sent' || found?.restriction !== null || isThere(outside, fileId)) return;
  const file = await findFile(db, caseId, fileId);
  if (!file || file.removed || file.picture === null) return;
  if (file.picture === 'waiting') return await passLater(kernel, caseId, fileId, waitForPictureMs);
  const text = `Photo added: ${withoutCards(file.name, 'its name holds what looks like a card number')}`;
  const word = { caseId, kind: 'photo', key: fileId, text, saidAt: file.addedAt };
  await passOver([outsideErrors.notSent], () => runCommand(kernel, courierActor, tellOutside, word));
}

/** Passes on what was added while the case was on its way. */
export async function passLeftBehind(kernel: Kernel, outside: OutsideCase): Promise<void> {
  const { caseId } = outside;
  if (outside.fileIds === null) return;
  const files = await listFiles(kernel.db.read(everyAuthority), caseId);
  for (const { id, picture } of files)
    if (picture !== null && !isThere(outside, id)) await passLater(kernel, caseId, id, 0);
}

async function passLater(kernel: Kernel, caseId: string, fileId: string, afterMs: number): Promise<void> {
  const payload = { subjectId: caseId, payload: { fileId } };
  const runAt = kernel.clock.now() + afterMs;
  await kernel.db.write(everyAuthority, (db) => addJob(kernel, db, { kind: laterPhotoJob, payload, runAt }));
}
