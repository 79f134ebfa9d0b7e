import type { SynonymMeaning, SynonymTable } from './synonyms.js';
import type { Vocabulary } from '../../kernel/search/search-vocabulary.js';
import { findMeanings } from './synonyms.js';
import { joinedStemOf, splitWords, stemOf, subjectWords } from '../../kernel/search/search-words.js';
import { nearIn, wordsNear, wordsStartingWith } from '../../kernel/search/search-vocabulary.js';

/** A way in which a document may answer a word: it holds every one of these stems. */
export interface Alternative {
  stems: readonly string[];
  /** 1 for the word as typed, less for a looser reading of it. */
  weight: number;
}

/** One word of a search and the ways to answer it, best first. */
export interface QueryWord {
  word: string;
  stem: string;
  alternatives: readonly Alternative[];
}

/** What a search is read against. */
export interface ReadingContext {
  vocabulary: Vocabulary;
  synonyms: SynonymTable;
}

/** How much a looser reading counts beside the word as typed. */
const weights = { joined: 1, synonym: 0.7, synonymPhrase: 0.6, part: 0.55, oneSlip: 0.75, twoSlips: 0.5, half: 0.6 };
const mostWords = 16;
const mostTyped = 500;
const mostParts = 8;
const mostNear = 4;

/** Reads what was typed into words, each with its alternatives among the indexed stems. */
export function readQuery(context: ReadingContext, typed: string): QueryWord[] {
  const all = splitWords(typed.slice(0, mostTyped));
  const meanings = meaningsByWord(context.synonyms, all);
  const words = [...new Set(subjectWords(all))].slice(0, mostWords);
  return words.map((word, at) => {
    const neighbours = [words[at - 1], words[at + 1]] as const;
    const last = at === words.length - 1 && /[\p{L}\p{N}]$/u.test(typed);
    return readWord(context, word, { neighbours, meanings: meanings.get(word) ?? [], last });
  });
}

interface WordSurroundings {
  neighbours: readonly [string | undefined, string | undefined];
  meanings: readonly SynonymMeaning[];
  /** The last word may still be being typed. */
  last: boolean;
}

function readWord(context: ReadingContext, word: string, around: WordSurroundings): QueryWord {
  const stem = stemOf(word);
  const ways = new Map<string, Alternative>();
  offer(context, ways, [stem], 1);
  const [before, after] = around.neighbours;
  if (before) offer(context, ways, [joinedStemOf([before, word])], weights.joined);
  if (after) offer(context, ways, [joinedStemOf([word, after])], weights.joined);
  offerMeanings(context, ways, around.meanings);
  if (word.length >= (around.last ? 2 : 3)) offerParts(context, ways, word);
  if (ways.size === 0) offerSlips(context, ways, word);
  return { word, stem, alternatives: [...ways.values()].sort((a, b) => b.weight - a.weight) };
}

function offer(
  context: ReadingContext,
  ways: Map<string, Alternative>,
  stems: readonly string[],
  weight: number,
): void {
  const key = stems.join(' ');
  if ((ways.get(key)?.weight ?? 0) >= weight) return;
  if (stems.every((stem) => context.vocabulary.postings.has(stem))) ways.set(key, { stems, weight });
}

function offerMeanings(
  context: ReadingContext,
  ways: Map<string, Alternative>,
  meanings: readonly SynonymMeaning[],
): void {
  for (const meaning of meanings) {
    offer(context, ways, [meaning.joined], weights.synonym);
    if (meaning.stems.length > 1) offer(context, ways, meaning.stems, weights.synonymPhrase);
  }
}

function offerParts(context: ReadingContext, ways: Map<string, Alternative>, word: string): void {
  for (const whole of wordsStartingWith(context.vocabulary, word, mostParts)) {
    offer(context, ways, [stemOf(whole)], (weights.part * word.length) / whole.length);
  }
}

/** For a word that is in no document: one slip away, then two words run together, then two slips. */
function offerSlips(context: ReadingContext, ways: Map<string, Alternative>, word: string): void {
  const slips = !/^\p{L}+$/u.test(word) || word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
  if (slips >= 1) offerNear(context, ways, word, 1);
  if (ways.size === 0) offerHalves(context, ways, word);
  if (ways.size === 0 && slips >= 2) offerNear(context, ways, word, 2);
}

function offerNear(context: ReadingContext, ways: Map<string, Alternative>, word: string, distance: 1 | 2): void {
  const weight = distance === 1 ? weights.oneSlip : weights.twoSlips;
  for (const near of wordsNear(context.vocabulary, word, distance, mostNear)) {
    offer(context, ways, [stemOf(near)], weight);
  }
  for (const near of nearIn(context.synonyms.words, word, distance)) {
    for (const meaning of findMeanings(context.synonyms, [near]) ?? []) {
      offer(context, ways, [meaning.joined], weight * weights.synonym);
    }
  }
}

function offerHalves(context: ReadingContext, ways: Map<string, Alternative>, word: string): void {
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    const halves = [word.slice(0, cut), word.slice(cut)];
    if (halves.every((half) => context.vocabulary.words.has(half))) {
      offer(context, ways, halves.map(stemOf), weights.half);
    }
  }
}

/** For each word, the meanings of the longest listed phrases that it stands in. */
function meaningsByWord(synonyms: SynonymTable, words: readonly string[]): Map<string, SynonymMeaning[]> {
  const found = new Map<string, SynonymMeaning[]>();
  const covered = new Set<number>();
  // Longest phrases first: in "wheelie bin" the bin is not rubbish.
  for (let length = Math.min(synonyms.longestPhrase, words.length); length >= 1; length -= 1) {
    for (let start = 0; start + length <= words.length; start += 1) {
      const places = Array.from({ length }, (_, offset) => start + offset);
      if (places.some((place) => covered.has(place))) continue;
      const phrase = words.slice(start, start + length);
      const meanings = findMeanings(synonyms, phrase);
      if (!meanings) continue;
      for (const place of places) covered.add(place);
      for (const word of phrase) found.set(word, [...(found.get(word) ?? []), ...meanings]);
    }
  }
  return found;
}
