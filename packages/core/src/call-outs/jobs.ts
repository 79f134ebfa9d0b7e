import { z } from 'zod';
import { systemActor } from '../kernel/actor.js';
import { MINUTE_MS, SECOND_MS } from '../kernel/clock.js';
import { runCommand } from '../kernel/command.js';
import { isError, staleVersion } from '../kernel/errors.js';
import { defineJob } from '../kernel/jobs.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { callOutErrors } from './call-out-errors.js';
import { passOverRing } from './commands/answer-call-out.js';
import { listUnanswered } from './repository.js';

const atOnce = 200;
const lookEveryMs = 15 * SECOND_MS;

/** Looks again and again who hasn't answered in time, and rings the next. */
export const watchCallOuts = defineJob({
  kind: 'call-outs.watch',
  payload: z.strictObject({}),
  everyMs: lookEveryMs,
  leaseMs: 2 * MINUTE_MS,
  run: async (kernel) => {
    const db = kernel.db.read(everyAuthority);
    for (;;) {
      const over = await listUnanswered(db, kernel.clock.now(), atOnce);
      for (const id of over) await passOver(kernel, id);
      if (over.length < atOnce) return;
    }
  },
});

async function passOver(kernel: Kernel, id: string): Promise<void> {
  try {
    await runCommand(kernel, systemActor('whoever was rung did not answer in time'), passOverRing, { id });
  } catch (error) {
    const isFaster = [callOutErrors.ended, staleVersion].some(({ code }) => isError(error, code));
    if (!isFaster) throw error; // else somebody answered just now
  }
}
