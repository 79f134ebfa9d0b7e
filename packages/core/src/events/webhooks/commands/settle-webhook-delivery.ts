import { nameOfActor } from '../../../kernel/actor.js';
import { z } from 'zod';
import { deliveryStates, findDelivery, updateDelivery } from '../../../adapters/index.js';
import { defineCommand } from '../../../kernel/command.js';
import { notFound, staleVersion } from '../../../kernel/errors.js';
import { uuidField, versionField } from '../../../kernel/input.js';
import { webhookErrors } from '../errors.js';
import { heldWebhook } from '../held.js';
import { instanceOf } from '../types.js';

/** Has an event sent again that waits or was given up, or lets it be. @throws not_found; delivery_settled; stale_version */
export const settleWebhookDelivery = defineCommand({
  name: 'events.settle-webhook-delivery',
  permission: 'events.manage',
  input: z.strictObject({
    webhookId: uuidField,
    id: uuidField,
    expectedVersion: versionField,
    does: z.enum(['retry', 'cancel']),
  }),
  output: z.object({ id: z.string(), state: z.enum(deliveryStates), version: z.number() }),
  run: async (context, { webhookId, id, expectedVersion, does }) => {
    const { actor, db, now } = context;
    const webhook = await heldWebhook(context, webhookId);
    const delivery = await findDelivery(db, id);
    if (delivery?.instance !== instanceOf(webhook)) throw notFound();
    const { authorityId, state, version } = delivery;
    if (state !== 'dead' && state !== 'waiting') throw webhookErrors.settled({ facts: { state } });
    if (version !== expectedVersion) throw staleVersion({ facts: { version } });
    const settledByName = nameOfActor(actor);
    const changes =
      does === 'retry'
        ? ({ state: 'waiting', nextTryAt: now, queuedAt: now, attempts: 0, settledAt: null } as const)
        : ({ state: 'cancelled', settledAt: now, settledByName } as const);
    if (!(await updateDelivery(db, delivery, changes))) throw staleVersion();
    await context.audit({ authorityId, subject: { kind: 'delivery', id }, details: { does, from: state, webhookId } });
    return { id, state: changes.state, version: version + 1 };
  },
});
