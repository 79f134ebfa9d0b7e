export { BANK_HOLIDAY_DIVISIONS, BANK_HOLIDAY_YEARS, divisionOf, shippedBankHolidays } from './bank-holidays.js';
export type { BankHoliday, BankHolidayDivision, Nation } from './bank-holidays.js';
export {
  addWorkingDays,
  addWorkingMinutes,
  addWorkingMs,
  calendarNeverOpens,
  findCloseOfBusiness,
  isWorking,
  isWorkingDay,
  nextOpening,
  workingDaysBetween,
  workingMinutesBetween,
  workingMsBetween,
} from './calendar-rules.js';
export type { WorkingDayCount } from './calendar-rules.js';
export { alwaysOpen, calendarOf } from './working-calendar.js';
export type { OpenHours, WorkingCalendar } from './working-calendar.js';
