import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { defineJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { isQuietHour } from '../quiet-hours.js';
import { customerTokenIndex } from './token-index.js';

/** Brings the index of tokens together at night: a day's changes leave it in several parts, and a look-up reads each. */
export const tidyIndexNightly = defineJob({
  kind: 'customers.tidy-index-nightly',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    if (isQuietHour(kernel.clock.now())) await tidyIndex(kernel);
  },
});

/** A transaction for each piece: whoever writes meanwhile waits for one. */
export async function tidyIndex({ db }: Pick<Kernel, 'db'>): Promise<void> {
  let piece: 'first' | 'next' = 'first';
  while (await db.write(everyAuthority, (writes) => customerTokenIndex.tidy(writes, piece))) piece = 'next';
}
