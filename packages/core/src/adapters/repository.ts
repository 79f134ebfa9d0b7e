import type { AdapterErrorCode } from '@moothall/adapter-sdk';
import type { Instant } from '../kernel/clock.js';
import type { Database, Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import type { Delivery, DeliveryState } from './types.js';

export interface DeliveryRow {
  id: string;
  authority_id: number;
  operation: string;
  subject_id: string;
  idempotency_key: string;
  order_key: string;
  service: string | null;
  variant: string;
  instance: string | null;
  state: string;
  attempts: number;
  queued_at: Instant;
  next_try_at: Instant;
  settled_at: Instant | null;
  settled_by_name: string | null;
  reference: string | null;
  code: string | null;
  note: string | null;
  version: number;
}

export const deliveryColumns = `id, authority_id, operation, subject_id, idempotency_key, order_key, service, variant, instance, state, attempts,
  queued_at, next_try_at, settled_at, settled_by_name, reference, code, note, version`;

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    authorityId: row.authority_id,
    operation: row.operation,
    subjectId: row.subject_id,
    idempotencyKey: row.idempotency_key,
    orderKey: row.order_key,
    service: row.service,
    variant: row.variant,
    instance: row.instance,
    state: row.state as DeliveryState,
    attempts: row.attempts,
    queuedAt: row.queued_at,
    nextTryAt: row.next_try_at,
    settledAt: row.settled_at,
    settledByName: row.settled_by_name,
    reference: row.reference,
    code: row.code as AdapterErrorCode | null,
    note: row.note,
    version: row.version,
  };
}

export type NewDelivery = Pick<
  Delivery,
  'authorityId' | 'operation' | 'subjectId' | 'idempotencyKey' | 'orderKey' | 'service' | 'variant' | 'instance'
>;

// What waits or was delivered under a key stays as it is; what was given up begins again.
const insertOnce = statement<Record<string, string | number | null>, never>(
  `insert into deliveries (id, authority_id, operation, subject_id, idempotency_key, order_key, service, variant, instance,
     state, queued_at, next_try_at)
   values (:id, :authority, :operation, :subject, :key, :order, :service, :variant, :instance, 'waiting', :now, :now)
   on conflict (idempotency_key) do update set state = 'waiting', attempts = 0, queued_at = excluded.queued_at,
     next_try_at = excluded.next_try_at, leased_until_at = 0, settled_at = null, settled_by_name = null, code = null, note = null,
     instance = excluded.instance, version = deliveries.version + 1
   where deliveries.state in ('dead', 'cancelled')`,
);

export async function insertDelivery(db: Writes, id: string, now: Instant, one: NewDelivery): Promise<void> {
  await db.run(insertOnce, {
    ...{ id, now, authority: one.authorityId, operation: one.operation, subject: one.subjectId },
    ...{ key: one.idempotencyKey, order: one.orderKey, service: one.service, variant: one.variant },
    instance: one.instance,
  });
}

/** Several at once, each of which is known to be queued for the first time. */
export async function insertDeliveries(
  db: Writes,
  now: Instant,
  list: readonly (NewDelivery & { readonly id: string })[],
): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map((one) => ({
    ...{ id: one.id, authority_id: one.authorityId, operation: one.operation, subject_id: one.subjectId },
    ...{ idempotency_key: one.idempotencyKey, order_key: one.orderKey, service: one.service, variant: one.variant },
    ...{ instance: one.instance, state: 'waiting', queued_at: now, next_try_at: now },
  }));
  await db.insert('deliveries', rows);
}

const byId = statement<{ id: string }, DeliveryRow>(`select ${deliveryColumns} from @deliveries where id = :id`);

export async function findDelivery(db: Reads, id: string): Promise<Delivery | undefined> {
  const row = await db.first(byId, { id });
  return row && toDelivery(row);
}

type Claim = { instance: string; now: Instant; until: Instant; worker: string; limit: number };

// Relies on deliveries_instance_state_next_try_at_idx, and on deliveries_order_key_state_idx for what stands before it:
// of one order key the oldest goes first, and while it waits no other does.
const claimText = (skipLocked: string): string => `
  update deliveries set leased_until_at = :until, leased_by = :worker, attempts = attempts + 1
  where id in (
    select d.id from @deliveries d
    where d.instance = :instance and d.state = 'waiting' and d.next_try_at <= :now and d.leased_until_at <= :now
      and not exists (select 1 from @deliveries e where e.order_key = d.order_key and e.state = 'waiting'
        and e.instance = d.instance and (e.queued_at, e.id) < (d.queued_at, d.id))
    order by d.next_try_at limit :limit ${skipLocked})
  returning ${deliveryColumns}`;
const claimOnSqlite = statement<Claim, DeliveryRow>(claimText(''));
const claimOnPostgres = statement<Claim, DeliveryRow>(claimText('for update skip locked'));

/** What is due for an instance, leased to this worker. A worker that died leaves it to the next after the lease. */
export async function claimDeliveries(db: Database, claim: Claim): Promise<Delivery[]> {
  const text = db.engine === 'postgres' ? claimOnPostgres : claimOnSqlite;
  return (await db.write(everyAuthority, (writes) => writes.all(text, claim))).map(toDelivery);
}

const give = statement<{ instance: string; ids: readonly string[] }, never>(
  `update deliveries set instance = :instance, version = version + 1 where id in (:ids*) and state = 'waiting'`,
);

/** Has an instance deliver what waits. */
export async function giveDeliveries(db: Writes, instance: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await db.run(give, { instance, ids });
}

