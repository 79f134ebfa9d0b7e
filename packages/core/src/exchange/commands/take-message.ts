import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { digest } from '../../kernel/digest.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { exchangeErrors } from '../exchange-errors.js';
import { findPeer, saveLink } from '../peers/peers-repository.js';
import type { Peer } from '../peers/peer-types.js';
import { applyMessage } from '../transfers/apply-message.js';
import { findTransferByKey, insertTransfer, touchTransfer } from '../transfers/transfers-repository.js';
import type { Transfer } from '../transfers/transfer-types.js';
import { Message, Taken } from '../wire/message.js';
import { findHeld, findKnown, insertMessage, markApplied } from '../wire/messages-repository.js';
import { placeInOrder } from '../wire/ordering.js';

/**
 * Takes a message whose signature was checked: has it take effect when it is its turn, with those that waited for it; keeps
 * it until then; and does nothing for one that came before.
 * @throws exchange_key_reused; exchange_too_far_ahead
 */
export const takeMessage = defineCommand({
  name: 'exchange.take-message',
  permission: 'exchange.manage',
  input: z.strictObject({ peerId: uuidField, message: Message, clockAheadMs: z.number().int() }),
  output: Taken,
  run: async (context, { peerId, message, clockAheadMs }) => {
    const peer = await findPeer(context.db, peerId);
    if (!peer) throw notFound();
    // Whoever writes is there again: what waits for them goes at once.
    await saveLink(context.db, peerId, { clockAheadMs, nextTryAt: 0 });
    const transfer = await transferFor(context, peer, message);
    const known = await findKnown(context.db, peerId, transfer.id, message);
    const sum = digest(message);
    if (known.some((before) => before.digest !== sum)) throw exchangeErrors.keyReused();
    const place = known.length > 0 ? 'repeat' : placeInOrder(message.sequence, transfer.nextIn);
    if (place === 'refuse') throw exchangeErrors.tooFarAhead();
    const subject = { kind: 'transfer', id: transfer.id };
    const details = { peerId, kind: message.kind, sequence: message.sequence, place };
    await context.audit({ authorityId: peer.authorityId, subject, details });
    const next = place === 'repeat' ? transfer.nextIn : await keep(context, transfer, message, place);
    const taken = place === 'repeat' ? 'repeated' : place === 'hold' ? 'held' : 'applied';
    return { taken, next, received_at: new Date(known[0]?.receivedAt ?? context.now).toISOString() };
  },
});

/** The transfer that a message is about; made when the first of its messages comes, which need not be the offer. */
async function transferFor(context: CommandContext, peer: Peer, message: Message): Promise<Transfer> {
  const { db, now } = context;
  const find = (): Promise<Transfer | undefined> => findTransferByKey(db, peer.id, message.transfer);
  const known = await find();
  if (!known)
    await insertTransfer(db, {
      ...{ id: context.newId(), authorityId: peer.authorityId, peerId: peer.id, transferKey: message.transfer },
      ...{
        direction: 'in',
        state: 'arriving',
        caseId: null,
        content: null,
        offeredAt: null,
        offeredByName: null,
        at: now,
      },
    });
  const found = known ?? (await find());
  if (!found) throw new Error('a transfer that was just written is not there');
  await touchTransfer(db, found.id, now);
  return found;
}

/** Keeps the message, and applies it and those that waited for it in their order. Answers which is next. */
async function keep(
  context: CommandContext,
  transfer: Transfer,
  message: Message,
  place: 'apply' | 'hold',
): Promise<number> {
  const { db, now } = context;
  const { id: transferId, authorityId, peerId } = transfer;
  const state = place === 'apply' ? 'applied' : 'held';
  await insertMessage(db, {
    ...{ id: context.newId(), authorityId, peerId, transferId, direction: 'in', message, digest: digest(message) },
    ...{ state, sentAt: Date.parse(message.sent_at), receivedAt: now },
  });
  if (place === 'hold') return transfer.nextIn;
  let current = await applyMessage(context, transfer, message);
  for (;;) {
    const held = await findHeld(db, transferId, current.nextIn);
    if (!held) return current.nextIn;
    await markApplied(db, held.id);
    current = await applyMessage(context, current, held.message);
  }
}
