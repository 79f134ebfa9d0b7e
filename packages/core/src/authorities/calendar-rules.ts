import { MINUTE_MS } from '../kernel/clock.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import { defineError } from '../kernel/errors.js';
import { dateOfDayNumber, dayNumberOf } from '../kernel/local-date.js';
import { localDayNumberAt } from '../kernel/london-time.js';
import { daysOf } from './calendar-days.js';
import type { CalendarDays, OpenPeriod } from './calendar-days.js';
import type { WorkingCalendar } from './working-calendar.js';

/**
 * Which day is day 1. `next-working-day`: the first working day after the day of receipt, whether or not that was one
 * (how the Freedom of Information Act 2000, section 10, counts its twenty days). `day-of-receipt`: the day of receipt
 * itself while it has open time left, otherwise the next working day.
 */
export interface WorkingDayCount {
  countFrom: 'next-working-day' | 'day-of-receipt';
}

export const calendarNeverOpens = defineError(
  'calendar_never_opens',
  422,
  'The calendar has no open hours left to count. Give it weekly hours or an extra opening.',
);

/** Whether the calendar is open at an instant. Open at the first instant of its hours, shut at the last. */
export function isWorking(calendar: WorkingCalendar, instant: Instant): boolean {
  const periods = daysOf(calendar).periodsOn(localDayNumberAt(instant));
  return periods.some(({ from, to }) => from <= instant && instant < to);
}

/** Whether the calendar is open at any time on a date. */
export function isWorkingDay(calendar: WorkingCalendar, on: LocalDate): boolean {
  return daysOf(calendar).periodsOn(dayNumberOf(on)).length > 0;
}

/** The stretches of open time on a date, in order. */
export function openPeriodsOn(calendar: WorkingCalendar, on: LocalDate): readonly OpenPeriod[] {
  return daysOf(calendar).periodsOn(dayNumberOf(on));
}

/** When the calendar shuts for the day; undefined on a day without open hours. */
export function findCloseOfBusiness(calendar: WorkingCalendar, on: LocalDate): Instant | undefined {
  return daysOf(calendar).periodsOn(dayNumberOf(on)).at(-1)?.to;
}

/** The instant itself while open, otherwise when the calendar next opens. Throws calendar_never_opens. */
export function nextOpening(calendar: WorkingCalendar, instant: Instant): Instant {
  const days = daysOf(calendar);
  for (let day = localDayNumberAt(instant); day <= days.lastDay; day++) {
    const period = days.periodsOn(day).find(({ to }) => to > instant);
    if (period) return Math.max(period.from, instant);
  }
  throw calendarNeverOpens();
}

/** Whole open minutes from one instant to a later one, a part of a minute left out; negative when `to` is earlier. */
export function workingMinutesBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  return wholeMinutes(workingMsBetween(calendar, from, to));
}

/** Open milliseconds from one instant to a later one; negative when `to` is earlier. To be summed before it is rounded. */
export function workingMsBetween(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  const days = daysOf(calendar);
  return openMsUpTo(days, to) - openMsUpTo(days, from);
}

/**
 * The earliest instant by which `minutes` of open time have passed since `from`: 5pm and not 9am the next day when the
 * last minute ends a day; `from` itself for 0. Throws calendar_never_opens, and RangeError for less than 0.
 */
export function addWorkingMinutes(calendar: WorkingCalendar, from: Instant, minutes: number): Instant {
  return addWorkingMs(calendar, from, minutes * MINUTE_MS);
}

/** As `addWorkingMinutes`, in milliseconds. */
export function addWorkingMs(calendar: WorkingCalendar, from: Instant, ms: number): Instant {
  if (!(ms >= 0)) throw new RangeError(`Working time to add is 0 or more, not ${ms} ms`);
  if (ms === 0) return from;
  const days = daysOf(calendar);
  const wanted = openMsUpTo(days, from) + ms;
  let day = localDayNumberAt(from);
  while (days.openMsBefore(day + 1) < wanted) {
    day += 1;
    if (day > days.lastDay) throw calendarNeverOpens();
  }
  return instantWithin(days, day, wanted - days.openMsBefore(day));
}

/** Close of business on the last of `count` working days. Throws calendar_never_opens, and RangeError below 1 day. */
export function addWorkingDays(
  calendar: WorkingCalendar,
  from: Instant,
  count: number,
  { countFrom }: WorkingDayCount = { countFrom: 'next-working-day' },
): Instant {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`Working days to add are 1 or more, not ${count}`);
  const { periodsOn, lastDay } = daysOf(calendar);
  let day = localDayNumberAt(from);
  let due = periodsOn(day).at(-1)?.to;
  let counted = countFrom === 'day-of-receipt' && due !== undefined && due > from ? 1 : 0;
  while (due === undefined || counted < count) {
    day += 1;
    if (day > lastDay) throw calendarNeverOpens();
    due = periodsOn(day).at(-1)?.to;
    if (due !== undefined) counted += 1;
  }
  return due;
}

/** Working days after `from` up to and with `to`: 0 on the same day; negative, counted the other way, when `to` is earlier. */
export function workingDaysBetween(calendar: WorkingCalendar, from: LocalDate, to: LocalDate): number {
  if (to < from) return -workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let day = dayNumberOf(from) + 1; day <= dayNumberOf(to); day++)
    if (isWorkingDay(calendar, dateOfDayNumber(day))) count += 1;
  return count;
}

function openMsUpTo(days: CalendarDays, instant: Instant): number {
  const day = localDayNumberAt(instant);
  const today = days.periodsOn(day).reduce((sum, { from, to }) => sum + Math.max(0, Math.min(to, instant) - from), 0);
  return days.openMsBefore(day) + today;
}

/** The instant of a day at which its first `ms` of open time have passed; the day has as much. */
function instantWithin(days: CalendarDays, day: number, ms: number): Instant {
  let left = ms;
  for (const { from, to } of days.periodsOn(day)) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  throw new Error(`Day ${day} has less open time than was counted`);
}

function wholeMinutes(ms: number): number {
  const minutes = Math.trunc(ms / MINUTE_MS);
  return minutes === 0 ? 0 : minutes;
}
