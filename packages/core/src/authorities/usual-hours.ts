import { WEEKDAYS } from '../kernel/date-words.js';
import { BANK_HOLIDAY_DIVISIONS, shippedBankHolidays } from './bank-holidays.js';
import { informationLawCalendar } from './information-law.js';
import { alwaysOpen, calendarOf, type WorkingCalendar } from './working-calendar.js';

/** The hours that a council begins with, from Monday to Friday. */
export const usualHours = {
  office: { fromMinute: 9 * 60, toMinute: 17 * 60 },
  crews: { fromMinute: 7 * 60, toMinute: 15 * 60 + 30 },
} as const;

/** A calendar by its key as a council in England has it that set no hours of its own. */
export function usualCalendar(key: 'office' | 'crews' | 'always' | 'information-law'): WorkingCalendar {
  if (key === 'always') return alwaysOpen();
  const closed = shippedBankHolidays('england-and-wales').map(({ on }) => on);
  const calendar = calendarOf(WEEKDAYS.slice(0, 5), [usualHours[key === 'crews' ? 'crews' : 'office']], closed);
  if (key !== 'information-law') return calendar;
  const everywhere = BANK_HOLIDAY_DIVISIONS.flatMap((division) => shippedBankHolidays(division));
  return informationLawCalendar(
    calendar,
    everywhere.map(({ on }) => on),
  );
}
