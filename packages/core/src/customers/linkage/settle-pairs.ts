import { spokenFor, type Clusters } from './cluster-records.js';
import type { FoundPairs } from './found-pairs.js';

export interface SettledPairs extends FoundPairs {
  /** 1: both records are in one group. */
  readonly together: Uint8Array;
}

interface PairRow {
  readonly a: number;
  readonly b: number;
  readonly probability: number;
  readonly pattern: number;
  readonly together: 0 | 1;
}

/**
 * What the groups tell about pairs. Two records that hardly resemble one another are one customer's if each is surely
 * the same as a third; and two that are alike are not, if what each belongs with speaks against it.
 */
export function settlePairs(
  found: FoundPairs,
  clusters: Clusters,
  patternOf: (a: number, b: number) => number,
  probabilityOf: (a: number, b: number) => number,
): SettledPairs {
  const rows: PairRow[] = [];
  for (const members of clusters.groups.values()) rows.push(...pairsWithin(members, patternOf, probabilityOf));
  const membersOf = (record: number): readonly number[] => clusters.groups.get(clusters.of[record]!) ?? [record];
  for (let at = 0; at < found.a.length; at += 1) {
    const [a, b] = [found.a[at]!, found.b[at]!];
    if (clusters.of[a] === clusters.of[b]) continue;
    const [one, other] = [membersOf(a), membersOf(b)];
    const alone = one.length + other.length === 2;
    const own = found.probability[at]!;
    const probability = alone ? own : Math.min(own, chanceOf(spokenFor(one, other, probabilityOf)));
    rows.push({ a, b, probability, pattern: found.pattern[at]!, together: 0 });
  }
  rows.sort((one, other) => other.probability - one.probability || one.a - other.a || one.b - other.b);
  return {
    a: Int32Array.from(rows, ({ a }) => a),
    b: Int32Array.from(rows, ({ b }) => b),
    probability: Float64Array.from(rows, ({ probability }) => probability),
    pattern: Int32Array.from(rows, ({ pattern }) => pattern),
    together: Uint8Array.from(rows, ({ together }) => together),
  };
}

/** Every pair of a group, with the best probability of any way from one to the other through its members. */
function pairsWithin(
  members: readonly number[],
  patternOf: (a: number, b: number) => number,
  probabilityOf: (a: number, b: number) => number,
): PairRow[] {
  const sorted = [...members].sort((a, b) => a - b);
  const size = sorted.length;
  const best = new Float64Array(size * size);
  for (let one = 0; one < size; one += 1)
    for (let other = one + 1; other < size; other += 1)
      best[one * size + other] = best[other * size + one] = probabilityOf(sorted[one]!, sorted[other]!);
  for (let through = 0; through < size; through += 1)
    for (let one = 0; one < size; one += 1)
      for (let other = 0; other < size; other += 1) {
        const around = best[one * size + through]! * best[through * size + other]!;
        if (one !== other && around > best[one * size + other]!) best[one * size + other] = around;
      }
  return sorted.flatMap((a, one) =>
    sorted.slice(one + 1).map((b, after): PairRow => {
      const probability = best[one * size + one + 1 + after]!;
      return { a, b, probability, pattern: patternOf(a, b), together: 1 };
    }),
  );
}

function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
