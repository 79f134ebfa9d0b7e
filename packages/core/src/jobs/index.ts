import { z } from 'zod';
import { defineCapability, type Capability } from '../kernel/capability.js';
import { defineJob, type JobSpec } from '../kernel/jobs.js';
import { forgetOldEvents, relayEvents } from './relay-events.js';
import { removeDoneJobs } from './repository.js';

export { createWorker, addRepeating, type Worker } from './worker.js';
export { countJobs, listJobs, retryJobs, type ListedJob } from './repository.js';
export {
  eventsBetween,
  findEvents,
  findLatestEvent,
  findNumberedEvent,
  findOldestEvent,
  latestSequence,
  listEventsAfter,
  listSequenced,
  type EventRow,
  type NumberedEvent,
  type SequencedEvent,
} from './outbox-repository.js';
export { relayEvents, forgetOldEvents, keepEventsMs } from './relay-events.js';

const hourMs = 3_600_000;

/** The machinery's own jobs: the event sequencer, and clearing away what is done. */
export function jobsCapability(subscribers: () => readonly JobSpec[]): Capability {
  const relay = defineJob({
    kind: 'jobs.relay-events',
    payload: z.strictObject({}),
    everyMs: 1000,
    run: async (kernel) => {
      while ((await relayEvents(kernel, subscribers())) > 0);
    },
  });
  const tidy = defineJob({
    kind: 'jobs.tidy',
    payload: z.strictObject({}),
    everyMs: hourMs,
    run: async (kernel) => {
      await removeDoneJobs(kernel.db, kernel.clock.now() - 24 * hourMs);
      await forgetOldEvents(kernel.db, kernel.clock.now());
    },
  });
  return defineCapability({
    name: 'jobs',
    permissions: [],
    commands: [],
    queries: [],
    routes: [],
    jobs: [relay, tidy],
  });
}
