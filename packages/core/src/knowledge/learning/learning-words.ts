import { splitWords, stemOf, subjectWords } from '../../kernel/search/search-words.js';

/** Looked at of one customer's words. */
const mostWords = 40;

/**
 * The stems of what a customer said, each with the word as it was spelt. Order and repeats are gone, and so are numbers:
 * telephone and house numbers, references and postcodes say nothing about a subject.
 */
export function learnableWords(text: string): ReadonlyMap<string, string> {
  const words = subjectWords(splitWords(text)).filter((word) => word.length > 1 && !/\p{N}/u.test(word));
  return new Map(words.slice(0, mostWords).map((word) => [stemOf(word), word]));
}
