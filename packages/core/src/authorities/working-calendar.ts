import type { LocalDate } from '../kernel/clock.js';
import { WEEKDAYS } from '../kernel/date-words.js';
import type { Weekday } from '../kernel/date-words.js';

/** Open from one minute of the London day to another: 0 ≤ `fromMinute` < `toMinute` ≤ 1440 (midnight). */
export interface OpenHours {
  fromMinute: number;
  toMinute: number;
}

/**
 * When an authority (or a crew) works. A day's hours are, in this order: an extra opening's; none on an extra closure
 * or a bank holiday; the weekday's. The calendar is open whenever a London clock shows a time within the day's hours, so that
 * a night that repeats an hour works it twice and a night that skips one doesn't work it.
 *
 * Don't change one in place: what is computed from it is kept beside it. A change is a new object.
 */
export interface WorkingCalendar {
  weekly: Readonly<Record<Weekday, readonly OpenHours[]>>;
  bankHolidays: ReadonlySet<LocalDate>;
  /** Days shut for a reason of the authority's own: a local holiday, snow. */
  extraClosures: readonly { on: LocalDate; reason: string }[];
  /** Hours on a day that would be shut, or other hours than the weekday's. */
  extraOpenings: readonly { on: LocalDate; hours: readonly OpenHours[]; reason: string }[];
  timeZone: 'Europe/London';
}

/** Round the clock on every day of the year: emergencies, and targets that run on the clock. */
export function alwaysOpen(): WorkingCalendar {
  return { ...calendarOf(WEEKDAYS, [{ fromMinute: 0, toMinute: 1440 }]), bankHolidays: new Set() };
}

/** The same hours on each of these weekdays, and none on these bank holidays: "9am to 5pm, Monday to Friday". */
export function calendarOf(
  days: readonly Weekday[],
  hours: readonly OpenHours[],
  bankHolidays: Iterable<LocalDate> = [],
): WorkingCalendar {
  const weekly = Object.fromEntries(WEEKDAYS.map((day) => [day, days.includes(day) ? hours : []])) as Record<
    Weekday,
    readonly OpenHours[]
  >;
  return {
    weekly,
    bankHolidays: new Set(bankHolidays),
    extraClosures: [],
    extraOpenings: [],
    timeZone: 'Europe/London',
  };
}
