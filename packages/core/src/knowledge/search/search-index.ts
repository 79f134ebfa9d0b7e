import type { Audience } from '../../services/index.js';
import type { SearchedText } from './search-weighing.js';
import type { LearnedAnswers } from '../learning/learned-answers.js';
import type { ScoreSheet } from './search-scoring.js';
import type { QueryWord } from './search-reading.js';
import type { SynonymGroup, SynonymTable } from './synonyms.js';
import type { Vocabulary } from '../../kernel/search/search-vocabulary.js';
import { addToPosting, removeFromPosting } from '../../kernel/search/search-postings.js';
import { clearWeights, weighWords } from './search-weighing.js';
import {
  addWord,
  createVocabulary,
  numbersOf,
  removeWord,
  wordsNumbered,
} from '../../kernel/search/search-vocabulary.js';
import { clearScores, createScoreSheet, scoreLearned, scoreWords } from './search-scoring.js';
import { createLearnedAnswers, fewestAnswers } from '../learning/learned-answers.js';
import { compileSynonyms, councilSynonyms } from './synonyms.js';
import type { Phrases } from './search-phrases.js';
import { addPhrases, findPhrases, removePhrases } from './search-phrases.js';
import { readQuery } from './search-reading.js';

export type SearchKind = 'article' | 'service';

/** An article or a service as it is searched. Ids are unique across both kinds. */
export interface SearchDocument extends SearchedText {
  id: string;
  kind: SearchKind;
  /** The authorities whose advisers may see it. None: nobody finds it. */
  authorityIds: readonly number[];
  /** A service desk's, for colleagues: found by those who ask for what is staff's, and by nobody else. */
  forStaff?: boolean;
  /** Past its review date: still found, ranked lower. */
  expired?: boolean;
  /** From 0 to 1: how often the enquiry was resolved with it. */
  solvedRate?: number;
}

/** What stays of a document once its text is indexed. */
export interface KeptDocument extends Pick<SearchDocument, 'id' | 'kind' | 'authorityIds' | 'title' | 'keywords'> {
  readonly forStaff: boolean;
  /** The numbers of its words: as many as all else of the index together, so in four bytes each. */
  readonly words: Uint32Array;
}

export interface SearchIndexOptions {
  /** Defaults to `councilSynonyms`. */
  synonyms?: readonly SynonymGroup[];
}

export interface SearchQuery {
  /** As typed. */
  words: string;
  /**
   * The authorities that the searcher may see; a document shows when it belongs to one of them. The first one's
   * synonyms are used.
   */
  authorityIds: readonly number[];
  limit: number;
  kinds?: readonly SearchKind[];
  /** Default: residents'. */
  audience?: Audience;
}

export interface SearchHit {
  id: string;
  kind: SearchKind;
  /** Comparable within one search only. */
  score: number;
  /** The typed words that this document answers. */
  matchedWords: string[];
  /** Stems to mark in the document's text: see `markMatches`. */
  matchedStems: ReadonlySet<string>;
}

/**
 * Knowledge articles and services in memory, ranked together. Postings of its own rather than MiniSearch: with two
 * words that each match 4,000 of 10,000 documents MiniSearch takes about 8 ms, since it builds an object per match;
 * this adds numbers in arrays and builds objects only for the hits.
 */
export interface SearchIndex {
  vocabulary: Vocabulary;
  /** Of everybody who has no list of their own. */
  synonyms: SynonymTable;
  ownSynonyms: Map<number, SynonymTable>;
  documents: (KeptDocument | undefined)[];
  /** What a document's state multiplies its score with, by slot. */
  standings: number[];
  slotById: Map<string, number>;
  freeSlots: number[];
  sheet: ScoreSheet;
  phrases: Phrases;
  learned: LearnedAnswers;
}

/** How much of its score a document keeps that answers none of the words beside one. */
const partialAnswerShare = 0.25;
const expiredShare = 0.4;
const solvedBonus = 0.25;
/** What a whole keyword phrase in the customer's words multiplies the score with: an editor wrote it for them. */
const phraseBonus = 2.5;
/** What a nat of learned evidence adds: about as much as a word that stands alone in the title. */
const learnedImpact = 7;

export function createSearchIndex(
  documents: readonly SearchDocument[] = [],
  options: SearchIndexOptions = {},
): SearchIndex {
  const index: SearchIndex = {
    vocabulary: createVocabulary(),
    synonyms: compileSynonyms(options.synonyms ?? councilSynonyms),
    ownSynonyms: new Map(),
    documents: [],
    standings: [],
    slotById: new Map(),
    freeSlots: [],
    sheet: createScoreSheet(documents.length),
    phrases: new Map(),
    learned: createLearnedAnswers(),
  };
  for (const document of documents) addDocument(index, document);
  return index;
}

/** Adds a document. Throws when its id is there already: use `replaceDocument`. */
export function addDocument(index: SearchIndex, document: SearchDocument): void {
  if (index.slotById.has(document.id)) {
    throw new Error(`Document ${document.id} is in the search index already. Use replaceDocument.`);
  }
  const slot = index.freeSlots.pop() ?? index.documents.length;
  const weighed = weighWords(index.vocabulary, document);
  const { id, kind, authorityIds, title, keywords } = document;
  index.documents[slot] = {
    id,
    kind,
    authorityIds,
    title,
    keywords,
    words: numbersOf(weighed.words),
    forStaff: document.forStaff ?? false,
  };
  index.standings[slot] = standingOf(document);
  index.slotById.set(id, slot);
  if (index.sheet.totals.length <= slot) index.sheet = createScoreSheet(Math.max(64, slot * 2));
  addPhrases(index.phrases, slot, keywords);
  for (const word of weighed.words) addWord(index.vocabulary, word);
  for (const posting of weighed.postings) addToPosting(posting, slot, posting.documentImpact);
  clearWeights(weighed);
}

