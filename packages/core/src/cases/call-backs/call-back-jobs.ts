import { z } from 'zod';
import { systemActor } from '../../kernel/actor.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { staleVersion } from '../../kernel/errors.js';
import { defineJob } from '../../kernel/jobs.js';
import { everyAuthority } from '../../kernel/scope.js';
import { runDue } from '../run-due.js';
import { missCallBack } from './answer-call-back.js';
import { callBackErrors } from './call-back-errors.js';
import { listToMiss } from './call-backs-repository.js';

const actor = systemActor('nobody called in the time that was promised');

/** Looks each minute which promised calls nobody made in time. */
export const watchCallBacks = defineJob({
  kind: 'cases.watch-call-backs',
  payload: z.strictObject({}),
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    const db = kernel.db.read(everyAuthority);
    await runDue(
      (limit) => listToMiss(db, kernel.clock.now(), limit),
      (id) => runCommand(kernel, actor, missCallBack, { id }),
      [callBackErrors.ended, staleVersion], // somebody called just now
    );
  },
});
