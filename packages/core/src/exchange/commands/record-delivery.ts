import { z } from 'zod';
import { defineCommand } from '../../kernel/command.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { findPeer, saveLink } from '../peers/peers-repository.js';
import { tryFilesAgain } from '../files/transfer-files-repository.js';
import { countTry, saveDelivery, sendRefusedAgain } from '../wire/messages-repository.js';
import { restMs } from '../wire/ordering.js';

const Outcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('delivered'), receivedAt: z.number().int() }),
  /** The receiver read it and said no: it is not sent again by itself. */
  z.strictObject({ outcome: z.literal('refused'), refusal: z.string() }),
  /** Nothing came back, or no answer that settles it: the link rests. */
  z.strictObject({ outcome: z.literal('failed'), reason: z.string() }),
]);
export type Outcome = z.output<typeof Outcome>;

/** Writes down what became of sending a message, and how the link is. */
export const recordDelivery = defineCommand({
  name: 'exchange.record-delivery',
  permission: 'exchange.manage',
  input: z.strictObject({ peerId: uuidField, messageId: uuidField, result: Outcome }),
  run: async (context, { peerId, messageId, result }) => {
    const { db, now } = context;
    const peer = await findPeer(db, peerId);
    if (!peer) throw notFound();
    await countTry(db, messageId);
    if (result.outcome === 'failed') {
      const failures = peer.link.failures + 1;
      const nextTryAt = now + restMs(failures, context.kernel.random(1)[0] ?? 0);
      await saveLink(db, peerId, { failures, nextTryAt, lastFailureAt: now, lastFailure: result.reason });
      await saveDelivery(db, messageId, { refusal: result.reason });
    } else {
      await saveLink(db, peerId, { failures: 0, nextTryAt: 0, lastSuccessAt: now });
      if (result.outcome === 'delivered')
        await saveDelivery(db, messageId, { state: 'delivered', receivedAt: result.receivedAt, refusal: null });
      else await saveDelivery(db, messageId, { state: 'refused', refusal: result.refusal });
    }
    const { authorityId } = peer;
    const details = { peerId, outcome: result.outcome };
    await context.audit({ authorityId, subject: { kind: 'exchange-message', id: messageId }, details });
    return {};
  },
});

/**
 * Sends what waits for a peer now, and again what it refused, after whatever was wrong has been put right.
 * @throws not_found
 */
export const retryPeer = defineCommand({
  name: 'exchange.retry-peer',
  permission: 'exchange.manage',
  input: z.strictObject({ id: uuidField }),
  output: z.object({ again: z.number() }),
  run: async (context, { id }) => {
    const peer = await findPeer(context.db, id);
    if (!peer) throw notFound();
    await saveLink(context.db, id, { nextTryAt: 0 });
    const again = await sendRefusedAgain(context.db, id);
    await tryFilesAgain(context.db, id);
    await context.audit({ authorityId: peer.authorityId, subject: { kind: 'exchange-peer', id }, details: { again } });
    return { again };
  },
});
