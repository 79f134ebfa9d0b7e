import { alwaysOpen, calendarOf, isWorking, openPeriodsOn } from '../authorities/index.js';
import type { OpenPeriod, WorkingCalendar } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import { dateOfDayNumber } from '../kernel/local-date.js';
import { localDayNumberAt } from '../kernel/london-time.js';
import { intersectPeriods, mergePeriods, periodsOutside } from './periods.js';
import type { Hours } from './types.js';

/** The hours of an agreement as a calendar, or as all that lies outside one. */
export interface Opening {
  readonly calendar: WorkingCalendar;
  readonly isOutside: boolean;
}

const always = alwaysOpen();
const allDay = [{ fromMinute: 0, toMinute: 1440 }];

/** `office` is the receiver's office calendar: its hours on the door, its bank holidays and closures. */
export function openingOf(hours: Hours, office: WorkingCalendar): Opening {
  if (hours.when === 'always') return { calendar: always, isOutside: false };
  if (hours.when === 'outside-office-hours') return { calendar: office, isOutside: true };
  const { weekly, onBankHolidays } = hours;
  const shut = onBankHolidays === 'as-usual' ? [] : office.bankHolidays;
  const reason = 'bank holiday';
  const extraOpenings =
    onBankHolidays === 'all-day' ? [...office.bankHolidays].map((on) => ({ on, hours: allDay, reason })) : [];
  return { calendar: { ...calendarOf([], [], shut), weekly, extraOpenings }, isOutside: false };
}

/** Whether a London clock shows a time within the hours. Open at their first instant, shut at their last. */
export function isOpenAt({ calendar, isOutside }: Opening, at: Instant): boolean {
  return isWorking(calendar, at) !== isOutside;
}

/** When it is open between two instants, in order. */
export function openBetween({ calendar, isOutside }: Opening, from: Instant, to: Instant): OpenPeriod[] {
  if (to <= from) return [];
  const open: OpenPeriod[] = [];
  for (let day = localDayNumberAt(from); day <= localDayNumberAt(to); day++)
    open.push(...openPeriodsOn(calendar, dateOfDayNumber(day)));
  const within = { from, to };
  return isOutside ? periodsOutside(open, within) : intersectPeriods(mergePeriods(open), [within]);
}
