import { z } from 'zod';
import { HOUR_MS } from '../../kernel/clock.js';
import { defineJob } from '../../kernel/jobs.js';
import { localDateAt, startOfDay } from '../../kernel/london-time.js';
import { writeIncomeFiles } from './write-income-files.js';

/** By then what was paid before midnight is known. */
const notBeforeMs = 3 * HOUR_MS;

/** Nothing is in two files, so that an hour in which there is nothing new writes none. */
export const writeIncomeJob = defineJob({
  kind: 'payments.write-income-files',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  leaseMs: HOUR_MS / 2,
  run: async (kernel) => {
    const now = kernel.clock.now();
    if (now >= startOfDay(localDateAt(now)) + notBeforeMs) await writeIncomeFiles(kernel);
  },
});
