import { setImmediate } from 'node:timers/promises';
import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { addDays } from '../kernel/local-date.js';
import { localDateAt, startOfDay } from '../kernel/london-time.js';
import { countGroups, type CountedGroup, type Counts, type Question } from './figures-repository.js';
import type { FigureFilter } from './types.js';

type Span = Pick<FigureFilter, 'from' | 'until'>;

/** What one day's query answered. */
export interface CountedDay {
  readonly on: LocalDate;
  readonly groups: readonly CountedGroup[];
}

/**
 * Counts a period day by day as London has them, and lets others in between: a year of a county's contacts is a matter
 * of seconds, and nobody's page waits for more than a day of it. The sums are what one query over the whole period
 * answers.
 */
export async function countEachDay<F extends Span>(
  db: Reads,
  filter: F,
  ask: (filter: F) => Question,
): Promise<CountedDay[]> {
  const days: CountedDay[] = [];
  for (let from = filter.from; from < filter.until;) {
    const on = localDateAt(from);
    const next = startOfDay(addDays(on, 1));
    days.push({ on, groups: await countGroups(db, ask({ ...filter, from, until: Math.min(filter.until, next) })) });
    from = next;
    await setImmediate();
  }
  return days;
}

/** Each group's sum over the days. */
export function groupSums(days: readonly CountedDay[]): CountedGroup[] {
  const sums = new Map<string | null, Counts>();
  for (const { grouped, counts } of days.flatMap(({ groups }) => groups))
    sums.set(grouped, sumOf([sums.get(grouped) ?? {}, counts]));
  return [...sums].map(([grouped, counts]) => ({ grouped, counts }));
}

/** The sum over all days and groups. */
export function wholeSum(days: readonly CountedDay[]): Counts {
  return sumOf(days.flatMap(({ groups }) => groups.map(({ counts }) => counts)));
}

/** Each column's sum. */
function sumOf(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) for (const [name, value] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}
