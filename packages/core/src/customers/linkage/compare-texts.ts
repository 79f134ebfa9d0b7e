import type { PackedTexts } from './dictionary.js';

/** Comparisons of two numbered texts, made on their units without making strings: they run by the ten million. */
export interface TextComparison {
  length(number: number): number;
  /** Whether one insertion, deletion, substitution or exchange of neighbours makes one text the other. */
  isOneSlip(a: number, b: number): boolean;
  /** Jaro-Winkler similarity, 0 to 1 (W. E. Winkler, "String Comparator Metrics", Census Bureau, 1990). */
  similarity(a: number, b: number): number;
  /** The similarity, or 0 at once for texts that have too few letters in common to be alike. */
  likeness(a: number, b: number): number;
  isBeginning(short: number, long: number): boolean;
  /** Whether the first character is the same. */
  startsAlike(a: number, b: number): boolean;
  startsWithDigit(number: number): boolean;
}

const longestCompared = 64;
const prefixScale = 0.1;
const longestPrefix = 4;
/** Two slips put in or take out four letters at most. */
const mostDifferingLetters = 4;

export function compareTexts({ chars, starts, letters }: PackedTexts): TextComparison {
  const takenA = new Uint8Array(longestCompared);
  const takenB = new Uint8Array(longestCompared);

  const length = (number: number): number => starts[number + 1]! - starts[number]!;

  function isOneSlip(a: number, b: number): boolean {
    const lengthA = length(a);
    const lengthB = length(b);
    if (lengthA > lengthB) return isOneSlip(b, a);
    if (lengthB - lengthA > 1) return false;
    const fromA = starts[a]!;
    const fromB = starts[b]!;
    let head = 0;
    while (head < lengthA && chars[fromA + head] === chars[fromB + head]) head += 1;
    let tail = 0;
    while (tail < lengthA - head && chars[fromA + lengthA - 1 - tail] === chars[fromB + lengthB - 1 - tail]) tail += 1;
    const left = lengthA - head - tail;
    if (lengthB > lengthA) return left === 0;
    const at = fromA + head;
    const other = fromB + head;
    return left <= 1 || (left === 2 && chars[at] === chars[other + 1] && chars[at + 1] === chars[other]);
  }

  function similarity(a: number, b: number): number {
    const lengthA = Math.min(length(a), longestCompared);
    const lengthB = Math.min(length(b), longestCompared);
    if (lengthA === 0 || lengthB === 0) return 0;
    const fromA = starts[a]!;
    const fromB = starts[b]!;
    const window = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1);
    takenA.fill(0, 0, lengthA);
    takenB.fill(0, 0, lengthB);
    let common = 0;
    for (let i = 0; i < lengthA; i += 1) {
      const last = Math.min(lengthB - 1, i + window);
      for (let j = Math.max(0, i - window); j <= last; j += 1) {
        if (takenB[j] === 1 || chars[fromA + i] !== chars[fromB + j]) continue;
        takenA[i] = takenB[j] = 1;
        common += 1;
        break;
      }
    }
    if (common === 0) return 0;
    let moved = 0;
    for (let i = 0, j = 0; i < lengthA; i += 1) {
      if (takenA[i] === 0) continue;
      while (takenB[j] === 0) j += 1;
      if (chars[fromA + i] !== chars[fromB + j]) moved += 1;
      j += 1;
    }
    const jaro = (common / lengthA + common / lengthB + (common - moved / 2) / common) / 3;
    let prefix = 0;
    const most = Math.min(longestPrefix, lengthA, lengthB);
    while (prefix < most && chars[fromA + prefix] === chars[fromB + prefix]) prefix += 1;
    return jaro + prefix * prefixScale * (1 - jaro);
  }

  function isBeginning(short: number, long: number): boolean {
    const most = length(short);
    if (most > length(long)) return false;
    for (let at = 0; at < most; at += 1) if (chars[starts[short]! + at] !== chars[starts[long]! + at]) return false;
    return true;
  }

  function likeness(a: number, b: number): number {
    let differing = letters[a]! ^ letters[b]!;
    let count = 0;
    while (differing !== 0 && count <= mostDifferingLetters) {
      differing &= differing - 1;
      count += 1;
    }
    return count > mostDifferingLetters ? 0 : similarity(a, b);
  }

  return {
    length,
    isOneSlip,
    similarity,
    likeness,
    isBeginning,
    startsAlike: (a, b) => length(a) > 0 && chars[starts[a]!] === chars[starts[b]!],
    startsWithDigit: (number) => length(number) > 0 && chars[starts[number]!]! >= 48 && chars[starts[number]!]! <= 57,
  };
}