/** Puts a document in place of the one with its id, or adds it. */
export function replaceDocument(index: SearchIndex, document: SearchDocument): void {
  removeDocument(index, document.id);
  addDocument(index, document);
}

/** Takes a document out. Nothing happens when there is none of that id. */
export function removeDocument(index: SearchIndex, id: string): void {
  const slot = index.slotById.get(id);
  const document = slot === undefined ? undefined : index.documents[slot];
  if (slot === undefined || !document) return;
  removePhrases(index.phrases, slot, document.keywords);
  const { vocabulary } = index;
  const words = wordsNumbered(vocabulary, document.words);
  for (const word of words) removeWord(vocabulary, word);
  for (const posting of new Set(words.map((word) => word.posting))) {
    removeFromPosting(posting, slot);
    if (posting.length === 0) vocabulary.postings.delete(posting.stem);
  }
  index.documents[slot] = undefined;
  index.slotById.delete(id);
  index.freeSlots.push(slot);
}

/**
 * The best documents for the words, best first. Any word may match; a document that answers more of them, and the
 * more telling ones, comes first. Equal scores stand by title, then id, so that every process answers alike.
 */
export function search(index: SearchIndex, query: SearchQuery): SearchHit[] {
  const [searcher = 0] = query.authorityIds;
  const synonyms = index.ownSynonyms.get(searcher) ?? index.synonyms;
  const words = readQuery({ vocabulary: index.vocabulary, synonyms }, query.words);
  const { slotById, sheet } = index;
  const scored = { postings: index.vocabulary.postings, slotById, documentCount: slotById.size, sheet };
  const tellings = scoreWords(scored, words);
  scoreLearned(scored, words, index.learned);
  try {
    return bestSlots(index, query, tellings).map(({ slot, score, document }) => ({
      id: document.id,
      kind: document.kind,
      score,
      ...matchesOf(words, sheet.matched[slot] as number),
    }));
  } finally {
    clearScores(sheet);
  }
}

interface Candidate {
  slot: number;
  score: number;
  document: KeptDocument;
}

function bestSlots(index: SearchIndex, query: SearchQuery, tellings: readonly number[]): Candidate[] {
  const { sheet } = index;
  const best: Candidate[] = [];
  const coverages = new Map<number, number>();
  const phrased = findPhrases(index.phrases, query.words);
  const perNat = learnedImpact * learnedScale(index);
  for (let at = 0; at < sheet.touchedCount; at += 1) {
    const slot = sheet.touched[at] as number;
    const matched = sheet.matched[slot] as number;
    let coverage = coverages.get(matched);
    if (coverage === undefined) coverages.set(matched, (coverage = coverageOf(matched, tellings)));
    const text = (sheet.totals[slot] as number) * coverage * (phrased.has(slot) ? phraseBonus : 1);
    const score = (text + (sheet.learned[slot] as number) * perNat) * (index.standings[slot] as number);
    if (best.length >= query.limit && score < (best.at(-1)?.score ?? 0)) continue;
    const document = index.documents[slot];
    if (document && isWanted(document, query)) keepBest(best, { slot, score, document }, query.limit);
  }
  return best;
}

/** Words are the more telling the more documents there are; evidence, the more answers: brings both to one measure. */
function learnedScale({ slotById, learned }: SearchIndex): number {
  return Math.log(2 + slotById.size) / Math.log(2 + learned.lessons.size + fewestAnswers);
}

/** The share of the words, weighed by how telling they are, that a document answers. */
function coverageOf(matched: number, tellings: readonly number[]): number {
  let all = 0;
  let answered = 0;
  tellings.forEach((telling, number) => {
    all += telling;
    if (matched & (1 << number)) answered += telling;
  });
  const share = all === 0 ? 1 : answered / all;
  return partialAnswerShare + (1 - partialAnswerShare) * share * share;
}

function isWanted(document: KeptDocument, query: SearchQuery): boolean {
  if (query.kinds && !query.kinds.includes(document.kind)) return false;
  if (document.forStaff !== (query.audience === 'staff')) return false;
  return document.authorityIds.some((authority) => query.authorityIds.includes(authority));
}

function keepBest(best: Candidate[], candidate: Candidate, limit: number): void {
  let at = best.length;
  while (at > 0 && comesBefore(candidate, best[at - 1] as Candidate)) at -= 1;
  best.splice(at, 0, candidate);
  if (best.length > limit) best.pop();
}

function comesBefore(a: Candidate, b: Candidate): boolean {
  if (a.score !== b.score) return a.score > b.score;
  if (a.document.title !== b.document.title) return a.document.title < b.document.title;
  return a.document.id < b.document.id;
}

function matchesOf(words: readonly QueryWord[], matched: number): Pick<SearchHit, 'matchedWords' | 'matchedStems'> {
  const answered = words.filter((_, number) => matched & (1 << number));
  const stems = answered.flatMap(({ alternatives }) => alternatives.flatMap((alternative) => alternative.stems));
  return { matchedWords: answered.map(({ word }) => word), matchedStems: new Set(stems) };
}

function standingOf(document: SearchDocument): number {
  const solved = Math.min(Math.max(document.solvedRate ?? 0, 0), 1);
  return (document.expired ? expiredShare : 1) * (1 + solvedBonus * solved);
}
