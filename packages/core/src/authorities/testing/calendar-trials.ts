import fc from 'fast-check';
import { DAY_MS, MINUTE_MS } from '../../kernel/clock.js';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { addDays, dateOfDayNumber, dayOfWeek, localDate } from '../../kernel/local-date.js';
import { instantAt, toLocal } from '../../kernel/london-time.js';
import { shippedBankHolidays } from '../bank-holidays.js';
import { calendarOf } from '../working-calendar.js';
import type { OpenHours, WorkingCalendar } from '../working-calendar.js';

export const NINE_TO_FIVE: OpenHours = { fromMinute: 540, toMinute: 1020 };
const NEAR_DAYS = 12;

/** The instant of a London clock time. */
export const at = (on: string, hour: number, minute = 0): Instant => instantAt(localDate(on), hour * 60 + minute);

/** 9am to 5pm, Monday to Friday, with England's bank holidays. */
export const office = calendarOf(
  ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  [NINE_TO_FIVE],
  shippedBankHolidays('england-and-wales').map(({ on }) => on),
);

/** The day on which a trial begins: either clock change, Christmas, the turn of a year, or any. */
const firstDays = fc.oneof(
  fc.constantFrom('2026-03-26', '2026-10-22', '2025-12-22', '2027-12-29').map(localDate),
  fc.integer({ min: 18_000, max: 22_000 }).map(dateOfDayNumber),
);
const openHours: fc.Arbitrary<OpenHours> = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to)
  .map(([fromMinute, toMinute]) => ({ fromMinute, toMinute }));
const dayHours: fc.Arbitrary<readonly OpenHours[]> = fc.oneof(
  { weight: 2, arbitrary: fc.constant([NINE_TO_FIVE]) },
  { weight: 1, arbitrary: fc.constant([{ fromMinute: 0, toMinute: 1440 }]) },
  { weight: 2, arbitrary: fc.array(openHours, { maxLength: 3 }) },
);

export interface Trial {
  calendar: WorkingCalendar;
  from: Instant;
  /** Later than `from` by up to some days. */
  to: Instant;
}

/** Random calendars with a span of some days in which they differ; instants are multiples of `step` ms. */
export function trials(step: number): fc.Arbitrary<Trial> {
  return fc
    .record({
      first: firstDays,
      week: fc.array(dayHours, { minLength: 7, maxLength: 7 }),
      holidays: fc.array(fc.nat(NEAR_DAYS), { maxLength: 3 }),
      closed: fc.array(fc.nat(NEAR_DAYS), { maxLength: 2 }),
      opened: fc.array(fc.tuple(fc.nat(NEAR_DAYS), fc.array(openHours, { maxLength: 2 })), { maxLength: 3 }),
      offset: fc.nat((2 * DAY_MS) / step),
      length: fc.nat((6 * DAY_MS) / step),
    })
    .map(({ first, week, holidays, closed, opened, offset, length }) => {
      const near = (days: number): LocalDate => addDays(first, days);
      const from = instantAt(first, 0) + offset * step;
      const calendar: WorkingCalendar = {
        ...calendarOf([], [], holidays.map(near)),
        weekly: Object.fromEntries(WEEKDAYS.map((day, index) => [day, week[index] ?? []])) as WorkingCalendar['weekly'],
        extraClosures: closed.map((days) => ({ on: near(days), reason: 'snow' })),
        extraOpenings: opened.map(([days, hours]) => ({ on: near(days), hours, reason: 'election' })),
      };
      return { calendar, from, to: from + length * step };
    });
}

/** The definition itself: what a London clock shows, against the hours of that day. */
export function isOpenByTheClock(calendar: WorkingCalendar, instant: Instant): boolean {
  const { on, minuteOfDay } = toLocal(instant);
  return hoursOn(calendar, on).some(({ fromMinute, toMinute }) => fromMinute <= minuteOfDay && minuteOfDay < toMinute);
}

function hoursOn(calendar: WorkingCalendar, on: LocalDate): readonly OpenHours[] {
  const openings = calendar.extraOpenings.filter((opening) => opening.on === on);
  if (openings.length > 0) return openings.flatMap((opening) => opening.hours);
  const shut = calendar.bankHolidays.has(on) || calendar.extraClosures.some((closure) => closure.on === on);
  return shut ? [] : calendar.weekly[dayOfWeek(on)];
}

export function countMinutes(calendar: WorkingCalendar, from: Instant, to: Instant): number {
  let count = 0;
  for (let minute = from; minute < to; minute += MINUTE_MS) if (isOpenByTheClock(calendar, minute)) count += 1;
  return count;
}
