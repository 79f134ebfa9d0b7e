import type { FoundPairs } from './found-pairs.js';

/** Groups of records that are of one customer each. */
export interface Clusters {
  /** The number of the group that a record is in: that of one of its records. */
  readonly of: Int32Array;
  /** The records of each group of two or more. */
  readonly groups: ReadonlyMap<number, readonly number[]>;
}

const joinFrom = 0.5;
/** How far one comparison may speak for or against, as a logarithm of odds: none overrules several others. */
const mostSaid = 4;
/** So many records of one customer are more likely a shared number or a default date. */
const largestGroup = 40;

/**
 * Puts pairs together from the likeliest on. Two groups become one only if all their records, compared with one another,
 * speak for it on the whole, and none contradicts another: a record that fits both father and son joins one of them,
 * and never joins the two.
 */
export function clusterRecords(
  count: number,
  found: FoundPairs,
  probabilityOf: (a: number, b: number) => number,
  contradict: (a: number, b: number) => boolean,
): Clusters {
  const of = Int32Array.from({ length: count }, (_, record) => record);
  const groups = new Map<number, number[]>();
  const membersOf = (group: number): number[] => groups.get(group) ?? [group];
  for (let at = 0; at < found.a.length; at += 1) {
    if (found.probability[at]! < joinFrom) break;
    const one = of[found.a[at]!]!;
    const other = of[found.b[at]!]!;
    if (one === other) continue;
    const members = membersOf(one);
    const joining = membersOf(other);
    if (members.length + joining.length > largestGroup || spokenFor(members, joining, probabilityOf) <= 0) continue;
    const isVetoed = members.some((a) => joining.some((b) => contradict(a, b) && probabilityOf(a, b) < joinFrom));
    if (isVetoed) continue;
    for (const record of joining) of[record] = one;
    groups.set(one, [...members, ...joining]);
    groups.delete(other);
  }
  return { of, groups };
}

/** The mean of what all comparisons between two groups say, as a logarithm of odds. */
export function spokenFor(
  members: readonly number[],
  joining: readonly number[],
  probabilityOf: (a: number, b: number) => number,
): number {
  let sum = 0;
  for (const a of members) for (const b of joining) sum += logOdds(probabilityOf(a, b));
  return sum / (members.length * joining.length);
}

function logOdds(probability: number): number {
  return Math.max(-mostSaid, Math.min(mostSaid, Math.log(probability / (1 - probability))));
}
