import { listFiles, recordEvent, type CaseFile } from '../../cases/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { badInput } from '../../kernel/errors.js';
import type { Transfer } from '../transfers/transfer-types.js';
import type { AnnouncedFile } from '../wire/message.js';
import type { TransferFile } from './file-types.js';
import { insertTransferFile, listTransferFiles } from './transfer-files-repository.js';

/** Files of a case that can be sent: those that are not on their way or there already, and did not come from there. */
export function filesToSend(files: readonly CaseFile[], sent: readonly TransferFile[]): CaseFile[] {
  const there = new Set(sent.filter(({ state }) => state !== 'refused').map(({ caseFileId }) => caseFileId));
  return files.filter(({ id }) => !there.has(id));
}

/**
 * The chosen files of a case, each under the name that both installations will have for it.
 * @throws bad_input on `files` for one that the case has not, or not any more
 */
export async function chooseFiles(
  { db, newId }: CommandContext,
  caseId: string,
  { ids, transferId }: { readonly ids: readonly string[]; readonly transferId?: string },
): Promise<readonly { readonly file: CaseFile; readonly announced: AnnouncedFile }[]> {
  if (ids.length === 0) return [];
  const sent = transferId === undefined ? [] : await listTransferFiles(db, transferId);
  const possible = new Map(filesToSend(await listFiles(db, caseId), sent).map((file) => [file.id, file]));
  const chosen = [...new Set(ids)].map((id) => possible.get(id));
  return chosen.map((file) => {
    if (!file)
      throw badInput({ faults: [{ field: 'files', message: 'Choose files of the case that were not sent already' }] });
    const { name, mediaType: media_type, sizeBytes: size_bytes, digest: sha256 } = file;
    return { file, announced: { file_id: newId(), name, media_type, size_bytes, sha256 } };
  });
}

/** Writes down which files go with a transfer's next message, there and on the case. */
export async function announceFiles(
  context: CommandContext,
  { id: transferId, authorityId, peerId, caseId, peerName: council }: Transfer,
  chosen: Awaited<ReturnType<typeof chooseFiles>>,
): Promise<void> {
  for (const { file, announced } of chosen) {
    const { name, mediaType, sizeBytes, digest } = file;
    const id = announced.file_id;
    await insertTransferFile(context.db, {
      ...{ id, authorityId, peerId, transferId, direction: 'out', fileKey: id, caseFileId: file.id },
      ...{ name, mediaType, sizeBytes, digest, announcedAt: context.now },
    });
    const data = { fileId: file.id, name, exchanged: 'going', exchangeId: id, transferId, council } as const;
    if (caseId !== null) await recordEvent(context, { id: caseId, authorityId }, { kind: 'file', data });
  }
}

/** What an audit row says of them: names are personal, so they are not in it. */
export function auditedFiles(chosen: Awaited<ReturnType<typeof chooseFiles>>): Readonly<Record<string, unknown>> {
  return chosen.length === 0 ? {} : { files: chosen.map(({ file: { id, digest } }) => ({ id, digest })) };
}
