import type { z } from 'zod';
import type { Instant } from './clock.js';
import type { Writes } from './db/database.js';
import { newId } from './ids.js';
import { insertJob } from './jobs-repository.js';
import type { Kernel } from './kernel.js';
import type { OutboxEvent } from './command.js';

/** Work that happens after the request: at least once, with a lease, retried with growing pauses. */
export interface JobSpec {
  /** `<capability>.<verb-noun>`: `audit.seal-entries`. */
  readonly kind: string;
  readonly payload: z.ZodType;
  /** Runs again this long after it last ended; such a job exists once. */
  readonly everyMs?: number;
  /** Runs for each outbox event of these topics, with the event as payload. */
  readonly topics?: readonly string[];
  readonly maxAttempts?: number;
  /** How long one run may take before another worker may claim it. Default 60,000 ms. */
  readonly leaseMs?: number;
  run(kernel: Kernel, payload: unknown): Promise<void>;
}

export function defineJob<P extends z.ZodType>(
  spec: Omit<JobSpec, 'payload' | 'run'> & { payload: P; run(kernel: Kernel, payload: z.output<P>): Promise<void> },
): JobSpec {
  return { ...spec, run: (kernel, payload) => spec.run(kernel, spec.payload.parse(payload)) };
}

export interface NewJob {
  readonly kind: string;
  readonly payload: unknown;
  readonly runAt: Instant;
  /** A second job with the same key is not added. */
  readonly uniqueKey?: string;
}

/** Adds a job in the caller's transaction: it exists if and only if the fact that asked for it does. */
export async function addJob(kernel: Kernel, db: Writes, job: NewJob): Promise<void> {
  await insertJob(db, {
    id: newId(kernel.clock, kernel.random),
    kind: job.kind,
    payload: JSON.stringify(job.payload),
    runAt: job.runAt,
    uniqueKey: job.uniqueKey ?? null,
    now: kernel.clock.now(),
  });
}

/** The event as a job's payload. */
export type EventPayload = OutboxEvent & { readonly id: string; readonly occurredAt: Instant };
