import { listPasses, type BlockingPass } from './blocking-keys.js';
import { openComparison } from './compare-pair.js';
import { countSigns } from './count-signs.js';
import { openPairList, type PairList } from './pair-list.js';
import type { PackedRecords } from './packed-records.js';

/** The part of the work that one thread does: `part` of `parts`, from 0. */
export interface Share {
  readonly part: number;
  readonly parts: number;
}

/** Below this every pair is compared: it costs less than choosing. */
const fewestBlocked = 1000;
/** What the pairs of one pass may come to, for each record: larger blocks than that allows are left to other passes. */
const pairsForEachRecord = 40;
const fewestPairs = 5_000_000;

/**
 * Compares every pair that some pass brings together and answers those whose pattern is worth keeping, each once or
 * more often. Work grows with the records, not with their square: a pass leaves out its largest blocks.
 */
export function findCandidates(
  records: PackedRecords,
  isWorthKeeping: (pattern: number) => boolean,
  share: Share,
): PairList {
  const kept = openPairList(records.count);
  const compare = openComparison(records);
  const { kind } = records;
  const look = (a: number, b: number): void => {
    if (isWorthKeeping(compare(a, b))) kept.add(a, b);
  };
  if (records.count < fewestBlocked) {
    for (let a = share.part; a < records.count; a += share.parts)
      for (let b = a + 1; b < records.count; b += 1) if (kind[a] === kind[b]) look(a, b);
    return kept;
  }
  const signs = countSigns(records);
  for (const pass of listPasses(records)) {
    const { signsNeeded } = pass;
    eachPair(records.count, pass, share, (a, b) => {
      if (a !== b && signs(a, b) >= signsNeeded) look(a, b);
    });
  }
  return kept;
}

function eachPair(count: number, pass: BlockingPass, share: Share, look: (a: number, b: number) => void): void {
  const { entries, room } = sortedEntries(count, pass, share);
  const ends = blockEnds(entries, room);
  const largest = largestBlock(ends, Math.max(fewestPairs, pairsForEachRecord * count) / share.parts);
  let from = 0;
  for (const to of ends) {
    if (to - from <= largest) {
      for (let one = from; one < to; one += 1) {
        const a = entries[one]! % room;
        for (let other = one + 1; other < to; other += 1) look(a, entries[other]! % room);
      }
    }
    from = to;
  }
}

/** Key and record in one number, in order of keys; a thread takes the keys that fall to it. */
function sortedEntries(
  count: number,
  pass: BlockingPass,
  { part, parts }: Share,
): { entries: Float64Array; room: number } {
  const room = 2 ** Math.max(21, Math.ceil(Math.log2(count + 1)));
  const keyLimit = 2 ** 53 / room;
  const entries = new Float64Array(count * pass.keys);
  let length = 0;
  for (let slot = 0; slot < pass.keys; slot += 1) {
    for (let record = 0; record < count; record += 1) {
      const key = pass.keyOf(record, slot);
      if (key !== 0 && key % parts === part) entries[length++] = (key % keyLimit) * room + record;
    }
  }
  return { entries: entries.subarray(0, length).sort(), room };
}

/** Where each block of two or more ends, blocks of one left in the next one's beginning skipped. */
function blockEnds(entries: Float64Array, room: number): number[] {
  const ends: number[] = [];
  for (let at = 0; at < entries.length; at += 1)
    if (at + 1 === entries.length || Math.floor(entries[at]! / room) !== Math.floor(entries[at + 1]! / room))
      ends.push(at + 1);
  return ends;
}

/** The size of block up to which all of them together make no more pairs than allowed. */
function largestBlock(ends: readonly number[], allowed: number): number {
  const blocksOfSize = new Map<number, number>();
  let from = 0;
  for (const to of ends) {
    blocksOfSize.set(to - from, (blocksOfSize.get(to - from) ?? 0) + 1);
    from = to;
  }
  let pairs = 0;
  let largest = 1;
  for (const [size, blocks] of [...blocksOfSize].sort(([a], [b]) => a - b)) {
    pairs += (blocks * size * (size - 1)) / 2;
    if (pairs > allowed) break;
    largest = size;
  }
  return largest;
}
