import { z } from 'zod';
import {
  countQueues,
  deliveryStates,
  listCalls,
  listDeliveries,
  readHealth,
  untried,
  type AdapterHealth,
  type Delivery,
  type LoggedCall,
} from '../../adapters/index.js';
import type { Instant } from '../../kernel/clock.js';
import { readCursor, writeCursor } from '../../kernel/cursor.js';
import { notFound } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { defineQuery, type QueryContext } from '../../kernel/query.js';
import { everyAuthority } from '../../kernel/scope.js';
import { findWebhook, listAllWebhooks } from './repository.js';
import { instanceOf, type Webhook } from './types.js';

/** A webhook as those see it who look after it: without its secret. */
export interface WebhookToSee extends Omit<Webhook, 'position'> {
  readonly health: Omit<AdapterHealth, 'instance'>;
  readonly waiting: number;
  readonly oldestWaitingAt: Instant | null;
  readonly dead: number;
}

const permission = 'events.manage';
const Id = z.strictObject({ id: uuidField });

/** The webhooks of the reader's councils: 20 of each at most. */
export const listWebhooks = defineQuery({
  name: 'events.list-webhooks',
  permission,
  input: z.strictObject({}),
  run: async (context): Promise<WebhookToSee[]> => toSee(context, await listAllWebhooks(context.db)),
});

/** One webhook. @throws not_found */
export const getWebhook = defineQuery({
  name: 'events.get-webhook',
  permission,
  input: Id,
  run: async (context, { id }): Promise<WebhookToSee> => {
    const found = await findWebhook(context.db, id);
    const [one] = found ? await toSee(context, [found]) : [];
    if (!one) throw notFound();
    return one;
  },
});

async function toSee({ db }: QueryContext, webhooks: readonly Webhook[]): Promise<WebhookToSee[]> {
  const health = await readHealth(db.within(everyAuthority));
  const counts = await countQueues(db, webhooks.map(instanceOf));
  return webhooks.map(({ position: _, ...webhook }) => {
    const instance = instanceOf(webhook);
    const queued = (state: string) => counts.find((count) => count.instance === instance && count.state === state);
    const { instance: _instance, ...shown } = health.get(instance) ?? untried(instance);
    return {
      ...webhook,
      health: shown,
      waiting: queued('waiting')?.count ?? 0,
      oldestWaitingAt: queued('waiting')?.oldest ?? null,
      dead: queued('dead')?.count ?? 0,
    };
  });
}

/** An event on its way, or how it went. */
export interface WebhookDelivery extends Pick<
  Delivery,
  'id' | 'state' | 'attempts' | 'queuedAt' | 'nextTryAt' | 'settledAt' | 'settledByName' | 'code' | 'note' | 'version'
> {
  readonly eventId: string;
  readonly kind: string;
}

export interface WebhookDeliveryList {
  readonly items: readonly WebhookDelivery[];
  readonly nextCursor: string | null;
}

const Cursor = z.tuple([z.number().int(), uuidField]);

/** What a webhook is sent, by how far it is, the oldest first. @throws not_found */
export const listWebhookDeliveries = defineQuery({
  name: 'events.list-webhook-deliveries',
  permission,
  input: z.strictObject({
    id: uuidField,
    state: z.enum(deliveryStates).default('dead'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  run: async ({ db }, { id, state, cursor, limit }): Promise<WebhookDeliveryList> => {
    const webhook = await findWebhook(db, id);
    if (!webhook) throw notFound();
    const [at, afterId] = cursor === undefined ? [] : readCursor(Cursor, cursor);
    const after = at === undefined || afterId === undefined ? undefined : { at, id: afterId };
    const wanted = { authorities: [webhook.authorityId], state, instances: [instanceOf(webhook)], after };
    const found = await listDeliveries(db, { ...wanted, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(toDelivery),
      nextCursor: last && found.length > limit ? writeCursor([last.queuedAt, last.id]) : null,
    };
  },
});

function toDelivery(delivery: Delivery): WebhookDelivery {
  const { id, subjectId: eventId, variant: kind, state, attempts, queuedAt, nextTryAt } = delivery;
  const { settledAt, settledByName, code, note, version } = delivery;
  return { id, eventId, kind, state, attempts, queuedAt, nextTryAt, settledAt, settledByName, code, note, version };
}

/** The latest calls to a webhook's address, without headers and bodies. @throws not_found */
export const listWebhookCalls = defineQuery({
  name: 'events.list-webhook-calls',
  permission,
  input: z.strictObject({ id: uuidField, limit: z.coerce.number().int().min(1).max(200).default(20) }),
  run: async ({ db }, { id, limit }): Promise<Omit<LoggedCall, 'instance'>[]> => {
    const webhook = await findWebhook(db, id);
    if (!webhook) throw notFound();
    const calls = await listCalls(db.within(everyAuthority), instanceOf(webhook), limit);
    return calls.map(({ instance: _, ...call }) => call);
  },
});
