import type { Posting } from '../../kernel/search/search-postings.js';
import { joinWords, splitWords, subjectWords } from '../../kernel/search/search-words.js';
import { wordOf, type KnownWord, type Vocabulary } from '../../kernel/search/search-vocabulary.js';

/** What is indexed of a document: its words for the vocabulary; their postings hold what each stem says about it. */
export interface IndexedWords {
  words: readonly KnownWord[];
  postings: readonly Posting[];
}

/** The fields of a document that are searched. */
export interface SearchedText {
  title: string;
  keywords: string;
  summary: string;
  body: string;
  lgsl?: number;
}

/** A word in a short, chosen field says more than one in the body; a long field spreads thin over its words. */
const fields = [
  { name: 'title', weight: 6, usualWords: 6, pairs: 'joined' },
  { name: 'keywords', weight: 4, usualWords: 10, pairs: 'joined' },
  { name: 'summary', weight: 2, usualWords: 20, pairs: 'apart' },
  { name: 'body', weight: 1, usualWords: 200, pairs: 'apart' },
] as const;

/** BM25's usual constants: how fast repeats stop counting, and how much a field's length matters. */
const repeatSaturation = 1.2;
const lengthInfluence = 0.5;

/**
 * Weighs a document's stems: `documentImpact` of each posting answered, until `clearWeights`. The weight depends on
 * this document alone, so that the order in which documents come in never changes a ranking. Neighbouring words of
 * title and keywords are also indexed as one ("pot hole" as pothole), for people write them both ways.
 */
export function weighWords(vocabulary: Vocabulary, text: SearchedText): IndexedWords {
  const words: KnownWord[] = [];
  const postings: Posting[] = [];
  for (const field of fields) {
    const split = splitWords(fieldText(text, field.name));
    const spread = 1 - lengthInfluence + (lengthInfluence * split.length) / field.usualWords;
    for (const posting of countStems(vocabulary, split, field.pairs, words)) {
      const count = posting.fieldCount;
      posting.fieldCount = 0;
      if (posting.documentImpact === 0) postings.push(posting);
      posting.documentImpact += (field.weight * count * (repeatSaturation + 1)) / (count + repeatSaturation * spread);
    }
  }
  for (const word of words) word.isRead = false;
  return { words, postings };
}

export function clearWeights({ postings }: IndexedWords): void {
  for (const posting of postings) posting.documentImpact = 0;
}

function fieldText(text: SearchedText, field: (typeof fields)[number]['name']): string {
  return field === 'keywords' && text.lgsl !== undefined ? `${text.keywords} lgsl ${text.lgsl}` : text[field];
}

/** The postings of a field's stems, each with its `fieldCount`. */
function countStems(
  vocabulary: Vocabulary,
  split: readonly string[],
  pairs: 'joined' | 'apart',
  words: KnownWord[],
): Posting[] {
  const counted: Posting[] = [];
  const count = (text: string): void => {
    const word = wordOf(vocabulary, text);
    if (!word.isRead) words.push(word);
    word.isRead = true;
    if (word.posting.fieldCount === 0) counted.push(word.posting);
    word.posting.fieldCount += 1;
  };
  for (const word of split) count(word);
  if (pairs === 'joined') for (const pair of joinedPairs(split)) count(pair);
  return counted;
}

function joinedPairs(words: readonly string[]): string[] {
  const subjects = subjectWords(words);
  return subjects.slice(1).map((second, at) => joinWords([subjects[at] ?? '', second]));
}
