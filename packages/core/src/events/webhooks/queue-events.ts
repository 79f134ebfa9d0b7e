import { insertDeliveries, readHealth } from '../../adapters/index.js';
import { findLatestEvent, findOldestEvent, listSequenced, type NumberedEvent } from '../../jobs/index.js';
import { newId } from '../../kernel/ids.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { eventKinds } from '../catalogue.js';
import { shownTo } from '../shown-event.js';
import { outsiderOf } from './outsider.js';
import { listAllWebhooks, movePosition } from './repository.js';
import { instanceOf, sendOperation, type Webhook } from './types.js';

const eventsAtOnce = 200;

/**
 * Queues what happened since the last time for every webhook, each event once: its deliveries are written with its place
 * in the order of events. One that is paused stays where it is.
 */
export async function queueEvents(kernel: Kernel): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const webhooks = await listAllWebhooks(db);
  const latest = webhooks.length === 0 ? undefined : await findLatestEvent(db);
  if (!latest) return;
  const health = await readHealth(db);
  for (const webhook of webhooks) {
    if (webhook.position >= latest.seq || (health.get(instanceOf(webhook))?.pausedAt ?? null) !== null) continue;
    let at: Webhook | undefined = webhook;
    while (at) at = await queueSome(kernel, at, latest);
  }
}

/** Answers the webhook where it stands now, while there is more for it. */
async function queueSome(kernel: Kernel, webhook: Webhook, latest: NumberedEvent): Promise<Webhook | undefined> {
  const now = kernel.clock.now();
  const position = await kernel.db.write(everyAuthority, async (db) => {
    const outsider = db.within(outsiderOf(webhook));
    const { position: after, kinds } = webhook;
    const topics = kinds ?? eventKinds;
    const events = await listSequenced(outsider, { after, upTo: latest.seq, topics, limit: eventsAtOnce });
    const oldest = await findOldestEvent(db);
    const to = events.length === eventsAtOnce ? (events.at(-1)?.seq ?? latest.seq) : latest.seq;
    const missed = oldest && oldest.seq > after + 1 ? { missedAt: now } : {};
    if (!(await movePosition(db, webhook, { position: to, ...missed }))) return undefined;
    const shown = await shownTo(outsider, events);
    const instance = instanceOf(webhook);
    const deliveries = shown.map(({ id, kind, subject }) => ({
      ...{ authorityId: webhook.authorityId, operation: sendOperation, subjectId: id, instance, service: null },
      ...{ idempotencyKey: `${instance}:${id}`, orderKey: `${instance}:${subject.id}`, variant: kind },
      id: newId(kernel.clock, kernel.random),
    }));
    await insertDeliveries(db, now, deliveries);
    return to;
  });
  return position === undefined || position >= latest.seq ? undefined : { ...webhook, position };
}
