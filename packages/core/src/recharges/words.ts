import type { LocalDate } from '../kernel/clock.js';
import { MONTH_NAMES } from '../kernel/date-words.js';
import { formatBriefDate } from '../kernel/format-time.js';
import { partsOf } from '../kernel/local-date.js';
import { formatMoney, moneyOf } from '../kernel/money.js';
import type { PillView } from '../web/components.js';
import type { ChargeLine, DisputeState, LineKind, StatementState } from './types.js';

/* What statements are called on pages and in files. */

export const statePills: Readonly<Record<StatementState, PillView>> = {
  draft: { text: 'Draft', tone: 'neutral' },
  issued: { text: 'Issued', tone: 'info' },
  agreed: { text: 'Agreed', tone: 'good' },
  settled: { text: 'Settled', tone: 'good' },
};

export const disputePills: Readonly<Record<DisputeState, PillView>> = {
  open: { text: 'Disputed', tone: 'warning' },
  answered: { text: 'Disputed, answered', tone: 'warning' },
  agreed: { text: 'Agreed: given back', tone: 'good' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
};

const kindWords: Readonly<Record<LineKind, string>> = {
  contacts: 'Contacts answered',
  cases: 'Cases logged',
  fixed: 'Fixed price',
  'by-population': 'Share by population',
  'by-volume': 'Share by contacts answered',
  'month-cap': 'Over the most of a month',
  minimum: 'Up to the least of a month',
  'answer-level': 'Calls answered too late',
  'year-cap': 'Over the most of the year',
  'given-back': 'Given back, as agreed',
  correction: 'Correction',
};

/** "Contacts answered", "Correction: two calls were tests". */
export function lineWords({ kind, note }: Pick<ChargeLine, 'kind' | 'note'>): string {
  return note === null ? kindWords[kind] : `${kindWords[kind]}: ${note}`;
}

const quantityNouns: Partial<Record<LineKind, string>> = {
  contacts: 'contacts',
  cases: 'cases',
  fixed: 'days',
  'by-population': 'residents',
  'by-volume': 'contacts',
};

/** "42 contacts"; nothing where nothing is counted. */
export function quantityWords({ kind, quantity }: Pick<ChargeLine, 'kind' | 'quantity'>): string {
  const noun = quantityNouns[kind] ?? '';
  return quantity === null ? '' : `${quantity} ${quantity === 1 ? (singular[noun] ?? noun) : noun}`;
}

const singular: Readonly<Record<string, string>> = {
  contacts: 'contact',
  cases: 'case',
  days: 'day',
  residents: 'resident',
};

export function moneyWords(pence: number | null): string {
  return pence === null ? '' : formatMoney(moneyOf(pence));
}

/** "October 2026". */
export function monthWords(monthOn: LocalDate): string {
  const { year, month } = partsOf(monthOn);
  return `${MONTH_NAMES.en[month - 1] ?? ''} ${year}`;
}

/** "1 to 14 Oct, terms 2", or whatever month it speaks of. */
export function daysWords({ fromOn, toOn, termsNumber }: Pick<ChargeLine, 'fromOn' | 'toOn' | 'termsNumber'>): string {
  const days = fromOn === toOn ? formatBriefDate(fromOn) : `${formatBriefDate(fromOn)} to ${formatBriefDate(toOn)}`;
  return termsNumber === null ? days : `${days}, terms ${termsNumber}`;
}
