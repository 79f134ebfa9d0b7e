import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { HOUR_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { isError } from '../kernel/errors.js';
import { defineJob } from '../kernel/jobs.js';
import { localDateAt } from '../kernel/london-time.js';
import { everyAuthority } from '../kernel/scope.js';
import { alertErrors } from './alert-errors.js';
import { tellReviewDue } from './commands/tell-review-due.js';
import { listReviewsToTell } from './repository.js';

/** Looks every hour which alerts are to be reviewed from today on, and has their owners told. */
export const watchReviews = defineJob({
  kind: 'alerts.watch-reviews',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async (kernel) => {
    const actor = systemActor('an alert is to be reviewed');
    const now = kernel.clock.now();
    const due = await listReviewsToTell(kernel.db.read(everyAuthority), now, localDateAt(now));
    for (const id of due) {
      try {
        await runCommand(kernel, actor, tellReviewDue, { id });
      } catch (error) {
        // Somebody reviewed or ended it, or another worker told of it, since it was listed.
        if (!isError(error, alertErrors.reviewTold.code) && !isError(error, alertErrors.wrongState.code)) throw error;
      }
    }
  },
});
