import type { LearnedAnswers } from '../learning/learned-answers.js';
import type { Posting } from '../../kernel/search/search-postings.js';
import type { QueryWord } from './search-reading.js';
import { evidenceOf } from '../learning/learned-answers.js';
import { addToPosting, createPosting, impactAt, slotAt } from '../../kernel/search/search-postings.js';

/** Room to add up scores, one place per slot, kept between searches and left all zero. */
export interface ScoreSheet {
  totals: Float64Array;
  /** What resolved enquiries say for each, in nats. */
  learned: Float64Array;
  /** Bit n is set where the query's word n matched. */
  matched: Int32Array;
  /** The best that the word now being scored gave, and the word's number plus one. */
  best: Float64Array;
  bestOf: Int32Array;
  touched: Int32Array;
  /** For intersecting two postings. */
  scratch: Float32Array;
  touchedCount: number;
}

/** What scoring reads of the index. */
export interface ScoredIndex {
  postings: ReadonlyMap<string, Posting>;
  slotById: ReadonlyMap<string, number>;
  documentCount: number;
  sheet: ScoreSheet;
}

export function createScoreSheet(slots: number): ScoreSheet {
  return {
    totals: new Float64Array(slots),
    learned: new Float64Array(slots),
    matched: new Int32Array(slots),
    best: new Float64Array(slots),
    bestOf: new Int32Array(slots),
    touched: new Int32Array(slots),
    scratch: new Float32Array(slots),
    touchedCount: 0,
  };
}

/**
 * Adds every word's best reading to the documents that hold it, and answers how telling each word is (its inverse
 * document frequency). `clearScores` must follow once the sheet has been read.
 */
export function scoreWords(index: ScoredIndex, words: readonly QueryWord[]): number[] {
  return words.map((word, number) => {
    const own = index.postings.get(word.stem);
    const ownTelling = own ? tellingOf(index, own.length) : undefined;
    let most = 0;
    for (const { stems, weight } of word.alternatives) {
      const postings = stems.map((stem) => index.postings.get(stem)).filter((posting) => posting !== undefined);
      if (postings.length < stems.length) continue;
      const rarest = Math.min(...postings.map((posting) => posting.length));
      // A looser reading is never more telling than the word itself where the word is known. A pair joined is.
      const telling = Math.min(tellingOf(index, rarest), weight < 1 ? (ownTelling ?? Infinity) : Infinity);
      most = Math.max(most, telling);
      scoreAlternative(index.sheet, postings, weight * telling, number);
    }
    return ownTelling ?? most;
  });
}

/** Adds what resolved enquiries with these words say for each document. */
export function scoreLearned(index: ScoredIndex, words: readonly QueryWord[], learned: LearnedAnswers): void {
  const { sheet } = index;
  words.forEach((word, number) => {
    for (const [id, nats] of evidenceForWord(learned, word)) {
      const slot = index.slotById.get(id);
      if (slot === undefined) continue;
      if (sheet.matched[slot] === 0) sheet.touched[sheet.touchedCount++] = slot;
      sheet.learned[slot] = (sheet.learned[slot] as number) + nats;
      sheet.matched[slot] = (sheet.matched[slot] as number) | (1 << number);
    }
  });
}

/** Of the word itself; where nobody used it, of what it may be a slip or another word for. */
function evidenceForWord(learned: LearnedAnswers, { stem, alternatives }: QueryWord): Map<string, number> {
  const own = evidenceOf(learned, stem);
  if (own.size > 0) return own;
  for (const { stems, weight } of alternatives) {
    const evidence = stems.length === 1 ? evidenceOf(learned, stems[0] ?? '') : own;
    if (evidence.size === 0) continue;
    for (const [id, nats] of evidence) evidence.set(id, nats * weight);
    return evidence;
  }
  return own;
}

export function clearScores(sheet: ScoreSheet): void {
  for (let at = 0; at < sheet.touchedCount; at += 1) {
    const slot = sheet.touched[at] as number;
    sheet.totals[slot] = 0;
    sheet.learned[slot] = 0;
    sheet.matched[slot] = 0;
    sheet.bestOf[slot] = 0;
  }
  sheet.touchedCount = 0;
}

function tellingOf(index: ScoredIndex, holders: number): number {
  return Math.log(1 + (index.documentCount - holders + 0.5) / (holders + 0.5));
}

function scoreAlternative(sheet: ScoreSheet, postings: readonly Posting[], factor: number, number: number): void {
  const [first, ...others] = [...postings].sort((a, b) => a.length - b.length);
  if (!first) return;
  const holders = others.reduce((held, other) => holdersOfBoth(sheet, held, other), first);
  for (let at = 0; at < holders.length; at += 1) {
    raise(sheet, slotAt(holders, at), impactAt(holders, at) * factor, number);
  }
}

/** The documents in both postings, each with the lower of its two impacts. */
function holdersOfBoth(sheet: ScoreSheet, fewer: Posting, more: Posting): Posting {
  const { scratch } = sheet;
  for (let at = 0; at < fewer.length; at += 1) scratch[slotAt(fewer, at)] = impactAt(fewer, at);
  const both = createPosting(fewer.stem);
  for (let at = 0; at < more.length; at += 1) {
    const slot = slotAt(more, at);
    const impact = scratch[slot] as number;
    if (impact > 0) addToPosting(both, slot, Math.min(impact, impactAt(more, at)));
  }
  for (let at = 0; at < fewer.length; at += 1) scratch[slotAt(fewer, at)] = 0;
  return both;
}

/** A word gives a document its best reading, never the sum of them. */
function raise(sheet: ScoreSheet, slot: number, value: number, number: number): void {
  if (sheet.matched[slot] === 0) sheet.touched[sheet.touchedCount++] = slot;
  if (sheet.bestOf[slot] !== number + 1) {
    sheet.bestOf[slot] = number + 1;
    sheet.best[slot] = value;
    sheet.totals[slot] = (sheet.totals[slot] as number) + value;
    sheet.matched[slot] = (sheet.matched[slot] as number) | (1 << number);
  } else if (value > (sheet.best[slot] as number)) {
    sheet.totals[slot] = (sheet.totals[slot] as number) + value - (sheet.best[slot] as number);
    sheet.best[slot] = value;
  }
}
