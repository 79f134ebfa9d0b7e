import { z } from 'zod';
import { defineCommand, type CommandContext } from '../../kernel/command.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { notFound, staleVersion } from '../../kernel/errors.js';
import { line, versionField } from '../../kernel/input.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { isInScope, type AuthorityId } from '../../kernel/scope.js';
import {
  findCalendarVersion,
  listCalendars,
  raiseCalendar,
  removeDay,
  saveCalendar,
  saveDay,
} from '../calendars-repository.js';
import { listSharedCalendars } from '../variants/shared-calendars.js';
import { INFORMATION_LAW } from '../information-law.js';
import { calendarKeys, type CalendarKey, type CalendarRow } from '../types.js';

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
  /** Whether the partnership's days that differ hold as well. */
  followsDays: z.boolean().default(true),
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
    const base = await baseFor(context, authorityId, key);
    if (!(await saveCalendar(context.db, { id, ...calendar, base }, known?.version)))
      throw staleVersion({ facts: { version } });
    await changed(context, calendar, { weekly: week, keepsBankHolidays, followsDays: calendar.followsDays });
    return { key, version: version + 1 };
  },
});

/** Hours that are ours from now on are held against the partnership's as they are; those that were stay with what they were. */
async function baseFor(
  context: CommandContext,
  authorityId: AuthorityId,
  key: CalendarKey,
): Promise<CalendarRow['base']> {
  const before = (await listCalendars(context.db, authorityId)).find((one) => one.key === key);
  if (before?.weekly) return before.base;
  return (await listSharedCalendars(context, authorityId)).find((one) => one.key === key)?.sharedWeekly ?? null;
}

const OfCalendar = z.strictObject({ ...at, expectedVersion: versionField });

/**
 * Gives an authority's own hours up for the partnership's, with every change that it makes; its own days stay.
 * @throws not_found where the partnership has no such calendar; stale_version
 */
export const followSharedHours = defineCommand({
  name: 'authorities.follow-shared-hours',
  permission: 'authorities.manage',
  input: OfCalendar,
  run: (context, calendar) =>
    saveBeside(context, calendar, (row) => ({
      saved: { ...row, weekly: null, base: null },
      details: { to: 'partnership' },
    })),
});

/** Says that an authority's own hours were held against the partnership's as they stand, and stay. @throws as above */
export const keepOwnHours = defineCommand({
  name: 'authorities.keep-own-hours',
  permission: 'authorities.manage',
  input: OfCalendar,
  run: (context, calendar) =>
    saveBeside(context, calendar, (row, base) => ({ saved: { ...row, base }, details: { keeps: 'own' } })),
});

async function saveBeside(
  context: CommandContext,
  { expectedVersion, ...calendar }: z.output<typeof OfCalendar>,
  become: (
    row: CalendarRow,
    shared: CalendarRow['base'],
  ) => { readonly saved: CalendarRow; readonly details: Readonly<Record<string, unknown>> },
): Promise<{ key: CalendarKey; version: number }> {
  const { authorityId, key } = calendar;
  if (!isInScope(context.db.scope, authorityId)) throw notFound();
  const known = await findCalendarVersion(context.db, authorityId, key);
  const row = (await listCalendars(context.db, authorityId)).find((one) => one.key === key);
  const shared = (await listSharedCalendars(context, authorityId)).find((one) => one.key === key)?.sharedWeekly ?? null;
  if (!known || !row || shared === null) throw notFound();
  const { saved, details } = become(row, shared);
  const next = { ...saved, id: known.id, authorityId };
  if (known.version !== expectedVersion || !(await saveCalendar(context.db, next, known.version)))
    throw staleVersion({ facts: { version: known.version } });
  await changed(context, calendar, { before: row.weekly, ...details });
  return { key, version: known.version + 1 };
}

/**
 * Shuts a calendar on one day, or gives the day hours of its own, in place of what was said of it before.
 * @throws not_found where the authority has no such calendar; stale_version
 */
export const setCalendarDay = defineCommand({
  name: 'authorities.set-calendar-day',
  permission: 'authorities.manage',
  /** Version 0: the authority has nothing of its own yet, and follows the partnership's hours. */
  input: DayInput.extend({ ...at, on, expectedVersion: z.coerce.number().int().min(0) }),
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

/** A row without hours: the partnership's, beside which days of its own can stand. */
async function beginBeside(context: CommandContext, { authorityId, key }: CalendarAt): Promise<number> {
  const shared = (await listSharedCalendars(context, authorityId)).find((one) => one.key === key);
  if (!shared || shared.version > 0) throw notFound();
  const { name, keepsBankHolidays } = shared;
  const row = { id: context.newId(), authorityId, key, name, weekly: null, keepsBankHolidays };
  await saveCalendar(context.db, { ...row, followsDays: true, base: null }, undefined);
  return 1;
}

async function nextVersion(
  context: CommandContext,
  { expectedVersion, ...calendar }: CalendarAt & { readonly expectedVersion: number },
): Promise<number> {
  const { db } = context;
  if (!isInScope(db.scope, calendar.authorityId)) throw notFound();
  const known = await findCalendarVersion(db, calendar.authorityId, calendar.key);
  if (!known && expectedVersion === 0) return await beginBeside(context, calendar);
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
