import { z } from 'zod';
import { announceFile, fileAdder, insertFile, StoredUpload } from '../../cases/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { tellCase } from '../files/expect-files.js';
import type { TransferFile } from '../files/file-types.js';
import { findTransferFile, settleTransferFile } from '../files/transfer-files-repository.js';
import type { Transfer } from '../transfers/transfer-types.js';
import { findTransfer } from '../transfers/transfers-repository.js';
import { sendMessage } from '../wire/send-message.js';

const Result = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('arrived'), stored: StoredUpload }),
  /** It is not what was announced, or not what is taken here; or the sender keeps it back. */
  z.strictObject({ state: z.literal('refused'), reason: z.string().min(1).max(500) }),
]);
export type FileResult = z.output<typeof Result>;

/**
 * Puts a file that was fetched whole on the case that it came with, or refuses it, and tells the other council which. Done
 * once: a second time changes nothing.
 * @throws not_found; stale_version when the transfer changed at that moment; exchange_peer_ended
 */
export const settleFile = defineCommand({
  name: 'exchange.settle-file',
  permission: 'exchange.manage',
  input: z.strictObject({ id: uuidField, result: Result }),
  run: async (context, { id, result }) => {
    const { db, now } = context;
    const file = await findTransferFile(db, id);
    const transfer = file && (await findTransfer(db, file.transferId));
    if (!file || transfer?.caseId == null) throw notFound();
    const caseFileId = result.state === 'arrived' ? await onCase(context, transfer, result.stored) : undefined;
    const reason = result.state === 'refused' ? result.reason : null;
    const settled = { state: result.state, reason, at: now, ...(caseFileId === undefined ? {} : { caseFileId }) };
    if (!(await settleTransferFile(db, id, settled))) throw notFound();
    await sendMessage(context, transfer, {
      kind: 'file',
      update: {
        ...{ updated_datetime: new Date(now).toISOString(), file_id: file.fileKey, state: result.state },
        ...(reason === null ? {} : { description: reason }),
      },
    });
    const known: TransferFile = { ...file, caseFileId: caseFileId ?? null };
    await tellCase(context, transfer, known, {
      exchanged: result.state === 'arrived' ? 'come' : 'refused-here',
      why: reason,
    });
    await context.audit({
      authorityId: file.authorityId,
      subject: { kind: 'transfer', id: transfer.id },
      details: { file: file.id, digest: file.digest, state: result.state, caseFileId: caseFileId ?? null },
      personal: { name: file.name },
    });
    return {};
  },
});

/** It is the other council that added it. */
async function onCase(context: CommandContext, transfer: Transfer, stored: StoredUpload): Promise<string> {
  const { authorityId, caseId, peerName: actorName, reference } = transfer;
  const found = { id: caseId ?? '', authorityId, reference: reference ?? '' };
  const fileId = await insertFile({ ...fileAdder(context), actorName }, found, stored);
  await announceFile(context, found, fileId);
  return fileId;
}
