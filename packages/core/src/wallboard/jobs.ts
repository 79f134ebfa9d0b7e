import { z } from 'zod';
import { DAY_MS, HOUR_MS } from '../kernel/clock.js';
import { defineJob } from '../kernel/jobs.js';
import { removeReportsBefore } from './repository.js';

/** How long reports are kept. */
const keptForMs = 2 * DAY_MS;

/** Forgets reports of earlier days. */
export const forgetReports = defineJob({
  kind: 'wallboard.forget-reports',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async (kernel) => {
    await removeReportsBefore(kernel.db, kernel.clock.now() - keptForMs);
  },
});
