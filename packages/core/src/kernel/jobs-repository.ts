import type { Instant } from './clock.js';
import type { Writes } from './db/database.js';
import { statement } from './db/statement.js';

export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly payload: string;
  readonly runAt: Instant;
  readonly uniqueKey: string | null;
  readonly now: Instant;
}

const newJob = statement<{ [Name in keyof JobRow]: JobRow[Name] }, never>(
  `insert into jobs (id, kind, payload, run_at, attempts, state, unique_key, created_at)
   values (:id, :kind, :payload, :runAt, 0, 'waiting', :uniqueKey, :now)
   on conflict (unique_key) do nothing`,
);

/** A second job with the same key is not added. */
export async function insertJob(db: Writes, job: JobRow): Promise<void> {
  await db.run(newJob, { ...job });
}
