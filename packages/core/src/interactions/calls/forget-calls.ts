import { z } from 'zod';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { defineJob } from '../../kernel/jobs.js';
import { everyAuthority } from '../../kernel/scope.js';
import { forgetCallsBefore } from './calls-repository.js';

/** Forgets calls a day after anything was last told of them: what became of one is in its contact. */
export const forgetCalls = defineJob({
  kind: 'interactions.forget-calls',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async ({ db, clock }) =>
    void (await db.write(everyAuthority, (writes) => forgetCallsBefore(writes, clock.now() - DAY_MS))),
});
