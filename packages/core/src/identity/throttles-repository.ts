import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';

const blocks = statement<{ keys: readonly string[]; now: Instant }, { until: Instant | null }>(
  'select max(blocked_until_at) as until from throttles where key in (:keys*) and blocked_until_at > :now',
);

/** Until when the strictest of these keys is blocked, if one is. */
export async function findBlockEnd(db: Reads, keys: readonly string[], now: Instant): Promise<Instant | undefined> {
  return (await db.first(blocks, { keys, now }))?.until ?? undefined;
}

// One statement counts, so two failures at once count as two.
const countOne = statement<{ key: string; now: Instant; endsAt: Instant }, { failures: number }>(
  `insert into throttles (key, failures, window_ends_at, blocked_until_at) values (:key, 1, :endsAt, null)
   on conflict (key) do update set
     failures = case when throttles.window_ends_at <= :now then 1 else throttles.failures + 1 end,
     window_ends_at = :endsAt
   returning failures`,
);

/** Counts a failure and answers how many there are since the window began. */
export async function countFailure(db: Writes, key: string, now: Instant, endsAt: Instant): Promise<number> {
  const [row] = await db.all(countOne, { key, now, endsAt });
  return row?.failures ?? 1;
}

export async function blockUntil(db: Writes, key: string, until: Instant): Promise<void> {
  await db.update('throttles', { key }, { blocked_until_at: until });
}

export async function forgetFailures(db: Writes, key: string): Promise<void> {
  await db.remove('throttles', { key });
}

const past = statement<{ now: Instant }, never>(
  'delete from throttles where window_ends_at <= :now and (blocked_until_at is null or blocked_until_at <= :now)',
);

export async function removePastThrottles(db: Writes, now: Instant): Promise<number> {
  return db.run(past, { now });
}
