import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { customerColumns, toCustomer, type CustomerRow } from '../repository.js';
import type { Customer } from '../types.js';

export type PairVerdict = 'merge' | 'review';

/** Two records that may be of one customer. */
export interface CustomerPair {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly customerId: string;
  readonly otherId: string;
  /** That they are one customer, 0 to 1. */
  readonly probability: number;
  readonly pattern: number;
  readonly verdict: PairVerdict;
  readonly foundAt: Instant;
  /** When a person said that they are not one customer. */
  readonly dismissedAt: Instant | null;
  readonly version: number;
}

interface PairRow {
  id: string;
  authority_id: number;
  customer_id: string;
  other_id: string;
  probability: number;
  pattern: number;
  verdict: string;
  found_at: Instant;
  dismissed_at: Instant | null;
  version: number;
}

const inOne = 10_000;
const columns = `p.id, p.authority_id, p.customer_id, p.other_id, p.probability, p.pattern, p.verdict, p.found_at,
  p.dismissed_at, p.version`;
/** Pairs with a restricted record are absent for everybody: that there is a like record tells of it. Merged ones are settled. */
const bothOpen = `join @customers a on a.id = p.customer_id and a.restriction is null and a.merged_into_id is null
  join @customers b on b.id = p.other_id and b.restriction is null and b.merged_into_id is null`;
const asked = `(case when p.dismissed_at is null then p.verdict else 'dismissed' end) = :shows`;

export type PairsShown = PairVerdict | 'dismissed';
export interface PairPlace {
  readonly probability: number;
  readonly id: string;
}

// Relies on customer_pairs_authority_id_probability_id_idx; customers by their key.
const likeliest = statement<{ shows: string; before: number; beforeId: string; limit: number }, PairRow>(
  `select ${columns} from @customer_pairs p ${bothOpen}
   where ${asked} and (p.probability, p.id) < (:before, :beforeId)
   order by p.probability desc, p.id desc limit :limit`,
);
const counted = statement<{ shows: string; most: number }, { count: number }>(
  `select count(*) as count from (select p.id from @customer_pairs p ${bothOpen} where ${asked} limit :most) counted`,
);
const byId = statement<{ id: string }, PairRow>(
  `select ${columns} from @customer_pairs p ${bothOpen} where p.id = :id`,
);

const first: PairPlace = { probability: 2, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** The likeliest first. */
export async function listPairs(
  db: Reads,
  shows: PairsShown,
  limit: number,
  { probability, id: beforeId }: PairPlace = first,
): Promise<CustomerPair[]> {
  const before = Math.round(probability * inOne);
  return (await db.all(likeliest, { shows, before, beforeId, limit })).map(toPair);
}

/** How many there are, counting no further than `most`. */
export async function countPairs(db: Reads, shows: PairsShown, most: number): Promise<number> {
  return Number((await db.first(counted, { shows, most }))?.count ?? 0);
}

export async function findPair(db: Reads, id: string): Promise<CustomerPair | undefined> {
  const row = await db.first(byId, { id });
  return row && toPair(row);
}

function toPair(row: PairRow): CustomerPair {
  return {
    id: row.id,
    authorityId: row.authority_id,
    customerId: row.customer_id,
    otherId: row.other_id,
    probability: row.probability / inOne,
    pattern: row.pattern,
    verdict: row.verdict as PairVerdict,
    foundAt: row.found_at,
    dismissedAt: row.dismissed_at,
    version: row.version,
  };
}

// Relies on the primary key.
const afterId = statement<{ after: string; limit: number }, CustomerRow>(
  `select ${customerColumns} from @customers c
   where c.restriction is null and c.merged_into_id is null and c.id > :after order by c.id limit :limit`,
);

/** Customers in the order of their ids, without restricted and merged ones. */
export async function listToCompare(db: Reads, after: string, limit: number): Promise<Customer[]> {
  return (await db.all(afterId, { after, limit })).map(toCustomer);
}

/** A pair as the finder found it. */
export interface NewPair {
  readonly id: string;
  readonly customerId: string;
  readonly customerVersion: number;
  readonly otherId: string;
  readonly otherVersion: number;
  readonly probability: number;
  readonly pattern: number;
  readonly verdict: PairVerdict;
}

// A dismissed pair stays so until one of the records has changed.
const keep = statement<
  {
    id: string;
    authority: number;
    customer: string;
    other: string;
    probability: number;
    pattern: number;
    verdict: string;
    customerVersion: number;
    otherVersion: number;
    now: Instant;
  },
  never
>(
  `insert into customer_pairs (id, authority_id, customer_id, other_id, probability, pattern, verdict,
     customer_version, other_version, found_at, version)
   values (:id, :authority, :customer, :other, :probability, :pattern, :verdict, :customerVersion, :otherVersion, :now, 1)
   on conflict (customer_id, other_id) do update set
     probability = excluded.probability, pattern = excluded.pattern, verdict = excluded.verdict,
     customer_version = excluded.customer_version, other_version = excluded.other_version,
     found_at = excluded.found_at, dismissed_at = null, dismissed_by = null, version = customer_pairs.version + 1
   where customer_pairs.authority_id = excluded.authority_id and (customer_pairs.dismissed_at is null
     or customer_pairs.customer_version <> excluded.customer_version
     or customer_pairs.other_version <> excluded.other_version)`,
);

export async function keepPair(db: Writes, authority: AuthorityId, pair: NewPair, now: Instant): Promise<void> {
  const { id, customerId: customer, otherId: other, customerVersion, otherVersion, pattern, verdict } = pair;
  const probability = Math.round(pair.probability * inOne);
  await db.run(keep, {
    id,
    authority,
    customer,
    other,
    probability,
    pattern,
    verdict,
    customerVersion,
    otherVersion,
    now,
  });
}

const removeStale = statement<{ authority: number; before: Instant }, never>(
  `delete from customer_pairs where authority_id = :authority and dismissed_at is null and found_at < :before`,
);

/** Takes off what the newest look no longer found. */
export async function removePairsBefore(db: Writes, authority: AuthorityId, before: Instant): Promise<number> {
  return await db.run(removeStale, { authority, before });
}

/** Remembers that two records are not of one customer, as they are now; `null` takes it back. */
export async function setDismissed(
  db: Writes,
  { id, version }: Pick<CustomerPair, 'id' | 'version'>,
  dismissed: { readonly at: Instant; readonly by: string | null; readonly versions: readonly [number, number] } | null,
): Promise<number> {
  const versions = dismissed ? { customer_version: dismissed.versions[0], other_version: dismissed.versions[1] } : {};
  const set = { dismissed_at: dismissed?.at ?? null, dismissed_by: dismissed?.by ?? null };
  return await db.update('customer_pairs', { id, version }, { ...versions, ...set, version: version + 1 });
}
