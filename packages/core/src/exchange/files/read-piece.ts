import { z } from 'zod';
import { findCase, findFile } from '../../cases/index.js';
import { storedPiece } from '../../documents/index.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import type { Transfer } from '../transfers/transfer-types.js';
import { findTransferByKey } from '../transfers/transfers-repository.js';
import { PieceWanted } from '../wire/message.js';
import type { TransferFile } from './file-types.js';
import { findFileByKey } from './transfer-files-repository.js';

/** How much of a file is sent at once. */
export const pieceBytes = 262_144;

/**
 * A piece of a file that was announced to a peer, as long as its case may leave: one that was restricted since, or a file
 * that was taken off it, is kept back: undefined. Empty behind the file's end.
 * @throws not_found
 */
export const readPiece = defineQuery({
  name: 'exchange.read-piece',
  permission: 'exchange.manage',
  input: z.strictObject({ peerId: uuidField, wanted: PieceWanted }),
  run: async (context, { peerId, wanted }): Promise<Buffer | undefined> => {
    const { db, kernel } = context;
    const transfer = await findTransferByKey(db, peerId, wanted.transfer);
    const file = transfer && (await findFileByKey(db, transfer.id, 'out', wanted.file_id));
    if (!file) throw notFound();
    if (!(await mayLeave(context, transfer, file))) return undefined;
    if (wanted.offset === 0) context.shown(file.authorityId, 'case-file', [file.caseFileId ?? '']);
    return await storedPiece(kernel, file, { offset: wanted.offset, bytes: pieceBytes });
  },
});

async function mayLeave({ db }: QueryContext, { caseId, state }: Transfer, file: TransferFile): Promise<boolean> {
  if (state !== 'accepted' || file.state === 'refused' || caseId === null || file.caseFileId === null) return false;
  const found = await findCase(db, caseId);
  const kept = await findFile(db, caseId, file.caseFileId);
  return found?.restriction === null && kept?.removed === false;
}
