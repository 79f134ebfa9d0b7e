import { createPosting, type Posting } from './search-postings.js';
import { stemOf } from './search-words.js';

/** A word that some document holds. It remembers its stem, for finding the stem takes longer than all else. */
export interface KnownWord {
  readonly text: string;
  /** Of its stem, which other words may share. */
  readonly posting: Posting;
  /** By which documents remember it in four bytes; another word's once this one is forgotten. */
  readonly number: number;
  /** How many documents hold it. */
  holders: number;
  /** Room for indexing: whether the document now being weighed has shown it. */
  isRead: boolean;
}

/** Every word of the indexed documents, for indexing, part words and words that are nearly the same. */
export interface Vocabulary {
  words: Map<string, KnownWord>;
  byNumber: (KnownWord | undefined)[];
  freeNumbers: number[];
  /** By stem. */
  postings: Map<string, Posting>;
  /** The words in code-unit order; undefined until first asked for after many were added. */
  sorted: string[] | undefined;
  /** Near words found since the vocabulary last changed, by word and distance. */
  nearWords: Map<string, readonly string[]>;
}

const rememberedNearWords = 2_000;

export function createVocabulary(): Vocabulary {
  return {
    words: new Map(),
    byNumber: [],
    freeNumbers: [],
    postings: new Map(),
    sorted: undefined,
    nearWords: new Map(),
  };
}

/** The word with its posting, made when it is new. It must then be added, or the vocabulary would keep it for nobody. */
export function wordOf(vocabulary: Vocabulary, text: string): KnownWord {
  const known = vocabulary.words.get(text);
  if (known) return known;
  const stem = stemOf(text);
  let posting = vocabulary.postings.get(stem);
  if (!posting) vocabulary.postings.set(stem, (posting = createPosting(stem)));
  const number = vocabulary.freeNumbers.pop() ?? vocabulary.byNumber.length;
  const word = { text, posting, number, holders: 0, isRead: false };
  vocabulary.words.set(text, word);
  vocabulary.byNumber[number] = word;
  return word;
}

/** Counts a document that holds the word. */
export function addWord(vocabulary: Vocabulary, word: KnownWord): void {
  word.holders += 1;
  if (word.holders > 1) return;
  if (vocabulary.nearWords.size > 0) vocabulary.nearWords.clear();
  vocabulary.sorted?.splice(firstAtOrAfter(vocabulary.sorted, word.text), 0, word.text);
}

/** A word that no document holds any more is forgotten. */
export function removeWord(vocabulary: Vocabulary, word: KnownWord): void {
  word.holders -= 1;
  if (word.holders > 0) return;
  vocabulary.words.delete(word.text);
  vocabulary.byNumber[word.number] = undefined;
  vocabulary.freeNumbers.push(word.number);
  vocabulary.nearWords.clear();
  vocabulary.sorted?.splice(firstAtOrAfter(vocabulary.sorted, word.text), 1);
}

export function numbersOf(words: readonly KnownWord[]): Uint32Array {
  return Uint32Array.from(words, ({ number }) => number);
}

/** The words of these numbers, each of which some document still holds. */
export function wordsNumbered({ byNumber }: Vocabulary, numbers: Uint32Array): KnownWord[] {
  return Array.from(numbers, (number) => byNumber[number]).filter((word) => word !== undefined);
}

/** Words that begin with `part` and are longer than it, shortest first, at most `limit`. */
export function wordsStartingWith(vocabulary: Vocabulary, part: string, limit: number): string[] {
  const sorted = sortedWords(vocabulary);
  const found: string[] = [];
  for (let at = firstAtOrAfter(sorted, part); at < sorted.length; at += 1) {
    const word = sorted[at] ?? '';
    if (!word.startsWith(part)) break;
    if (word.length > part.length) keepShortest(found, word, limit);
  }
  return found;
}

