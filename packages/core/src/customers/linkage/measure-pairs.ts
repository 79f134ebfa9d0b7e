import type { FoundPairs } from './found-pairs.js';

/** How well found pairs agree with the truth, counting pairs that are likelier than not. */
export interface PairFigures {
  /** Pairs that truly are of one customer. */
  readonly truePairs: number;
  readonly foundPairs: number;
  /** Of the pairs found, how many are true. */
  readonly precision: number;
  /** Of the true pairs, how many were found. */
  readonly recall: number;
  /** The harmonic mean of the two. */
  readonly f1: number;
  readonly calibration: readonly CalibrationBin[];
}

/** Pairs of like probability: a calibrated finder is right as often as it says. */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  /** The mean of what was said. */
  readonly predicted: number;
  /** How many of the pairs are true. */
  readonly observed: number;
}

const countedFrom = 0.5;
const binEdges = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] as const;

/** `truth` has a number for each record, the same for those of one customer; negative where it isn't known. */
export function measurePairs(found: FoundPairs, truth: Int32Array): PairFigures {
  const isTrue = (at: number): boolean => truth[found.a[at]!] === truth[found.b[at]!] && truth[found.a[at]!]! >= 0;
  let foundPairs = 0;
  let right = 0;
  found.probability.forEach((probability, at) => {
    if (probability < countedFrom) return;
    foundPairs += 1;
    if (isTrue(at)) right += 1;
  });
  const truePairs = countTruePairs(truth);
  const precision = foundPairs === 0 ? 1 : right / foundPairs;
  const recall = truePairs === 0 ? 1 : right / truePairs;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { truePairs, foundPairs, precision, recall, f1, calibration: calibrationOf(found, isTrue) };
}

function countTruePairs(truth: Int32Array): number {
  const sizes = new Map<number, number>();
  for (const customer of truth) if (customer >= 0) sizes.set(customer, (sizes.get(customer) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

function calibrationOf({ probability }: FoundPairs, isTrue: (at: number) => boolean): CalibrationBin[] {
  const bins = binEdges.slice(1).map((to, at) => ({ from: binEdges[at]!, to, pairs: 0, said: 0, right: 0 }));
  probability.forEach((chance, at) => {
    const bin = bins.find(({ from, to }) => chance >= from && (chance < to || to === 1));
    if (!bin) return;
    bin.pairs += 1;
    bin.said += chance;
    if (isTrue(at)) bin.right += 1;
  });
  return bins
    .filter(({ pairs }) => pairs > 0)
    .map(({ from, to, pairs, said, right }) => ({ from, to, pairs, predicted: said / pairs, observed: right / pairs }));
}
