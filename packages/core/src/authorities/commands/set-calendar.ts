import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, versionField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { isInScope, type AuthorityId } from '../../kernel/scope.js';
import { findCalendarVersion, raiseCalendar, removeDay, saveCalendar, saveDay } from '../calendars-repository.js';
import { INFORMATION_LAW } from '../information-law.js';
import { calendarKeys, type CalendarKey } from '../types.js';

const hours = z
  .array(
    z
      .strictObject({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(1).max(1440) })
      .refine((span) => span.fromMinute < span.toMinute, 'Opening comes before closing'),
  )
  .max(4, 'Give at most four times for a day');

const weekly = z.strictObject(
  Object.fromEntries(WEEKDAYS.map((day) => [day, hours.default([])])) as Record<
    (typeof WEEKDAYS)[number],
    z.ZodDefault<typeof hours>
  >,
);
export const CalendarInput = z.strictObject({
  name: line(60, 'what the hours are called'),
  weekly,
  keepsBankHolidays: z.boolean(),
});
export const DayInput = z.strictObject({ hours, reason: line(200, 'why the day differs') });
const at = { authorityId: z.coerce.number().int(), key: z.enum(calendarKeys) };
const on = z.string().refine(isLocalDate, 'Write the day as 2026-12-24');

/**
 * Sets the hours of one of an authority's calendars. Every open case's due time is computed anew from it.
 * @throws stale_version where `expectedVersion` (0: there is none yet) isn't the calendar's; without one it isn't asked
 */
export const setCalendar = defineCommand({
  name: 'authorities.set-calendar',
  permission: 'authorities.manage',
  input: CalendarInput.extend({ ...at, expectedVersion: z.coerce.number().int().min(0).optional() }),
  run: async (context, { expectedVersion, ...calendar }) => {
    const { authorityId, key, weekly: week, keepsBankHolidays } = calendar;
    if (!isInScope(context.db.scope, authorityId)) throw notFound();
    const known = await findCalendarVersion(context.db, authorityId, key);
    const version = known?.version ?? 0;
    const id = known?.id ?? context.newId();
    if (expectedVersion !== undefined && expectedVersion !== version) throw staleVersion({ facts: { version } });
    if (!(await saveCalendar(context.db, { id, ...calendar }, known?.version)))
      throw staleVersion({ facts: { version } });
    await changed(context, calendar, { weekly: week, keepsBankHolidays });
    return { key, version: version + 1 };
  },
});

/**
 * Shuts a calendar on one day, or gives the day hours of its own, in place of what was said of it before.
 * @throws not_found where the authority has no such calendar; stale_version
 */
export const setCalendarDay = defineCommand({
  name: 'authorities.set-calendar-day',
  permission: 'authorities.manage',
  input: DayInput.extend({ ...at, on, expectedVersion: versionField }),
  run: async (context, { on: day, hours: opens, reason, ...calendar }) => {
    const version = await nextVersion(context, calendar);
    await saveDay(context.db, calendar, context.newId(), { on: day, hours: opens, reason });
    await changed(context, calendar, { on: day, opens, reason });
    return { key: calendar.key, version };
  },
});

/** Lets a day be like its weekday again. @throws not_found; stale_version */
export const removeCalendarDay = defineCommand({
  name: 'authorities.remove-calendar-day',
  permission: 'authorities.manage',
  input: z.strictObject({ ...at, on, expectedVersion: versionField }),
  run: async (context, { on: day, ...calendar }) => {
    const version = await nextVersion(context, calendar);
    if (!(await removeDay(context.db, calendar, day))) throw notFound();
    await changed(context, calendar, { on: day, asItsWeekday: true });
    return { key: calendar.key, version };
  },
});

interface CalendarAt {
  readonly authorityId: AuthorityId;
  readonly key: CalendarKey;
}

async function nextVersion(
  { db }: CommandContext,
  { expectedVersion, ...calendar }: CalendarAt & { readonly expectedVersion: number },
): Promise<number> {
  if (!isInScope(db.scope, calendar.authorityId)) throw notFound();
  const known = await findCalendarVersion(db, calendar.authorityId, calendar.key);
  if (!known) throw notFound();
  if (known.version !== expectedVersion || !(await raiseCalendar(db, calendar, expectedVersion)))
    throw staleVersion({ facts: { version: known.version } });
  return known.version + 1;
}

/** Information law counts the office's days, with bank holidays of its own. */
async function changed(context: CommandContext, { authorityId, key }: CalendarAt, details: object): Promise<void> {
  await context.audit({ authorityId, subject: { kind: 'calendar', id: key }, details: { ...details } });
  for (const each of key === 'office' ? [key, INFORMATION_LAW] : [key])
    await context.emit({ authorityId, topic: 'calendar.changed', subjectId: each, payload: { key: each } });
}