/** Words exactly `distance` slips away (a letter left out, added, changed, or two neighbours swapped), commonest first. */
export function wordsNear(vocabulary: Vocabulary, word: string, distance: number, limit: number): readonly string[] {
  const key = `${distance} ${limit} ${word}`;
  const remembered = vocabulary.nearWords.get(key);
  if (remembered) return remembered;
  const found = nearIn(sortedWords(vocabulary), word, distance)
    .map((near) => ({ near, count: vocabulary.words.get(near)?.holders ?? 0 }))
    .sort((a, b) => b.count - a.count || (a.near < b.near ? -1 : 1))
    .slice(0, limit)
    .map(({ near }) => near);
  if (vocabulary.nearWords.size >= rememberedNearWords) vocabulary.nearWords.clear();
  vocabulary.nearWords.set(key, found);
  return found;
}

/**
 * The words of a sorted list exactly `distance` slips from `word` (optimal string alignment distance).
 * Words that share a beginning share the rows worked out for it, and a beginning that is already too far is skipped whole.
 */
export function nearIn(sorted: readonly string[], word: string, distance: number): string[] {
  const found: string[] = [];
  const rows: Uint8Array[] = [Uint8Array.from({ length: word.length + 1 }, (_, column) => column)];
  let previous = '';
  let at = 0;
  while (at < sorted.length) {
    const candidate = sorted[at] ?? '';
    const tooFarAt = fillRows(rows, sharedStart(previous, candidate), candidate, word, distance);
    if (tooFarAt === undefined) {
      if (rows[candidate.length]?.[word.length] === distance) found.push(candidate);
      previous = candidate;
      at += 1;
    } else {
      previous = candidate.slice(0, tooFarAt);
      at = firstAtOrAfter(sorted, `${previous}\uffff`, at + 1);
    }
  }
  return found;
}

/** Fills the rows below `depth`; answers the depth at which every way is already further than `distance`. */
function fillRows(
  rows: Uint8Array[],
  depth: number,
  candidate: string,
  word: string,
  distance: number,
): number | undefined {
  for (let row = depth + 1; row <= candidate.length; row += 1) {
    if (fillRow(rows, row, candidate, word) > distance) return row;
  }
  return undefined;
}

function fillRow(rows: Uint8Array[], row: number, candidate: string, word: string): number {
  const above = rows[row - 1] as Uint8Array;
  const current = (rows[row] ??= new Uint8Array(word.length + 1));
  const letter = candidate.charCodeAt(row - 1);
  let least = (current[0] = row);
  for (let column = 1; column <= word.length; column += 1) {
    const same = word.charCodeAt(column - 1) === letter;
    let cost = Math.min(at(above, column) + 1, at(current, column - 1) + 1, at(above, column - 1) + (same ? 0 : 1));
    const swapped =
      row > 1 &&
      column > 1 &&
      word.charCodeAt(column - 2) === letter &&
      word.charCodeAt(column - 1) === candidate.charCodeAt(row - 2);
    if (swapped) cost = Math.min(cost, at(rows[row - 2] as Uint8Array, column - 2) + 1);
    current[column] = cost;
    if (cost < least) least = cost;
  }
  return least;
}

function at(row: Uint8Array, column: number): number {
  return row[column] as number;
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a.charCodeAt(length) === b.charCodeAt(length)) length += 1;
  return length;
}

/** Words come in code-unit order, so one of the same length as another goes after it. */
function keepShortest(found: string[], word: string, limit: number): void {
  if (found.length >= limit && word.length >= (found.at(-1)?.length ?? 0)) return;
  let at = found.length;
  while (at > 0 && (found[at - 1]?.length ?? 0) > word.length) at -= 1;
  found.splice(at, 0, word);
  if (found.length > limit) found.pop();
}

function sortedWords(vocabulary: Vocabulary): string[] {
  return (vocabulary.sorted ??= [...vocabulary.words.keys()].sort());
}

function firstAtOrAfter(sorted: readonly string[], word: string, from = 0): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < word) low = middle + 1;
    else high = middle;
  }
  return low;
}
