import { DAY_MS, type Instant } from '../kernel/clock.js';
import type { Database } from '../kernel/db/database.js';
import { addJob, type JobSpec } from '../kernel/jobs.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import {
  listUnsequenced,
  nextSequence,
  removeSequencedBefore,
  setSequence,
  type EventRow,
} from './outbox-repository.js';

const batch = 500;
/** For how long events are kept at the least. */
export const keepEventsMs = 8 * DAY_MS;

/**
 * The one sequencer: gives committed events their number (PostgreSQL commits out of order, so "after id N" would skip
 * some) and, in the same transaction, adds a job for each subscriber. Runs under a lease, so there is one at a time; were
 * there two after all, no two events can have one number, and the slower one's work is undone and done again. So an event
 * never gets a number below one that somebody has read.
 */
export async function relayEvents(kernel: Kernel, subscribers: readonly JobSpec[]): Promise<number> {
  const events = await listUnsequenced(kernel.db, batch);
  if (events.length === 0) return 0;
  await kernel.db.write(everyAuthority, async (db) => {
    let seq = await nextSequence(db);
    for (const event of events) {
      if ((await setSequence(db, event.id, seq)) === 0) continue; // numbered meanwhile
      seq += 1;
      for (const job of subscribersOf(subscribers, event))
        await addJob(kernel, db, {
          kind: job.kind,
          payload: event,
          runAt: kernel.clock.now(),
          uniqueKey: `${job.kind}:${event.id}`,
        });
    }
  });
  return events.length;
}

function subscribersOf(jobs: readonly JobSpec[], event: EventRow): JobSpec[] {
  return jobs.filter((job) => job.topics?.includes(event.topic));
}

/** Removes events that every reader has had eight days to take. */
export function forgetOldEvents(db: Database, now: Instant): Promise<number> {
  return removeSequencedBefore(db, now - keepEventsMs);
}
