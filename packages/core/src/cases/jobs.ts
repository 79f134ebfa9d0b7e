import { z } from 'zod';
import { HOUR_MS } from '../kernel/clock.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { defineJob } from '../kernel/jobs.js';
import { undoLastsMs } from './bulk-input.js';
import { removeOldChanges } from './bulk-repository.js';
import { removeEndedPresence } from './presence-repository.js';
import { recomputeDue } from './commands/recompute-due.js';

const CalendarChanged = z.looseObject({ authorityId: z.number(), subjectId: z.string() });

/** Due times follow a changed calendar: a bank holiday declared late, new hours. In batches, each its own transaction. */
export const recomputeDueTimes = defineJob({
  kind: 'cases.recompute-due-times',
  payload: CalendarChanged,
  topics: ['calendar.changed'],
  leaseMs: 600_000,
  run: async (kernel, { authorityId, subjectId: calendarKey }) => {
    const actor = systemActor('a calendar changed');
    let afterId: string | undefined;
    do {
      const input = { authorityId, calendarKey, ...(afterId === undefined ? {} : { afterId }) };
      afterId = (await runCommand(kernel, actor, recomputeDue, input)).nextAfterId ?? undefined;
    } while (afterId !== undefined);
  },
});

/** Forgets what can no longer be undone, and who was writing. */
export const tidyCases = defineJob({
  kind: 'cases.tidy',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async (kernel) => {
    const now = kernel.clock.now();
    await removeOldChanges(kernel.db, now - undoLastsMs);
    await removeEndedPresence(kernel.db, now);
  },
});
