import { learnWeights, type PatternCounts } from './learn-weights.js';
import { levels, linkageFields, patternCount, shifts } from './levels.js';
import { startingWeights } from './weights.js';

/** A pair is kept if it may be one customer's at this chance, or one household's at the other, which is learned from too. */
const customerFrom = 0.0005;
const householdFrom = 0.5;

/**
 * For every pattern, 1 if pairs that show it are worth keeping until the weights are learned. Judged by what the
 * unrelated look like in these records and what duplicates usually look like, and generous.
 */
export function keepTable(records: number, byChance: PatternCounts): Uint8Array {
  const start = startingWeights(records);
  const { unrelated } = learnWeights({ records, candidates: new Map(), byChance });
  const unrelatedRate = 1 - start.customerRate - start.householdRate;
  const table = new Uint8Array(new SharedArrayBuffer(patternCount));
  const fill = (at: number, pattern: number, customer: number, household: number, other: number): void => {
    const field = linkageFields[at];
    if (field === undefined) {
      const all = customer + household + other;
      // Two of which nothing is known alike say nothing.
      if (pattern === 0) return;
      table[pattern] = customer / all >= customerFrom || household / all >= householdFrom ? 1 : 0;
      return;
    }
    for (let level = 0; level < levels[field].length; level += 1) {
      fill(
        at + 1,
        pattern | (level << shifts[field]),
        customer * start.customer[field][level]!,
        household * start.household[field][level]!,
        other * unrelated[field][level]!,
      );
    }
  };
  fill(0, 0, start.customerRate, start.householdRate, unrelatedRate);
  return table;
}
