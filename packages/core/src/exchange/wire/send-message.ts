import { getAuthority } from '../../authorities/index.js';
import type { CommandContext } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { staleVersion } from '../../kernel/errors.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findPeer } from '../peers/peers-repository.js';
import { exchangeErrors } from '../exchange-errors.js';
import { updateTransfer, type TransferChange } from '../transfers/transfers-repository.js';
import type { Transfer } from '../transfers/transfer-types.js';
import type { Message, Said } from './message.js';
import { insertMessage } from './messages-repository.js';

/**
 * Writes the next message of a transfer, with the change of the transfer that it speaks of, in the caller's transaction: the
 * message leaves if and only if the change is made. Answers the transfer's new version.
 * @throws stale_version when somebody was faster; exchange_peer_ended
 */
export async function sendMessage(
  context: CommandContext,
  transfer: Transfer,
  said: Said,
  change: TransferChange = {},
): Promise<number> {
  const { kernel, now } = context;
  const db = context.db.within(everyAuthority);
  const { id: transferId, authorityId, peerId, transferKey, version } = transfer;
  const peer = await findPeer(db, peerId);
  if (peer?.state !== 'open') throw exchangeErrors.peerEnded();
  const sequence = transfer.lastOut + 1;
  if (!(await updateTransfer(db, transfer, { ...change, lastOut: sequence }, now)))
    throw staleVersion({ facts: { version: version + 1 } });
  const message: Message = {
    exchange: 1,
    from: (await getAuthority(kernel, authorityId)).slug,
    to: peer.councilSlug,
    transfer: transferKey,
    sequence,
    idempotency_key: context.newId(),
    sent_at: new Date(now).toISOString(),
    ...(context.actor.kind === 'staff' ? { by: context.actor.name } : {}),
    ...said,
  };
  await insertMessage(db, {
    ...{ id: context.newId(), authorityId, peerId, transferId, direction: 'out', message },
    ...{ digest: digest(message), state: 'waiting', sentAt: now, receivedAt: null },
  });
  return version + 1;
}
