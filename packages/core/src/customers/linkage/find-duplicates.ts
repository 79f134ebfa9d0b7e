import { Worker } from 'node:worker_threads';
import { clusterRecords, type Clusters } from './cluster-records.js';
import { findCandidates } from './candidate-pairs.js';
import { openComparison } from './compare-pair.js';
import { isContradictory, type FoundPairs } from './found-pairs.js';
import { learnWeights } from './learn-weights.js';
import type { PackedRecords } from './packed-records.js';
import { openPairList, uniquePairs } from './pair-list.js';
import { keepTable } from './keep-table.js';
import { comparePairsByChance } from './pairs-by-chance.js';
import { openScoring } from './score-pairs.js';
import { settlePairs, type SettledPairs } from './settle-pairs.js';
import type { LinkageWeights } from './weights.js';

export interface FindOptions {
  /** How many threads compare, this one among them. Default 1; another pays from some 20,000 records on. */
  readonly threads?: number;
  /** Pairs less likely than this are left out. Default 0.01. */
  readonly leastProbability?: number;
}

export interface FoundDuplicates {
  readonly pairs: SettledPairs;
  readonly clusters: Clusters;
  readonly weights: LinkageWeights;
}

/** What a thread that compares is told. */
export interface ThreadTask {
  readonly records: PackedRecords;
  readonly keep: Uint8Array;
  readonly part: number;
  readonly parts: number;
}

const inThread = new URL('./compare-thread.js', import.meta.url);

/**
 * Finds the records that are of one customer: brings likely pairs together, learns from all of them what duplicates look
 * like, gives each pair its probability and puts them into groups. Nothing is known beforehand but the shape of mistakes.
 */
export async function findDuplicates(records: PackedRecords, options: FindOptions = {}): Promise<FoundDuplicates> {
  const { threads = 1, leastProbability = 0.01 } = options;
  const byChance = comparePairsByChance(records);
  const keep = keepTable(records.count, byChance);
  const numbers = await comparePairs(records, keep, threads);
  const patternOf = openComparison(records);
  const patterns = new Int32Array(numbers.length);
  const candidates = new Map<number, number>();
  numbers.forEach((number, at) => {
    const pattern = patternOf(Math.floor(number / records.count), number % records.count);
    patterns[at] = pattern;
    candidates.set(pattern, (candidates.get(pattern) ?? 0) + 1);
  });
  const weights = learnWeights({ records: records.count, candidates, byChance });
  const score = openScoring(records, weights);
  const probabilityOf = (a: number, b: number): number => score(a, b, patternOf(a, b));
  const found = likeliestFirst(records.count, numbers, patterns, score, leastProbability);
  const clusters = clusterRecords(records.count, found, probabilityOf, (a, b) => isContradictory(patternOf(a, b)));
  return { pairs: settlePairs(found, clusters, patternOf, probabilityOf), clusters, weights };
}

async function comparePairs(records: PackedRecords, keep: Uint8Array, threads: number): Promise<Float64Array> {
  const others = Array.from({ length: threads - 1 }, (_, at) =>
    compareInThread({ records, keep, part: at + 1, parts: threads }),
  );
  const own = findCandidates(records, (pattern) => keep[pattern] === 1, { part: 0, parts: threads }).numbers();
  return uniquePairs([own, ...(await Promise.all(others))]);
}

function compareInThread(task: ThreadTask): Promise<Float64Array> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(inThread, { workerData: task });
    thread.once('message', (numbers: Float64Array) => resolve(numbers));
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the thread that compares records ended with ${code}`)));
  });
}

function likeliestFirst(
  count: number,
  numbers: Float64Array,
  patterns: Int32Array,
  score: (a: number, b: number, pattern: number) => number,
  least: number,
): FoundPairs {
  const kept = openPairList(count);
  const chances: number[] = [];
  const shown: number[] = [];
  numbers.forEach((number, at) => {
    const [a, b] = [Math.floor(number / count), number % count];
    const probability = score(a, b, patterns[at]!);
    if (probability < least) return;
    kept.add(a, b);
    chances.push(probability);
    shown.push(patterns[at]!);
  });
  const pairs = kept.numbers();
  const order = Uint32Array.from(pairs, (_, at) => at).sort(
    (one, other) => chances[other]! - chances[one]! || one - other,
  );
  return {
    a: Int32Array.from(order, (at) => Math.floor(pairs[at]! / count)),
    b: Int32Array.from(order, (at) => pairs[at]! % count),
    probability: Float64Array.from(order, (at) => chances[at]!),
    pattern: Int32Array.from(order, (at) => shown[at]!),
  };
}
