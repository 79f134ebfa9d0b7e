import type { LocalDate } from '../kernel/clock.js';
import { addDays, addMonths, partsOf } from '../kernel/local-date.js';
import type { Period } from './types.js';

export interface NamedPeriod extends Period {
  readonly text: string;
}

/** Periods that are asked for again and again, as of today. The first is what the page opens with. */
export function namedPeriods(today: LocalDate): readonly [NamedPeriod, ...NamedPeriod[]] {
  const firstOfMonth = addDays(today, 1 - partsOf(today).day);
  return [
    { text: 'Last 4 weeks', from: addDays(today, -27), to: today },
    { text: 'Today', from: today, to: today },
    { text: 'Last 7 days', from: addDays(today, -6), to: today },
    { text: 'This month', from: firstOfMonth, to: today },
    { text: 'Last month', from: addMonths(firstOfMonth, -1), to: addDays(firstOfMonth, -1) },
    { text: 'Last 12 months', from: addDays(addMonths(today, -12), 1), to: today },
  ];
}
