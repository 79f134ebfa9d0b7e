import { z } from 'zod';
import { MINUTE_MS, SECOND_MS } from '../../kernel/clock.js';
import { defineJob, type JobSpec } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { makeRefund } from './make-refund.js';
import { listDueParts } from './online-repository.js';
import { askProvider } from './provider.js';
import { listDueRefunds } from './refund-repository.js';

const atOnce = 100;

/** Asks providers how payments and refunds stand that have not ended, each when it is due. */
export async function askDue(kernel: Kernel): Promise<void> {
  const db = kernel.db.read(everyAuthority);
  const now = kernel.clock.now();
  // One after another: a provider that can't be reached is found out by the first, and the rest wait for another round.
  for (const { paymentId } of await listDueParts(db, now, atOnce)) await askProvider(kernel, paymentId);
  for (const id of await listDueRefunds(db, now, atOnce)) await makeRefund(kernel, id);
}

export const onlineJobs: readonly JobSpec[] = [
  defineJob({
    kind: 'payments.ask-providers',
    payload: z.strictObject({}),
    everyMs: 15 * SECOND_MS,
    leaseMs: 10 * MINUTE_MS,
    run: askDue,
  }),
];