export interface DeliveryChanges {
  readonly state: DeliveryState;
  readonly nextTryAt?: Instant;
  readonly settledAt?: Instant | null;
  readonly settledByName?: string | null;
  readonly reference?: string | null;
  readonly code?: AdapterErrorCode | null;
  readonly note?: string | null;
  readonly attempts?: number;
  readonly instance?: string | null;
  readonly queuedAt?: Instant;
  readonly outcomeDueAt?: Instant | null;
}

/** Changes a delivery if it still has the version that was read, and gives its lease back. Answers whether it had. */
export async function updateDelivery(
  db: Writes,
  { id, version }: Pick<Delivery, 'id' | 'version'>,
  changes: DeliveryChanges,
): Promise<boolean> {
  const { state, nextTryAt, settledAt, settledByName, reference, code, note, attempts, instance, queuedAt } = changes;
  const { outcomeDueAt } = changes;
  const row = {
    ...{ state, version: version + 1, leased_until_at: 0 },
    ...(nextTryAt === undefined ? {} : { next_try_at: nextTryAt }),
    ...(settledAt === undefined ? {} : { settled_at: settledAt }),
    ...(settledByName === undefined ? {} : { settled_by_name: settledByName }),
    ...(reference === undefined ? {} : { reference }),
    ...(code === undefined ? {} : { code }),
    ...(note === undefined ? {} : { note }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(instance === undefined ? {} : { instance }),
    ...(queuedAt === undefined ? {} : { queued_at: queuedAt }),
    ...(outcomeDueAt === undefined ? {} : { outcome_due_at: outcomeDueAt }),
  };
  return (await db.update('deliveries', { id, version }, row)) === 1;
}

export interface DeliveryPlace {
  readonly at: Instant;
  readonly id: string;
}

const fromTheStart: DeliveryPlace = { at: 0, id: '00000000-0000-0000-0000-000000000000' };

// Relies on deliveries_authority_id_state_queued_at_id_idx.
export const deliveriesInState = statement<
  {
    authorities: readonly number[];
    state: string;
    instances: readonly string[];
    afterAt: number;
    afterId: string;
    limit: number;
  },
  DeliveryRow
>(
  `select ${deliveryColumns} from @deliveries
   where authority_id in (:authorities*) and state = :state and instance in (:instances*) and (queued_at, id) > (:afterAt, :afterId)
   order by queued_at, id limit :limit`,
);

/** Of some instances, by how far they are, the oldest first. */
export async function listDeliveries(
  db: Reads,
  wanted: {
    readonly authorities: readonly AuthorityId[];
    readonly state: DeliveryState;
    readonly instances: readonly string[];
    readonly limit: number;
    readonly after?: DeliveryPlace | undefined;
  },
): Promise<Delivery[]> {
  const { authorities, state, instances, limit, after: { at: afterAt, id: afterId } = fromTheStart } = wanted;
  if (authorities.length === 0 || instances.length === 0) return [];
  return (await db.all(deliveriesInState, { authorities, state, instances, afterAt, afterId, limit })).map(toDelivery);
}

// Relies on deliveries_instance_state_next_try_at_idx.
const counts = statement<
  { instances: readonly string[] },
  { instance: string; state: string; count: number; oldest: number }
>(
  `select instance, state, count(*) as count, min(queued_at) as oldest from @deliveries
   where instance in (:instances*) and state in ('waiting', 'dead') group by instance, state`,
);

export interface QueueCount {
  readonly instance: string;
  readonly state: DeliveryState;
  readonly count: number;
  /** When the oldest was queued. */
  readonly oldest: Instant;
}

/** What waits and what is dead, by instance. */
export async function countQueues(db: Reads, instances: readonly string[]): Promise<QueueCount[]> {
  if (instances.length === 0) return [];
  const rows = await db.all(counts, { instances });
  return rows.map((row) => ({
    ...row,
    state: row.state as DeliveryState,
    count: Number(row.count),
    oldest: Number(row.oldest),
  }));
}

// Relies on deliveries_authority_id_state_queued_at_id_idx for councils, else on the key: run every few minutes.
const unserved = statement<
  {
    afterAt: number;
    afterId: string;
    limit: number;
    instances: readonly string[];
    operations: readonly string[];
  },
  DeliveryRow
>(
  `select ${deliveryColumns} from @deliveries
   where state = 'waiting' and operation in (:operations*)
     and (instance is null or instance not in (:instances*)) and (queued_at, id) > (:afterAt, :afterId)
   order by queued_at, id limit :limit`,
);

/** What waits for an adapter that isn't there, of operations that adapters do, the oldest first. */
export async function listUnserved(
  db: Reads,
  {
    instances,
    operations,
    limit,
    after: { at: afterAt, id: afterId } = fromTheStart,
  }: {
    readonly instances: readonly string[];
    readonly operations: readonly string[];
    readonly limit: number;
    readonly after?: DeliveryPlace | undefined;
  },
): Promise<Delivery[]> {
  const wanted = { instances: [...instances, ''], operations, limit, afterAt, afterId };
  return (await db.all(unserved, wanted)).map(toDelivery);
}

// Relies on deliveries_authority_id_state_queued_at_id_idx.
const withoutInstance = statement<{ authorities: readonly number[] }, { count: number }>(
  `select count(*) as count from @deliveries
   where authority_id in (:authorities*) and state = 'waiting' and instance is null`,
);

/** How many wait for an adapter that nobody has configured. */
export async function countUnserved(db: Reads, authorities: readonly AuthorityId[]): Promise<number> {
  if (authorities.length === 0) return 0;
  return Number((await db.first(withoutInstance, { authorities }))?.count ?? 0);
}

// Relies on deliveries_state_settled_at_idx.
const forget = statement<{ before: Instant }, never>(
  `delete from deliveries where state in ('delivered', 'cancelled', 'by-hand') and settled_at < :before`,
);

export function forgetSettled(db: Writes, before: Instant): Promise<number> {
  return db.run(forget, { before });
}
