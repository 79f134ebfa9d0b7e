import { z } from 'zod';
import type { AdapterKind } from '@moothall/adapter-sdk';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Instant } from '../kernel/clock.js';
import { readCursor, writeCursor } from '../kernel/cursor.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery, type QueryContext } from '../kernel/query.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { listCalls, readHealth, untried } from './health-repository.js';
import { inboundPath, listens } from './inbound/inbound-routes.js';
import { readHeard, type HeardFrom } from './inbound/news-repository.js';
import { countQueues, countUnserved, listDeliveries, type QueueCount } from './repository.js';
import { deliveryStates, type AdapterHealth, type Delivery, type LoggedCall } from './types.js';
import { mayManage, visibleInstance, visibleTo } from './visible.js';

/** An instance as those see it who look after it. */
export interface AdapterToSee {
  readonly name: string;
  readonly use: string;
  /** Null: its package could not be read. */
  readonly kind: AdapterKind | null;
  readonly title: string | null;
  readonly authorityIds: readonly AuthorityId[] | 'all';
  readonly services: readonly string[] | 'all';
  /** Why it doesn't run. */
  readonly fault: string | null;
  readonly health: AdapterHealth;
  /** Of the reader's councils. */
  readonly waiting: number;
  readonly oldestWaitingAt: Instant | null;
  readonly dead: number;
  /** Where its far end tells news, and what it told. Null: it tells none, or isn't set up for it. */
  readonly inbound: (HeardFrom & { readonly address: string }) | null;
  readonly mayManage: boolean;
}

/** The connections to other systems that serve the reader's councils. */
export const listAdapters = defineQuery({
  name: 'adapters.list-adapters',
  permission: 'adapters.read',
  input: z.strictObject({}),
  run: async (context): Promise<AdapterToSee[]> => toSee(context, visibleTo(context.kernel, context.actor)),
});

/** How many deliveries of the reader's councils wait for a connection that isn't there. */
export const countWaitingForNone = defineQuery({
  name: 'adapters.count-waiting-for-none',
  permission: 'adapters.read',
  input: z.strictObject({}),
  run: async ({ db }): Promise<number> => {
    const { authorityIds } = db.scope;
    return await countUnserved(db, authorityIds === 'all' ? [] : authorityIds);
  },
});

/** One connection. @throws not_found */
export const getAdapter = defineQuery({
  name: 'adapters.get-adapter',
  permission: 'adapters.read',
  input: z.strictObject({ name: z.string().max(40) }),
  run: async (context, { name }): Promise<AdapterToSee> => {
    const [one] = await toSee(context, [visibleInstance(context.kernel, context.actor, name)]);
    if (!one) throw new Error('an instance that is there is not shown');
    return one;
  },
});

async function toSee({ db, kernel, actor }: QueryContext, list: readonly ConfiguredAdapter[]): Promise<AdapterToSee[]> {
  const health = await readHealth(db.within(everyAuthority));
  const counts = await countQueues(
    db,
    list.map(({ name }) => name),
  );
  const listening = list.filter(listens).map(({ name }) => name);
  const heard = await readHeard(db.within(everyAuthority), listening);
  return await Promise.all(
    list.map(async (one) => {
      const { name, use, authorityIds, services, part } = one;
      const waiting = queueOf(counts, name, 'waiting');
      return {
        ...{ name, use, authorityIds, services, kind: part.kind ?? null, title: part.title ?? null },
        fault: part.state === 'parked' ? part.fault : null,
        health: health.get(name) ?? untried(name),
        waiting: waiting?.count ?? 0,
        oldestWaitingAt: waiting?.oldest ?? null,
        dead: queueOf(counts, name, 'dead')?.count ?? 0,
        inbound: inboundOf(kernel.config.origin, name, heard.get(name)),
        mayManage: await mayManage(kernel, actor, one),
      };
    }),
  );
}

function inboundOf(origin: string | undefined, name: string, heard: HeardFrom | undefined): AdapterToSee['inbound'] {
  return heard === undefined ? null : { ...heard, address: `${origin ?? ''}${inboundPath(name)}` };
}

function queueOf(counts: readonly QueueCount[], name: string, state: QueueCount['state']): QueueCount | undefined {
  return counts.find((count) => count.instance === name && count.state === state);
}

/** A delivery as those see it who look after it: how far it is, and of what it speaks by kind alone. */
export type DeliveryToSee = Omit<Delivery, 'subjectId' | 'idempotencyKey' | 'orderKey'>;

export interface DeliveryList {
  readonly items: readonly DeliveryToSee[];
  readonly nextCursor: string | null;
}

const Cursor = z.tuple([z.number().int(), uuidField]);

/** What an instance delivers for the reader's councils, by how far it is, the oldest first. @throws not_found */
export const listAdapterDeliveries = defineQuery({
  name: 'adapters.list-deliveries',
  permission: 'adapters.read',
  input: z.strictObject({
    name: z.string().max(40),
    state: z.enum(deliveryStates).default('dead'),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  run: async ({ db, kernel, actor }, { name, state, cursor, limit }): Promise<DeliveryList> => {
    visibleInstance(kernel, actor, name);
    const { authorityIds } = db.scope;
    const authorities = authorityIds === 'all' ? [] : authorityIds;
    const [at, id] = cursor === undefined ? [] : readCursor(Cursor, cursor);
    const after = at === undefined || id === undefined ? undefined : { at, id };
    const found = await listDeliveries(db, { authorities, state, instances: [name], limit: limit + 1, after });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ subjectId: _, idempotencyKey: _key, orderKey: _order, ...shown }) => shown),
      nextCursor: last && found.length > limit ? writeCursor([last.queuedAt, last.id]) : null,
    };
  },
});

/**
 * The latest calls of an instance: which addresses answered what, without queries, headers and bodies. For whoever looks
 * after every council that it serves. @throws not_found
 */
export const listAdapterCalls = defineQuery({
  name: 'adapters.list-calls',
  permission: 'adapters.read',
  input: z.strictObject({ name: z.string().max(40), limit: z.coerce.number().int().min(1).max(200).default(20) }),
  run: async ({ db, kernel, actor }, { name, limit }): Promise<LoggedCall[]> => {
    const one = visibleInstance(kernel, actor, name);
    return (await mayManage(kernel, actor, one)) ? await listCalls(db.within(everyAuthority), name, limit) : [];
  },
});
