import { avoidableReasons } from '../interactions/index.js';
import type { LocalDate } from '../kernel/clock.js';
import { addDays } from '../kernel/local-date.js';
import { wholeSum, type CountedDay } from './count-by-day.js';
import { answeredBy, definitions, shareIn, type Answered } from './definitions.js';
import { columnOf, type Counts } from './figures-repository.js';
import { dailyKeys, type FigureDay, type Period, type ReasonCount } from './types.js';

type Counted = Readonly<Record<Exclude<Answered, 'callBacks' | 'waits'>, readonly CountedDay[]>>;

/** What each day of a period adds to the figures; a day on which nothing happened is nought. */
export function figureDays(period: Period, counted: Counted): FigureDay[] {
  const each = definitions({});
  const sums = new Map(Object.entries(counted).map(([which, days]) => [which, sumByDay(days)]));
  const countsOf = (which: Answered, on: LocalDate): Counts => sums.get(which)?.get(on) ?? {};
  return daysOf(period).map((on) => {
    const shares = dailyKeys.map((key) => {
      const definition = each.find((one) => one.key === key);
      if (!definition) throw new Error(`there is no figure called ${key}`);
      return [key, shareIn(countsOf(answeredBy(key), on), definition)] as const;
    });
    const reasons = reasonCounts(countsOf('avoidable', on));
    return { on, shares: Object.fromEntries(shares) as FigureDay['shares'], reasons };
  });
}

/** Contacts by why they were avoidable, out of what the question about them answered. */
export function reasonCounts(counts: Counts): ReasonCount[] {
  return avoidableReasons.map((reason) => ({ reason, contacts: counts[columnOf(reason)] ?? 0 }));
}

function sumByDay(days: readonly CountedDay[]): ReadonlyMap<LocalDate, Counts> {
  return new Map(days.map((day) => [day.on, wholeSum([day])]));
}

export function daysOf({ from, to }: Period): LocalDate[] {
  const days: LocalDate[] = [];
  for (let on = from; on <= to; on = addDays(on, 1)) days.push(on);
  return days;
}
