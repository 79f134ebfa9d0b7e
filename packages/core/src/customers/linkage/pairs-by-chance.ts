import { openComparison } from './compare-pair.js';
import type { PackedRecords } from './packed-records.js';

/** So many for each record, and never more than a million: enough to see what is rare in a base of that size. */
const pairsForEachRecord = 100;
const mostPairs = 1_000_000;

/** The patterns of pairs taken by chance, or of all where there are few: what people unrelated to one another look like. */
export function comparePairsByChance(records: PackedRecords): Map<number, number> {
  const { count, kind } = records;
  const compare = openComparison(records);
  const patterns = new Map<number, number>();
  const look = (a: number, b: number): void => {
    if (a === b || kind[a] !== kind[b]) return;
    const pattern = compare(a, b);
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
  };
  const wanted = Math.min(mostPairs, pairsForEachRecord * count);
  if ((count * (count - 1)) / 2 <= wanted) {
    for (let a = 0; a < count; a += 1) for (let b = a + 1; b < count; b += 1) look(a, b);
    return patterns;
  }
  let state = 1;
  const next = (): number => {
    // A linear congruence (W. H. Press and others, Numerical Recipes): the same pairs each time.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  for (let taken = 0; taken < wanted; taken += 1) look(next(), next());
  return patterns;
}
