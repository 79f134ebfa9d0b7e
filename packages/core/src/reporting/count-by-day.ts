import { setImmediate } from 'node:timers/promises';
import { DAY_MS } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { countGroups, type CountedGroup, type Counts, type Question } from './figures-repository.js';
import type { FigureFilter } from './types.js';

type Span = Pick<FigureFilter, 'from' | 'until'>;

/**
 * Counts a period in steps of a day, and lets others in between: a year of a county's contacts is a matter of seconds,
 * and nobody's page waits for more than a day of it. The sums are what one query over the whole period answers.
 */
export async function countByDay<F extends Span>(
  db: Reads,
  filter: F,
  ask: (filter: F) => Question,
): Promise<CountedGroup[]> {
  const sums = new Map<string | null, Counts>();
  for (let from = filter.from; from < filter.until; from += DAY_MS) {
    const day = { ...filter, from, until: Math.min(filter.until, from + DAY_MS) };
    for (const { grouped, counts } of await countGroups(db, ask(day)))
      sums.set(grouped, sumOf([sums.get(grouped) ?? {}, counts]));
    await setImmediate();
  }
  return [...sums].map(([grouped, counts]) => ({ grouped, counts }));
}

/** Each column's sum. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) for (const [name, value] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}
