import { sealWebhookSecret } from '#core/events/webhooks/signature.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { testNow, type TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

/** A webhook of the council's own, and an event that it could not be sent. */
export interface Webhooked {
  readonly webhookId: string;
  readonly webhookDeliveryId: string;
  /** Those that the API's samples ask for: the desk's remove theirs. */
  readonly otherWebhookId: string;
  readonly otherWebhookDeliveryId: string;
}

export async function seedWebhooks(world: TestWorld, council: Council): Promise<Webhooked> {
  const [one, other] = [await seedWebhook(world, council), await seedWebhook(world, council)];
  return { ...one, otherWebhookId: other.webhookId, otherWebhookDeliveryId: other.webhookDeliveryId };
}

/** To an address that no call leaves for, so that no test reaches out. */
async function seedWebhook(world: TestWorld, { authorityId, mark }: Council) {
  const [webhookId, webhookDeliveryId, eventId] = [world.newId(), world.newId(), world.newId()];
  const instance = `webhook:${webhookId}`;
  await world.kernel.db.write(everyAuthority, async (db) => {
    await db.insert('webhooks', {
      ...{ id: webhookId, authority_id: authorityId, address: `https://127.0.0.1/${mark}`, kinds: 'null' },
      ...{ secret: sealWebhookSecret(world.kernel, webhookId, `whsec_${mark}AAAA`), position: 0 },
      ...{ created_at: testNow, created_by_name: 'Set up' },
    });
    await db.insert('deliveries', {
      ...{ id: webhookDeliveryId, authority_id: authorityId, operation: 'events.send', subject_id: eventId },
      ...{ idempotency_key: `${instance}:${eventId}`, order_key: `${instance}:${eventId}`, variant: 'case.logged' },
      ...{ instance, state: 'dead', attempts: 1, queued_at: testNow, next_try_at: testNow, settled_at: testNow },
      ...{ code: 'refused', note: 'The address answered 422.' },
    });
  });
  return { webhookId, webhookDeliveryId };
}
