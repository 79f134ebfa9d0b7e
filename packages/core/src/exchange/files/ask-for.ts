import { getAuthority } from '../../authorities/index.js';
import { CallOutError } from '../../kernel/http/call-out-error.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findPeer } from '../peers/peers-repository.js';
import { findTransfer } from '../transfers/transfers-repository.js';
import type { PieceWanted } from '../wire/message.js';
import type { TransferFile } from './file-types.js';

/** Of whom a piece of a file is asked, and in which words. @throws CallOutError when the link has ended */
export async function askFor(
  kernel: Kernel,
  file: TransferFile,
  offset: number,
): Promise<{ readonly origin: string; readonly wanted: PieceWanted }> {
  const db = kernel.db.read(everyAuthority);
  const peer = await findPeer(db, file.peerId);
  const transfer = await findTransfer(db, file.transferId);
  if (peer?.state !== 'open' || !transfer)
    throw new CallOutError('not-allowed', 'The link with that council has ended');
  const from = (await getAuthority(kernel, file.authorityId)).slug;
  const names = { transfer: transfer.transferKey, file_id: file.fileKey };
  return { origin: peer.origin, wanted: { exchange: 1, from, to: peer.councilSlug, ...names, offset } };
}
