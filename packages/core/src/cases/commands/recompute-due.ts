import { z } from 'zod';
import { workingCalendar } from '../../authorities/index.js';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { line, uuidField } from '../../kernel/input.js';
import { dueAt } from '../clock/case-clock.js';
import { definitionOf } from '../definitions.js';
import { readClockHistories } from '../events-repository.js';
import { listOpenForClock, updateDueAt, type ClockedCase } from '../repository.js';

const casesAtOnce = 200;

/**
 * Computes the due times of one batch of an authority's open cases anew, after one of its calendars changed. The answer
 * says after which case to go on, if any are left.
 */
export const recomputeDue = defineCommand({
  name: 'cases.recompute-due',
  permission: 'cases.work',
  input: z.strictObject({ authorityId: z.number().int(), calendarKey: line(40), afterId: uuidField.optional() }),
  run: async (context, { authorityId, calendarKey, afterId }) => {
    const batch = await listOpenForClock(context.db, authorityId, casesAtOnce, afterId);
    const histories = await readClockHistories(
      context.db,
      batch.map(({ id }) => id),
    );
    let changed = 0;
    for (const each of batch) {
      const due = await newDueAt(context, each, calendarKey, histories.get(each.id) ?? []);
      if (due === undefined || due === each.dueAt) continue;
      await updateDueAt(context.db, each.id, each.version, due);
      changed += 1;
    }
    const subject = { kind: 'calendar', id: calendarKey };
    await context.audit({ authorityId, subject, details: { read: batch.length, changed } });
    return { changed, nextAfterId: batch.length === casesAtOnce ? (batch.at(-1)?.id ?? null) : null };
  },
});

/** Undefined for a case that another calendar counts. */
async function newDueAt(
  { db, kernel, now }: CommandContext,
  each: ClockedCase,
  calendarKey: string,
  history: Parameters<typeof dueAt>[2],
): Promise<number | null | undefined> {
  const definition = await definitionOf(db, each.serviceVersionId);
  if (definition.sla.calendar !== calendarKey || history.length === 0) return undefined;
  const calendar = await workingCalendar(kernel, each.authorityId, calendarKey);
  return dueAt(definition, calendar, history, now).dueAt;
}
