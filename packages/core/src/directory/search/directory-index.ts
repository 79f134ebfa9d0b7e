import { foldNames, foldNamesApart } from '../../kernel/names/fold-words.js';
import { addToPosting, removeFromPosting, type Posting } from '../../kernel/search/search-postings.js';
import {
  addWord,
  createVocabulary,
  numbersOf,
  removeWord,
  wordOf,
  wordsNumbered,
  type KnownWord,
  type Vocabulary,
} from '../../kernel/search/search-vocabulary.js';
import { joinWords, splitWords } from '../../kernel/search/search-words.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { EntryKind } from '../entries/entry-types.js';

/** A person or team as it is searched. */
export interface DirectoryDocument {
  readonly id: string;
  readonly kind: EntryKind;
  readonly authorityId: AuthorityId;
  readonly name: string;
  readonly sortName: string;
  /** What it is found by besides its name, with what each is worth beside a name's 10. */
  readonly texts: readonly { readonly worth: number; readonly text: string }[];
}

interface Kept extends Pick<DirectoryDocument, 'id' | 'kind' | 'authorityId' | 'sortName'> {
  readonly nameWords: Uint32Array;
  readonly textWords: Uint32Array;
}

/** Everybody in memory, in two vocabularies: nicknames and whole names are for names, not for drains. */
export interface DirectoryIndex {
  readonly names: Vocabulary;
  readonly texts: Vocabulary;
  readonly kept: (Kept | undefined)[];
  readonly slotById: Map<string, number>;
  readonly freeSlots: number[];
  /** Room to add up scores, one place per slot, all zero between searches. */
  sheet: ScoreSheet;
}

export interface ScoreSheet {
  readonly totals: Float64Array;
  /** Bit n is set where the query's word n matched. */
  readonly matched: Int32Array;
  /** The best that the word now being scored gave. */
  readonly best: Float64Array;
  readonly touched: Int32Array;
}

function scoreSheet(slots: number): ScoreSheet {
  return {
    totals: new Float64Array(slots),
    matched: new Int32Array(slots),
    best: new Float64Array(slots),
    touched: new Int32Array(slots),
  };
}

const nameWorth = 10;
/** Neighbours of shorter texts, which somebody chose, are indexed together as well. */
const worthOfPairs = 5;

export function createDirectoryIndex(): DirectoryIndex {
  return {
    ...{ names: createVocabulary(), texts: createVocabulary(), kept: [], slotById: new Map(), freeSlots: [] },
    sheet: scoreSheet(64),
  };
}

/** Puts a document in place of the one with its id, or adds it. */
export function replaceListed(index: DirectoryIndex, document: DirectoryDocument): void {
  removeListed(index, document.id);
  const slot = index.freeSlots.pop() ?? index.kept.length;
  const { id, kind, authorityId, name, sortName, texts } = document;
  const nameWords = new Map<string, number>();
  for (const word of nameWordsOf(name)) nameWords.set(word, nameWorth);
  const textWords = new Map<string, number>();
  for (const { worth, text } of texts)
    for (const word of worth < worthOfPairs ? splitWords(text) : withPairs(splitWords(text)))
      textWords.set(word, Math.max(worth, textWords.get(word) ?? 0));
  index.kept[slot] = {
    id,
    kind,
    authorityId,
    sortName,
    nameWords: addWords(index.names, slot, nameWords),
    textWords: addWords(index.texts, slot, textWords),
  };
  index.slotById.set(id, slot);
  if (index.sheet.totals.length <= slot) index.sheet = scoreSheet(slot * 2);
}

/** Takes a document out. Nothing happens when there is none of that id. */
export function removeListed(index: DirectoryIndex, id: string): void {
  const slot = index.slotById.get(id);
  const kept = slot === undefined ? undefined : index.kept[slot];
  if (slot === undefined || !kept) return;
  removeWords(index.names, slot, kept.nameWords);
  removeWords(index.texts, slot, kept.textWords);
  index.kept[slot] = undefined;
  index.slotById.delete(id);
  index.freeSlots.push(slot);
}

/** "Siân van der Berg" is found as sian, van, der, berg and vanderberg. */
function nameWordsOf(name: string): Set<string> {
  return new Set([...foldNames(name), ...foldNamesApart(name)]);
}

/** Neighbours also as one word, for people write "pot hole" and "pothole". */
function withPairs(words: readonly string[]): string[] {
  return [...words, ...words.slice(1).map((word, at) => joinWords([words[at] ?? '', word]))];
}

/** Words that share a stem share a posting, which takes the best of them once. */
function addWords(vocabulary: Vocabulary, slot: number, words: ReadonlyMap<string, number>): Uint32Array {
  const known: KnownWord[] = [];
  const best = new Map<Posting, number>();
  for (const [text, worth] of words) {
    const word = wordOf(vocabulary, text);
    addWord(vocabulary, word);
    known.push(word);
    best.set(word.posting, Math.max(worth, best.get(word.posting) ?? 0));
  }
  for (const [posting, worth] of best) addToPosting(posting, slot, worth);
  return numbersOf(known);
}

function removeWords(vocabulary: Vocabulary, slot: number, numbers: Uint32Array): void {
  const words = wordsNumbered(vocabulary, numbers);
  for (const word of words) removeWord(vocabulary, word);
  for (const posting of new Set(words.map((word) => word.posting))) {
    removeFromPosting(posting, slot);
    if (posting.length === 0) vocabulary.postings.delete(posting.stem);
  }
}
