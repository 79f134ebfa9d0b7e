import { foldNamesApart } from '../../kernel/names/fold-words.js';
import { nicknamesOf } from '../../kernel/names/nicknames.js';
import { impactAt, slotAt, type Posting } from '../../kernel/search/search-postings.js';
import { wordsNear, wordsStartingWith, type Vocabulary } from '../../kernel/search/search-vocabulary.js';
import { isStopWord, joinWords, splitWords, stemOf } from '../../kernel/search/search-words.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { EntryKind } from '../entries/entry-types.js';
import type { DirectoryIndex } from './directory-index.js';

export interface DirectoryQuery {
  /** As typed. */
  readonly words: string;
  readonly kind?: EntryKind | undefined;
  readonly authorityId?: AuthorityId | undefined;
  readonly limit: number;
}

export interface DirectoryHit {
  readonly id: string;
  readonly kind: EntryKind;
  /** Comparable within one search only. */
  readonly score: number;
  /** The typed words that it answers. */
  readonly matched: readonly string[];
}

/** How much a looser reading counts beside the word as typed. */
const weights = { nickname: 0.85, joined: 0.9, part: 0.75, slip: 0.6 };
const mostTyped = 300;
const mostWords = 12;
const mostParts = 60;
const mostNear = 8;
/** A shorter word is one slip from too many names. */
const shortestSlip = 4;

/** Ways in which documents answer one typed word. */
type Ways = ReadonlyMap<Posting, number>;

/**
 * The people and teams for the words, best first. Who answers more of the words comes first and hides who answers
 * fewer; then whose name they are, then what they deal with. Equals stand by name, then id, in every process alike.
 */
export function searchDirectory(index: DirectoryIndex, query: DirectoryQuery): DirectoryHit[] {
  const words = tellingWords(index, splitWords(query.words.slice(0, mostTyped))).slice(0, mostWords);
  let touched = 0;
  words.forEach((word, number) => {
    touched = addScores(index, waysOf(index, word, words[number + 1], number === words.length - 1), number, touched);
  });
  const best = bestOf(index, query, touched);
  clearScores(index, touched);
  return best.map(({ id, kind, score, matched }) => {
    return { id, kind, score, matched: words.filter((_, number) => (matched & (1 << number)) !== 0) };
  });
}

/** Without "who deals with", unless somebody is called so: Will, May. */
function tellingWords({ names }: DirectoryIndex, words: readonly string[]): string[] {
  const telling = words.filter((word) => !(isStopWord(word) || asking.has(word)) || names.words.has(word));
  return [...new Set(telling.length > 0 ? telling : words)];
}

/** How people ask a directory; these words say nothing of whom they seek. */
const asking = new Set(
  'deal deals dealing handles looks after responsible now today contact speak talk someone'.split(' '),
);

function waysOf(index: DirectoryIndex, word: string, next: string | undefined, isLast: boolean): Ways {
  const ways = new Map<Posting, number>();
  const name = foldNamesApart(word)[0] ?? word;
  offer(ways, index.names, name, 1);
  offer(ways, index.texts, word, 1);
  if (next !== undefined) {
    offer(ways, index.names, joinWords([name, next]), weights.joined);
    offer(ways, index.texts, joinWords([word, next]), weights.joined);
  }
  for (const other of nicknamesOf(name)) offer(ways, index.names, other, weights.nickname);
  if (word.length >= (isLast ? 1 : 3)) {
    offerParts(ways, index.names, name);
    if (word.length >= 2) offerParts(ways, index.texts, word);
  }
  if (ways.size > 0 || name.length < shortestSlip) return ways;
  for (const near of wordsNear(index.names, name, 1, mostNear)) offer(ways, index.names, near, weights.slip);
  for (const near of wordsNear(index.texts, word, 1, mostNear)) offer(ways, index.texts, near, weights.slip);
  return ways;
}

function offer(ways: Map<Posting, number>, { postings }: Vocabulary, word: string, weight: number): void {
  const posting = postings.get(stemOf(word));
  if (posting && (ways.get(posting) ?? 0) < weight) ways.set(posting, weight);
}

function offerParts(ways: Map<Posting, number>, vocabulary: Vocabulary, part: string): void {
  for (const whole of wordsStartingWith(vocabulary, part, mostParts))
    offer(ways, vocabulary, whole, (weights.part * (part.length + 2)) / (whole.length + 2));
}

/**
 * A word gives a document its best reading, never the sum of them. A rare word tells more. Answers how many documents
 * have been touched so far.
 */
function addScores({ sheet, slotById }: DirectoryIndex, ways: Ways, number: number, touchedBefore: number): number {
  const { best, totals, matched, touched } = sheet;
  const bit = 1 << number;
  let count = touchedBefore;
  for (const [posting, weight] of ways) {
    const factor = weight * Math.log(1 + (slotById.size + 1) / posting.length);
    for (let at = 0; at < posting.length; at += 1) {
      const slot = slotAt(posting, at);
      const score = impactAt(posting, at) * factor;
      const seen = matched[slot] as number;
      if (seen === 0) touched[count++] = slot;
      if ((seen & bit) === 0) best[slot] = 0;
      matched[slot] = seen | bit;
      const more = score - (best[slot] as number);
      if (more <= 0) continue;
      totals[slot] = (totals[slot] as number) + more;
      best[slot] = score;
    }
  }
  return count;
}

function clearScores({ sheet }: DirectoryIndex, touchedCount: number): void {
  for (let at = 0; at < touchedCount; at += 1) {
    const slot = sheet.touched[at] as number;
    sheet.totals[slot] = 0;
    sheet.matched[slot] = 0;
  }
}

interface Candidate {
  readonly id: string;
  readonly kind: EntryKind;
  readonly sortName: string;
  readonly score: number;
  /** Of the words, as bits. */
  readonly matched: number;
}

function bestOf(
  { kept, sheet }: DirectoryIndex,
  { kind, authorityId, limit }: DirectoryQuery,
  touchedCount: number,
): Candidate[] {
  let most = 0;
  let best: Candidate[] = [];
  for (let at = 0; at < touchedCount; at += 1) {
    const slot = sheet.touched[at] as number;
    const found = kept[slot];
    const matched = sheet.matched[slot] as number;
    const count = bitsIn(matched);
    if (!found || count < most) continue;
    if ((kind ?? found.kind) !== found.kind || (authorityId ?? found.authorityId) !== found.authorityId) continue;
    if (count > most) best = [];
    most = count;
    const score = sheet.totals[slot] as number;
    const last = best.at(-1);
    if (last && best.length >= limit && score < last.score) continue;
    keepBest(best, { id: found.id, kind: found.kind, score, matched, sortName: found.sortName }, limit);
  }
  return best;
}

function bitsIn(matched: number): number {
  let count = 0;
  for (let rest = matched; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function keepBest(best: Candidate[], candidate: Candidate, limit: number): void {
  const last = best.at(-1);
  if (last && best.length >= limit && inOrder(last, candidate) < 0) return;
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (inOrder(best[middle] as Candidate, candidate) < 0) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, candidate);
  if (best.length > limit) best.pop();
}

function inOrder(a: Candidate, b: Candidate): number {
  return b.score - a.score || compareText(a.sortName, b.sortName) || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
