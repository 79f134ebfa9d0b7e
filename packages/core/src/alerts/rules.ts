import type { Instant, LocalDate } from '../kernel/clock.js';
import type { FieldFault } from '../kernel/errors.js';
import { addDays, addMonths } from '../kernel/local-date.js';
import { localDateAt, startOfDay } from '../kernel/london-time.js';
import type { Alert } from './types.js';

/** Longest life without a new decision: an alert is about people, and must not outlive its cause (UK GDPR article 5(1)(e)). */
export const longestMonths = 24;

/** Whether it shows. */
export function isShowing({ state, expiresAt }: Pick<Alert, 'state' | 'expiresAt'>, now: Instant): boolean {
  return state === 'live' && expiresAt > now;
}

/** The moment from which an alert that lasts until a day (that day included) shows no more. */
export function expiryAfter(until: LocalDate): Instant {
  return startOfDay(addDays(until, 1));
}

/** What is wrong with the dates of an alert. */
export function dateFaults(reviewOn: LocalDate, until: LocalDate, now: Instant): FieldFault[] {
  const today = localDateAt(now);
  const faults: FieldFault[] = [];
  if (reviewOn <= today) faults.push({ field: 'reviewOn', message: 'The review date must be after today' });
  if (until < reviewOn) faults.push({ field: 'until', message: 'The last day must not be before the review date' });
  if (until > addMonths(today, longestMonths))
    faults.push({ field: 'until', message: `The last day must be within ${longestMonths} months: review and renew` });
  return faults;
}
