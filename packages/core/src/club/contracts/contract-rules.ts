import type { LocalDate } from '../../kernel/clock.js';
import { formatDayCount } from '../../kernel/format-time.js';
import { daysBetween } from '../../kernel/local-date.js';
import { moneyOf, shareOutMoney } from '../../kernel/money.js';
import type { CouncilPart } from '../record/field-spec.js';

/** How long before the last day for notice somebody should look at a contract. */
export const noticeWarningDays = 90;

export interface ContractDays {
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  /** The last day on which it can be ended or let run on. */
  readonly noticeOn: LocalDate;
}

export interface CouncilShare extends CouncilPart {
  readonly pence: number;
}

/**
 * What each council pays of a contract's value, by its parts. The shares add up to the value to the penny: pence left
 * over go to the largest left-over fractions.
 */
export function sharesOf(valuePence: number, shares: readonly CouncilPart[]): CouncilShare[] {
  const amounts = shareOutMoney(
    moneyOf(valuePence),
    shares.map(({ parts }) => parts),
  );
  return shares.map((share, index) => ({ ...share, pence: amounts[index]?.pence ?? 0 }));
}

/** What should be looked at on a day: notice that is near or was missed, or that the contract has ended. */
export function contractWarning({ endsOn, noticeOn }: ContractDays, today: LocalDate): string | undefined {
  if (today > endsOn) return undefined;
  const days = daysBetween(today, noticeOn);
  if (days < 0) return 'The last day for notice has passed: it ends or runs on as it stands.';
  if (days === 0) return 'Today is the last day for notice.';
  return days <= noticeWarningDays ? `${formatDayCount(days)} left to give notice.` : undefined;
}
