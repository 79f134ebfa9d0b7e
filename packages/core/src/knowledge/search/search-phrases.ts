import { splitWords, stemOf } from '../../kernel/search/search-words.js';

/** Keyword phrases of two words or more, by their stems in order, and the slots of the documents that have them. */
export type Phrases = Map<string, Set<number>>;

/** Longest phrase that is looked for, in words. */
const longestPhrase = 6;
const wordsLookedAt = 16;

/** The phrases of a document: each line of its keywords that has several words. "Bin not collected" stays whole. */
function phrasesOf(keywords: string): string[] {
  return keywords
    .split('\n')
    .map((line) => splitWords(line).map(stemOf))
    .filter((stems) => stems.length > 1 && stems.length <= longestPhrase)
    .map((stems) => stems.join(' '));
}

export function addPhrases(phrases: Phrases, slot: number, keywords: string): void {
  for (const phrase of phrasesOf(keywords)) {
    let slots = phrases.get(phrase);
    if (!slots) phrases.set(phrase, (slots = new Set<number>()));
    slots.add(slot);
  }
}

export function removePhrases(phrases: Phrases, slot: number, keywords: string): void {
  for (const phrase of phrasesOf(keywords)) {
    const slots = phrases.get(phrase);
    slots?.delete(slot);
    if (slots?.size === 0) phrases.delete(phrase);
  }
}

/** The documents one of whose keyword phrases stands, whole and in order, in what was typed. */
export function findPhrases(phrases: Phrases, text: string): ReadonlySet<number> {
  const stems = splitWords(text).slice(0, wordsLookedAt).map(stemOf);
  const found = new Set<number>();
  for (let from = 0; from < stems.length; from += 1)
    for (let to = from + 2; to <= Math.min(stems.length, from + longestPhrase); to += 1)
      for (const slot of phrases.get(stems.slice(from, to).join(' ')) ?? []) found.add(slot);
  return found;
}
