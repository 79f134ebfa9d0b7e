import { errorForLog } from '../kernel/log.js';
import type { JobSpec } from '../kernel/jobs.js';
import type { Kernel } from '../kernel/kernel.js';
import { newId } from '../kernel/ids.js';
import { addJob } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { claimJobs, markDone, markFailed, putBack, restUntil, type ClaimedJob } from './repository.js';

export interface Worker {
  /** Runs everything that is due now, and what that makes due; for tests and the command line. */
  runDue(): Promise<number>;
  /** Looks for work until stopped. */
  start(): void;
  /** Lets the running jobs end, at most `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

const defaultLeaseMs = 60_000;
const defaultAttempts = 8;
const idlePauseMs = 500;
const jobsAtOnce = 4;

/** Claims jobs under a lease and runs them. Any number of workers may share a database. */
export function createWorker(kernel: Kernel, specs: readonly JobSpec[]): Worker {
  const byKind = new Map(specs.map((spec) => [spec.kind, spec]));
  const name = newId(kernel.clock, kernel.random);
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;
  let round: Promise<unknown> = Promise.resolve();

  const runDue = async (): Promise<number> => {
    let ran = 0;
    for (;;) {
      const jobs = await claim(kernel, specs, name);
      if (jobs.length === 0) return ran;
      ran += jobs.length;
      await Promise.all(jobs.map((job) => runJob(kernel, byKind, name, job)));
    }
  };

  const loop = async (): Promise<void> => {
    try {
      await runDue();
    } catch (error) {
      kernel.log.error({ err: error }, 'jobs could not be claimed');
    }
    if (!stopped) timer = setTimeout(() => (round = loop()), idlePauseMs);
  };

  return {
    runDue,
    start: () => {
      stopped = false;
      round = addRepeating(kernel, specs)
        .catch((error: unknown) => kernel.log.error({ err: error }, 'repeating jobs could not be added'))
        .then(loop);
    },
    stop: async (graceMs = 8000) => {
      stopped = true;
      clearTimeout(timer);
      await Promise.race([round, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    },
  };
}

/** Repeating jobs exist once each, whatever number of workers starts. */
export async function addRepeating(kernel: Kernel, specs: readonly JobSpec[]): Promise<void> {
  const repeating = specs.filter((spec) => spec.everyMs !== undefined);
  await kernel.db.write(everyAuthority, async (db) => {
    for (const { kind } of repeating)
      await addJob(kernel, db, { kind, payload: {}, runAt: kernel.clock.now(), uniqueKey: kind });
  });
}

/** Kinds with leases of one length are claimed together. */
async function claim(kernel: Kernel, specs: readonly JobSpec[], worker: string): Promise<ClaimedJob[]> {
  const now = kernel.clock.now();
  const claimed: ClaimedJob[] = [];
  for (const [lease, kinds] of kindsByLease(specs)) {
    const limit = jobsAtOnce - claimed.length;
    if (limit > 0) claimed.push(...(await claimJobs(kernel.db, { now, until: now + lease, worker, kinds, limit })));
  }
  return claimed;
}

function kindsByLease(specs: readonly JobSpec[]): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (const { kind, leaseMs = defaultLeaseMs } of specs) groups.set(leaseMs, [...(groups.get(leaseMs) ?? []), kind]);
  return groups;
}

async function runJob(kernel: Kernel, specs: Map<string, JobSpec>, worker: string, job: ClaimedJob): Promise<void> {
  const spec = specs.get(job.kind);
  if (!spec) return;
  const ended = { id: job.id, worker };
  try {
    await spec.run(kernel, job.payload);
    const now = kernel.clock.now();
    if (spec.everyMs === undefined) await markDone(kernel.db, ended, now);
    else await restUntil(kernel.db, ended, now + spec.everyMs);
  } catch (error) {
    kernel.log.error({ err: error, job: job.kind, jobId: job.id, attempts: job.attempts }, 'a job failed');
    await afterFailure(kernel, spec, ended, job.attempts, String(errorForLog(error)['message']));
  }
}

async function afterFailure(
  kernel: Kernel,
  spec: JobSpec,
  ended: { id: string; worker: string },
  attempts: number,
  message: string,
): Promise<void> {
  const now = kernel.clock.now();
  if (spec.everyMs === undefined && attempts >= (spec.maxAttempts ?? defaultAttempts))
    return await markFailed(kernel.db, ended, now, message);
  await putBack(kernel.db, ended, now + backOffMs(attempts, kernel.random(1)[0] ?? 0), message);
}

/** 2 s, 4 s, 8 s … up to 10 minutes, each up to a quarter longer by chance, so that failures don't come back together. */
export function backOffMs(attempts: number, chance: number): number {
  const base = Math.min(1000 * 2 ** Math.min(attempts, 10), 600_000);
  return Math.round(base * (1 + chance / 1024));
}
