import { z } from 'zod';
import { runDue } from '../cases/index.js';
import { systemActor } from '../kernel/actor.js';
import { MINUTE_MS, SECOND_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { staleVersion } from '../kernel/errors.js';
import { defineJob } from '../kernel/jobs.js';
import { everyAuthority } from '../kernel/scope.js';
import { callOutErrors } from './call-out-errors.js';
import { passOverRing } from './commands/answer-call-out.js';
import { listUnanswered } from './repository.js';

const lookEveryMs = 15 * SECOND_MS;
const actor = systemActor('whoever was rung did not answer in time');

/** Looks again and again who hasn't answered in time, and rings the next. */
export const watchCallOuts = defineJob({
  kind: 'call-outs.watch',
  payload: z.strictObject({}),
  everyMs: lookEveryMs,
  leaseMs: 2 * MINUTE_MS,
  run: async (kernel) => {
    const db = kernel.db.read(everyAuthority);
    await runDue(
      (limit) => listUnanswered(db, kernel.clock.now(), limit),
      (id) => runCommand(kernel, actor, passOverRing, { id }),
      [callOutErrors.ended, staleVersion], // somebody answered just now
    );
  },
});
