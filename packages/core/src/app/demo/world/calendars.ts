import {
  BANK_HOLIDAY_DIVISIONS,
  addWorkingDays,
  addWorkingMinutes,
  alwaysOpen,
  calendarOf,
  informationLawCalendar,
  isWorking,
  isWorkingDay,
  nextOpening,
  shippedBankHolidays,
} from '../../../authorities/index.js';
import type { BankHolidayDivision, WorkingCalendar } from '../../../authorities/index.js';
import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { DAY_MS, HOUR_MS } from '../../../kernel/clock.js';
import { addMonths } from '../../../kernel/local-date.js';
import { instantAt, toLocal } from '../../../kernel/london-time.js';
import type { Duration, Sla } from '../../../services/index.js';

/** The demo councils' working time: offices, crews who start early, and round the clock. */
export interface DemoCalendars {
  dueAt(from: Instant, target: Duration, calendar: Sla['calendar']): Instant;
  /** The instant itself while offices are open, otherwise when they next open. */
  nextOfficeTime(instant: Instant): Instant;
  isOfficeOpen(instant: Instant): boolean;
  isWorkingDay(on: LocalDate): boolean;
}

/** Calendars with the bank holidays of England and Wales. */
export function demoCalendars(): DemoCalendars {
  const daysOf = (division: BankHolidayDivision) => shippedBankHolidays(division).map(({ on }) => on);
  const holidays = daysOf('england-and-wales');
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
  const office = calendarOf(weekdays, [{ fromMinute: 9 * 60, toMinute: 17 * 60 }], holidays);
  const crews = calendarOf(weekdays, [{ fromMinute: 7 * 60, toMinute: 15 * 60 + 30 }], holidays);
  const byLaw = informationLawCalendar(office, BANK_HOLIDAY_DIVISIONS.flatMap(daysOf));
  const calendars = { office, crews, always: alwaysOpen(), 'information-law': byLaw };
  return {
    dueAt: (from, target, calendar) => dueAt(from, target, calendars[calendar]),
    nextOfficeTime: (instant) => nextOpening(office, instant),
    isOfficeOpen: (instant) => isWorking(office, instant),
    isWorkingDay: (on) => isWorkingDay(office, on),
  };
}

function dueAt(from: Instant, { amount, unit }: Duration, calendar: WorkingCalendar): Instant {
  switch (unit) {
    case 'working-minutes':
      return addWorkingMinutes(calendar, from, amount);
    case 'working-hours':
      return addWorkingMinutes(calendar, from, amount * 60);
    case 'working-days':
      return addWorkingDays(calendar, from, amount);
    case 'hours':
      return from + amount * HOUR_MS;
    case 'days':
      return from + amount * DAY_MS;
    case 'months': {
      const { on, minuteOfDay } = toLocal(from);
      return instantAt(addMonths(on, amount), minuteOfDay);
    }
  }
}
