import type { Database } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { Instant } from '../kernel/clock.js';
import { everyAuthority } from '../kernel/scope.js';

export interface ClaimedJob {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly attempts: number;
}

interface JobRow {
  id: string;
  kind: string;
  payload: string;
  attempts: number;
}

type Claim = { now: Instant; until: Instant; worker: string; kinds: string[]; limit: number };

// Relies on jobs_state_run_at_idx. One statement claims, so two workers never get the same job; on PostgreSQL rows
// that a neighbour is claiming are skipped instead of waited for.
const claimText = (skipLocked: string): string => `
  update jobs set leased_until_at = :until, leased_by = :worker, attempts = attempts + 1
  where id in (
    select id from jobs
    where state = 'waiting' and run_at <= :now and (leased_until_at is null or leased_until_at <= :now)
      and kind in (:kinds*)
    order by run_at limit :limit ${skipLocked})
  returning id, kind, payload, attempts`;
const claimOnSqlite = statement<Claim, JobRow>(claimText(''));
const claimOnPostgres = statement<Claim, JobRow>(claimText('for update skip locked'));

/** Claims due jobs for this worker until the lease ends. A job whose worker died is claimed again after its lease. */
export async function claimJobs(db: Database, claim: Claim): Promise<ClaimedJob[]> {
  const text = db.engine === 'postgres' ? claimOnPostgres : claimOnSqlite;
  const rows = await db.write(everyAuthority, (writes) => writes.all(text, claim));
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }));
}

const finish = statement<{ id: string; worker: string; now: Instant }, never>(
  `update jobs set state = 'done', finished_at = :now, leased_until_at = null where id = :id and leased_by = :worker`,
);
const again = statement<{ id: string; worker: string; runAt: Instant; error: string | null }, never>(
  `update jobs set run_at = :runAt, leased_until_at = null, last_error = :error where id = :id and leased_by = :worker`,
);
const rest = statement<{ id: string; worker: string; runAt: Instant }, never>(
  `update jobs set run_at = :runAt, leased_until_at = null, attempts = 0, last_error = null
   where id = :id and leased_by = :worker`,
);
const giveUp = statement<{ id: string; worker: string; now: Instant; error: string }, never>(
  `update jobs set state = 'failed', finished_at = :now, leased_until_at = null, last_error = :error
   where id = :id and leased_by = :worker`,
);

type Ended = { id: string; worker: string };

export async function markDone(db: Database, job: Ended, now: Instant): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.run(finish, { ...job, now }));
}

/** Gives a job back, to run again at that time. */
export async function putBack(db: Database, job: Ended, runAt: Instant, error: string | null): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.run(again, { ...job, runAt, error }));
}

/** A repeating job has done its round. */
export async function restUntil(db: Database, job: Ended, runAt: Instant): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.run(rest, { ...job, runAt }));
}

export async function markFailed(db: Database, job: Ended, now: Instant, error: string): Promise<void> {
  await db.write(everyAuthority, (writes) => writes.run(giveUp, { ...job, now, error }));
}

const removeOld = statement<{ before: Instant }, never>(
  `delete from jobs where state = 'done' and finished_at < :before`,
);

export function removeDoneJobs(db: Database, before: Instant): Promise<number> {
  return db.write(everyAuthority, (writes) => writes.run(removeOld, { before }));
}

const countByState = statement<Record<string, never>, { state: string; count: number }>(
  'select state, count(*) as count from jobs group by state',
);

export function countJobs(db: Database): Promise<{ state: string; count: number }[]> {
  return db.read(everyAuthority).all(countByState, {});
}

/** A job as an operator sees it: never its payload, which may name people. */
export interface ListedJob {
  readonly id: string;
  readonly kind: string;
  readonly state: 'waiting' | 'done' | 'failed';
  readonly attempts: number;
  readonly runAt: Instant;
  readonly leasedUntilAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly lastError: string | null;
}

// Relies on jobs_state_run_at_idx.
const listByState = statement<{ state: string; limit: number }, ListedJob>(
  `select id, kind, state, attempts, run_at as "runAt", leased_until_at as "leasedUntilAt",
     finished_at as "finishedAt", last_error as "lastError"
   from jobs where state = :state order by run_at desc, id limit :limit`,
);

/** Jobs of a state, those that were or are to be run last first. */
export function listJobs(db: Database, wanted: { state: ListedJob['state']; limit: number }): Promise<ListedJob[]> {
  return db.read(everyAuthority).all(listByState, wanted);
}

const retry = statement<{ ids: string[]; now: Instant }, { id: string }>(
  `update jobs set state = 'waiting', attempts = 0, run_at = :now, finished_at = null, leased_until_at = null
   where id in (:ids*) and state = 'failed' returning id`,
);

/** Lets jobs that were given up run again, from their first attempt. Answers which there were. */
export async function retryJobs(db: Database, ids: string[], now: Instant): Promise<string[]> {
  const rows = await db.write(everyAuthority, (writes) => writes.all(retry, { ids, now }));
  return rows.map(({ id }) => id);
}
