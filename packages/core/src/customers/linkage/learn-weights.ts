import { levelOf, linkageFields, type LinkageField } from './levels.js';
import {
  isOwnField,
  noShares,
  ownFields,
  startingWeights,
  type LevelShares,
  type LinkageWeights,
  type OwnField,
} from './weights.js';

/** Patterns and how many pairs showed each. */
export type PatternCounts = ReadonlyMap<number, number>;

export interface Observed {
  readonly records: number;
  /** Of the pairs that may be of one customer or household. */
  readonly candidates: PatternCounts;
  /** Of pairs taken by chance: what the unrelated look like. */
  readonly byChance: PatternCounts;
}

const mostRounds = 100;
const closeEnough = 1e-6;
/** How many pairs the starting shares count for beside what is observed. */
const startStrength = { customer: 150, household: 150, unrelated: 20_000 } as const;
/** No level is impossible: half a pair more than was seen among the unrelated, a hundredth among the others. */
const unseen = { customer: 0.01, household: 0.01, unrelated: 0.5 } as const;
/**
 * Records of one customer may differ in a field no more often than this. Without it, a file that has no duplicates
 * would teach that people of one household are one.
 */
const mostDiffering: Partial<Record<LinkageField, readonly [from: number, most: number]>> = {
  forename: [7, 0.05],
  surname: [7, 0.12],
  born: [4, 0.05],
  person: [3, 0.00005],
};
/** As many of a household's pairs, at most, agree in what is a person's own. */
const mostAlike: Readonly<Record<OwnField, number>> = { forename: 0.04, born: 0.04, email: 0.5, identifier: 0.3 };

/** Households there are everywhere, if not in these records: a neighbour of one name is no duplicate for lack of others. */
const fewestHouseholdPairs = 0.3;

type Shares = Record<LinkageField, Float64Array>;
interface Chances {
  readonly customer: number;
  readonly household: number;
  readonly unrelated: number;
}

/**
 * Learns by expectation-maximisation (A. P. Dempster and others, 1977) how often each class of pairs shows each level,
 * and how many pairs of each class there are, from the pairs themselves. Pairs by chance tell what the unrelated look
 * like; the few among them that are not unrelated are taken off in each round.
 */
export function learnWeights(observed: Observed): LinkageWeights {
  const start = startingWeights(observed.records);
  let weights = start;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = oneRound(observed, weights, start);
    const change = Math.abs(next.customerRate / weights.customerRate - 1);
    weights = next;
    if (round > 2 && change < closeEnough) break;
  }
  return weights;
}

function oneRound(
  { records, candidates, byChance }: Observed,
  weights: LinkageWeights,
  start: LinkageWeights,
): LinkageWeights {
  const customer = noShares();
  const household = noShares();
  const unrelated = noShares();
  const alike: Record<OwnField, [alike: number, known: number]> = {
    forename: [0, 0],
    born: [0, 0],
    email: [0, 0],
    identifier: [0, 0],
  };
  let customers = 0;
  let households = 0;
  for (const [pattern, count] of candidates) {
    const chances = chancesOf(pattern, weights);
    customers += chances.customer * count;
    households += chances.household * count;
    addTo(customer, pattern, chances.customer * count);
    addTo(household, pattern, chances.household * count);
    addAlike(alike, pattern, chances.household * count, weights);
  }
  for (const [pattern, count] of byChance) addTo(unrelated, pattern, chancesOf(pattern, weights).unrelated * count);
  const pairs = Math.max(1, (records * (records - 1)) / 2);
  const learned = {
    customer: capDiffering(settled(customer, start.customer, 'customer')),
    unrelated: settled(unrelated, start.unrelated, 'unrelated'),
  };
  const alikeShares = Object.fromEntries(
    ownFields.map((field) => {
      const [agreeing, known] = alike[field];
      const share = (agreeing + startStrength.household * start.alike[field]) / (known + startStrength.household);
      return [field, Math.min(mostAlike[field], share)];
    }),
  ) as Record<OwnField, number>;
  return {
    ...learned,
    household: ownByMixing(settled(household, start.household, 'household'), learned, alikeShares),
    alike: alikeShares,
    customerRate: (customers + start.customerRate) / pairs,
    householdRate: Math.max(households, fewestHouseholdPairs * records) / pairs,
  };
}

/** How likely a pair that shows this pattern is of each class. */
export function chancesOf(pattern: number, weights: LinkageWeights): Chances {
  let customer = weights.customerRate;
  let household = weights.householdRate;
  let unrelated = 1 - customer - household;
  for (const field of linkageFields) {
    const level = levelOf(pattern, field);
    if (level === 0) continue;
    customer *= weights.customer[field][level]!;
    household *= weights.household[field][level]!;
    unrelated *= weights.unrelated[field][level]!;
  }
  const all = customer + household + unrelated;
  return { customer: customer / all, household: household / all, unrelated: unrelated / all };
}

function addTo(shares: Shares, pattern: number, count: number): void {
  for (const field of linkageFields) {
    const level = levelOf(pattern, field);
    if (level !== 0) shares[field][level]! += count;
  }
}

/** How much of a household's agreement in a person's own field is more than chance. */
function addAlike(
  alike: Record<OwnField, [number, number]>,
  pattern: number,
  count: number,
  { customer, unrelated, alike: before }: LinkageWeights,
): void {
  for (const field of ownFields) {
    const level = levelOf(pattern, field);
    if (level === 0) continue;
    const asOne = before[field] * customer[field][level]!;
    const byChance = (1 - before[field]) * unrelated[field][level]!;
    alike[field][0] += (count * asOne) / (asOne + byChance);
    alike[field][1] += count;
  }
}

/** Counts as shares, the starting ones counting for some pairs. */
function settled(counts: Shares, start: LevelShares, kind: keyof typeof startStrength): Shares {
  const shares = noShares();
  for (const field of linkageFields) {
    const weighed = counts[field].map((count, level) =>
      level === 0 ? 0 : count + unseen[kind] + startStrength[kind] * start[field][level]!,
    );
    const all = weighed.reduce((sum, count) => sum + count, 0);
    weighed.forEach((count, level) => (shares[field][level] = level === 0 ? 1 : count / all));
  }
  return shares;
}

function capDiffering(shares: Shares): Shares {
  for (const field of linkageFields) {
    const [from, most] = mostDiffering[field] ?? [Infinity, 1];
    const table = shares[field];
    const differing = table.slice(from).reduce((sum, share) => sum + share, 0);
    if (differing <= most) continue;
    table.forEach((share, level) => {
      if (level > 0) table[level] = level >= from ? (share * most) / differing : (share * (1 - most)) / (1 - differing);
    });
  }
  return shares;
}

/** In a person's own fields, a household's pairs are as the unrelated, but for the few that are alike. */
function ownByMixing(
  household: Shares,
  { customer, unrelated }: { customer: Shares; unrelated: Shares },
  alike: Record<OwnField, number>,
): Shares {
  for (const field of linkageFields) {
    if (!isOwnField(field)) continue;
    const share = alike[field];
    household[field].forEach((_, level) => {
      if (level > 0) household[field][level] = share * customer[field][level]! + (1 - share) * unrelated[field][level]!;
    });
  }
  return household;
}
