import { z } from 'zod';
import { systemActor } from '../../kernel/actor.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { isError, staleVersion } from '../../kernel/errors.js';
import { defineJob } from '../../kernel/jobs.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { missCallBack } from './answer-call-back.js';
import { callBackErrors } from './call-back-errors.js';
import { listToMiss } from './call-backs-repository.js';

const atOnce = 200;

/** Looks each minute which promised calls nobody made in time. */
export const watchCallBacks = defineJob({
  kind: 'cases.watch-call-backs',
  payload: z.strictObject({}),
  everyMs: MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    const db = kernel.db.read(everyAuthority);
    for (;;) {
      const missed = await listToMiss(db, kernel.clock.now(), atOnce);
      for (const id of missed) await miss(kernel, id);
      if (missed.length < atOnce) return;
    }
  },
});

async function miss(kernel: Kernel, id: string): Promise<void> {
  try {
    await runCommand(kernel, systemActor('nobody called in the time that was promised'), missCallBack, { id });
  } catch (error) {
    const isFaster = [callBackErrors.ended, staleVersion].some(({ code }) => isError(error, code));
    if (!isFaster) throw error; // else somebody called just now
  }
}
