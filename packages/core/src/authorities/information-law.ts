import { WEEKDAYS } from '../kernel/date-words.js';
import type { LocalDate } from '../kernel/clock.js';
import { BANK_HOLIDAY_DIVISIONS, divisionOf, type BankHolidayDivision, type Nation } from './bank-holidays.js';
import { calendarOf, type OpenHours, type WorkingCalendar } from './working-calendar.js';

/** The key under which services name it. It is worked out from the office's hours, not kept. */
export const INFORMATION_LAW = 'information-law';

/**
 * Whose bank holidays are no working days of information law. A bank holiday in any part of the United Kingdom counts
 * for all of it (Freedom of Information Act 2000, section 10(6)); in Scotland only its own do (Freedom of Information
 * (Scotland) Act 2002, section 73).
 */
export function informationLawDivisions(nation: Nation): readonly BankHolidayDivision[] {
  return nation === 'scotland' ? [divisionOf(nation)] : BANK_HOLIDAY_DIVISIONS;
}

/**
 * Working days as information law has them: Monday to Friday but for bank holidays, whatever days the office itself is
 * open or shut. The hours are the office's; a weekday without any has the usual ones.
 */
export function informationLawCalendar(
  office: Pick<WorkingCalendar, 'weekly'>,
  bankHolidays: Iterable<LocalDate>,
): WorkingCalendar {
  const weekdays = WEEKDAYS.slice(0, 5);
  const calendar = calendarOf(weekdays, usualHours, bankHolidays);
  const weekly = { ...calendar.weekly };
  for (const day of weekdays) if (office.weekly[day].length > 0) weekly[day] = office.weekly[day];
  return { ...calendar, weekly };
}

const usualHours: readonly OpenHours[] = [{ fromMinute: 9 * 60, toMinute: 17 * 60 }];
