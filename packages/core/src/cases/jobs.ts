import { z } from 'zod';
import { HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import { systemActor } from '../kernel/actor.js';
import { runCommand } from '../kernel/command.js';
import { isError } from '../kernel/errors.js';
import { defineJob } from '../kernel/jobs.js';
import { undoLastsMs } from './queue/bulk-input.js';
import { removeOldChanges } from './queue/bulk-repository.js';
import { everyAuthority } from '../kernel/scope.js';
import { isTimeToEscalate } from './clock/escalation-time.js';
import { listToEscalate, type DuePlace, type EscalationStep } from './clock/escalations-repository.js';
import { findCase } from './repository.js';
import type { Kernel } from '../kernel/kernel.js';
import { removeEndedPresence } from './queue/presence-repository.js';
import { localDateAt } from '../kernel/london-time.js';
import { listTasksToTell } from './tasks/tasks-repository.js';
import { removeUploadsBefore } from './files/uploads-repository.js';
import { uploadLastsMs } from './files/uploads-query.js';
import { caseErrors } from './case-errors.js';
import { calendarFollowers } from '../authorities/index.js';
import { escalateCase } from './commands/escalate-case.js';
import { tellTaskDue } from './commands/tell-task-due.js';
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
    for (const id of await calendarFollowers(kernel, authorityId, calendarKey)) {
      let afterId: string | undefined;
      do {
        const input = { authorityId: id, calendarKey, ...(afterId === undefined ? {} : { afterId }) };
        afterId = (await runCommand(kernel, actor, recomputeDue, input)).nextAfterId ?? undefined;
      } while (afterId !== undefined);
    }
  },
});

const lookedAtAtOnce = 200;

/**
 * Looks every five minutes which promises near their end or are broken, and has those told who can do something. Only
 * what is due costs a transaction; the others are read.
 */
export const watchPromises = defineJob({
  kind: 'cases.watch-promises',
  payload: z.strictObject({}),
  everyMs: 5 * MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    for (const step of ['breach', 'warning'] as const) await escalateDue(kernel, step);
  },
});

async function escalateDue(kernel: Kernel, step: EscalationStep): Promise<void> {
  const actor = systemActor('a promise nears its end or is broken');
  const db = kernel.db.read(everyAuthority);
  const now = kernel.clock.now();
  let after: DuePlace | undefined;
  do {
    const batch = await listToEscalate(db, step, now, { limit: lookedAtAtOnce, after });
    for (const { id: caseId } of batch) {
      const found = await findCase(db, caseId);
      if (!found || !(await isTimeToEscalate({ db, kernel, now }, found, step))) continue;
      await runCommand(kernel, actor, escalateCase, { caseId, step }).catch(passOver);
    }
    after = batch.length === lookedAtAtOnce ? batch.at(-1) : undefined;
  } while (after !== undefined);
}

/** Looks every half hour which tasks have come due, and has those told who are to do them. */
export const watchTasks = defineJob({
  kind: 'cases.watch-tasks',
  payload: z.strictObject({}),
  everyMs: 30 * MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  run: async (kernel) => {
    const actor = systemActor('a task is due');
    const db = kernel.db.read(everyAuthority);
    const today = localDateAt(kernel.clock.now());
    for (;;) {
      const due = await listTasksToTell(db, today, lookedAtAtOnce);
      for (const task of due) await runCommand(kernel, actor, tellTaskDue, task).catch(passOver);
      if (due.length < lookedAtAtOnce) return;
    }
  },
});

/** Another worker was faster, or the case changed meanwhile. */
function passOver(error: unknown): void {
  if (!isError(error, caseErrors.notDueYet.code) && !isError(error, caseErrors.escalated.code)) throw error;
}

/** Forgets what can no longer be undone, who was writing, and files that no form named. */
export const tidyCases = defineJob({
  kind: 'cases.tidy',
  payload: z.strictObject({}),
  everyMs: HOUR_MS,
  run: async (kernel) => {
    const now = kernel.clock.now();
    await removeOldChanges(kernel.db, now - undoLastsMs);
    await removeEndedPresence(kernel.db, now);
    await removeUploadsBefore(kernel.db, now - uploadLastsMs);
  },
});
