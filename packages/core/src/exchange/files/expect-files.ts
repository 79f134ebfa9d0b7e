import { recordEvent } from '../../cases/index.js';
import type { CommandContext } from '../../kernel/command.js';
import type { Transfer } from '../transfers/transfer-types.js';
import type { AnnouncedFile } from '../wire/message.js';
import type { TransferFile } from './file-types.js';
import { findFileByKey, insertTransferFile, listTransferFiles } from './transfer-files-repository.js';

/** Notes which files the other council announced: they are fetched once the case is ours. */
export async function expectFiles(
  context: CommandContext,
  transfer: Transfer,
  announced: readonly AnnouncedFile[] = [],
): Promise<void> {
  const { id: transferId, authorityId, peerId } = transfer;
  for (const { file_id: fileKey, name, media_type: mediaType, size_bytes: sizeBytes, sha256: digest } of announced) {
    await insertTransferFile(context.db, {
      ...{ id: context.newId(), authorityId, peerId, transferId, direction: 'in', fileKey, caseFileId: null },
      ...{ name, mediaType, sizeBytes, digest, announcedAt: context.now },
    });
    const file = await findFileByKey(context.db, transferId, 'in', fileKey);
    if (file) await tellCase(context, transfer, file, { exchanged: 'coming' });
  }
}

/** Says on the case that they have taken over which files come with it. */
export async function tellWhatComes(context: CommandContext, transfer: Transfer): Promise<void> {
  for (const file of await listTransferFiles(context.db, transfer.id))
    if (file.direction === 'in' && file.state === 'waiting')
      await tellCase(context, transfer, file, { exchanged: 'coming' });
}

/** One step of a file's way, on our case's timeline, if we have one. */
export async function tellCase(
  context: CommandContext,
  { id: transferId, caseId, authorityId, peerName: council }: Transfer,
  { id: exchangeId, name, caseFileId }: TransferFile,
  { exchanged, why }: { exchanged: 'gone' | 'refused-there' | 'coming' | 'come' | 'refused-here'; why?: string | null },
): Promise<void> {
  if (caseId === null) return;
  const ours = caseFileId === null ? {} : { fileId: caseFileId };
  const data = { ...ours, name, exchanged, exchangeId, transferId, council };
  const body = why ?? undefined;
  await recordEvent(context, { id: caseId, authorityId }, { kind: 'file', body, data });
}
