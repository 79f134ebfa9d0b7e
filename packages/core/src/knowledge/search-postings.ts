import { joinedStemOf, splitWords, stemOf, subjectWords } from './search-words.js';

/** The documents that hold one stem, and how much it says about each. Slots stand in no order. */
export interface Posting {
  length: number;
  slots: Int32Array;
  impacts: Float32Array;
}

/** What is indexed of a document: how much each stem says about it, and its words for the vocabulary. */
export interface IndexedWords {
  impacts: Map<string, number>;
  words: Set<string>;
}

/** The fields of a document that are searched. */
export interface SearchedText {
  title: string;
  keywords: string;
  summary: string;
  body: string;
  lgsl?: number;
}

/** Stems worked out while many documents are weighed, for stemming is most of that work. */
export type StemMemory = Map<string, string>;

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

export function createPosting(): Posting {
  return { length: 0, slots: new Int32Array(2), impacts: new Float32Array(2) };
}

export function addToPosting(posting: Posting, slot: number, impact: number): void {
  if (posting.length === posting.slots.length) growPosting(posting);
  posting.slots[posting.length] = slot;
  posting.impacts[posting.length] = impact;
  posting.length += 1;
}

export function removeFromPosting(posting: Posting, slot: number): void {
  const at = posting.slots.subarray(0, posting.length).indexOf(slot);
  if (at < 0) return;
  const last = posting.length - 1;
  posting.slots[at] = posting.slots[last] as number;
  posting.impacts[at] = posting.impacts[last] as number;
  posting.length = last;
}

/**
 * Weighs a document's stems. The weight depends on this document alone, so that the order in which documents
 * come in never changes a ranking. Neighbouring words of title and keywords are also indexed as one
 * ("pot hole" as pothole), for people write them both ways.
 */
export function weighWords(text: SearchedText, stems: StemMemory = new Map()): IndexedWords {
  const indexed: IndexedWords = { impacts: new Map(), words: new Set() };
  for (const field of fields) {
    const words = splitWords(fieldText(text, field.name));
    const counts = countStems(words, field.pairs, indexed.words, stems);
    const spread = 1 - lengthInfluence + (lengthInfluence * words.length) / field.usualWords;
    for (const [stem, count] of counts) {
      const impact = (field.weight * count * (repeatSaturation + 1)) / (count + repeatSaturation * spread);
      indexed.impacts.set(stem, (indexed.impacts.get(stem) ?? 0) + impact);
    }
  }
  return indexed;
}

function fieldText(text: SearchedText, field: (typeof fields)[number]['name']): string {
  return field === 'keywords' && text.lgsl !== undefined ? `${text.keywords} lgsl ${text.lgsl}` : text[field];
}

function countStems(
  words: readonly string[],
  pairs: 'joined' | 'apart',
  vocabulary: Set<string>,
  stems: StemMemory,
): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (stem: string) => counts.set(stem, (counts.get(stem) ?? 0) + 1);
  for (const word of words) {
    vocabulary.add(word);
    count(rememberedStem(stems, word));
  }
  if (pairs === 'apart') return counts;
  const subjects = subjectWords(words);
  for (let second = 1; second < subjects.length; second += 1) {
    const pair = [subjects[second - 1] ?? '', subjects[second] ?? ''];
    vocabulary.add(pair.join(''));
    count(joinedStemOf(pair));
  }
  return counts;
}

function rememberedStem(stems: StemMemory, word: string): string {
  let stem = stems.get(word);
  if (stem === undefined) stems.set(word, (stem = stemOf(word)));
  return stem;
}

function growPosting(posting: Posting): void {
  const slots = new Int32Array(posting.slots.length * 2);
  const impacts = new Float32Array(posting.impacts.length * 2);
  slots.set(posting.slots);
  impacts.set(posting.impacts);
  posting.slots = slots;
  posting.impacts = impacts;
}
