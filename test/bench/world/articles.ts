import { streetFirstWords, streetLastWords } from '#core/app/demo/world/street-names.js';
import type { KnowledgeArticle } from '#core/knowledge/index.js';
import { chanceOf, itemAt, kinds } from './chance.js';

/**
 * The article of that number: one of the demo's about one street, with a second one's keywords and background, so that
 * ten thousand articles share the words that callers use.
 */
export function articleAt(index: number, patterns: readonly KnowledgeArticle[]): KnowledgeArticle {
  const draw = chanceOf(kinds.article, index);
  const own = itemAt(patterns, index % patterns.length);
  const other = draw.pick(patterns);
  const { title } = own;
  return {
    ...own,
    key: articleKey(index),
    title: `${title.slice(0, 50).trim()}, ${placeOf(index, patterns)}`,
    keywords: [...own.keywords, ...other.keywords].slice(0, 30),
    audience: ['county', 'district', 'unitary'],
    body: [...own.body, ...other.body],
    variants: [],
  };
}

export function articleKey(index: number): string {
  return `bench-article-${index}`;
}

/** What an adviser types to find the article: the caller's words for it, and where. */
export function searchFor(index: number, patterns: readonly KnowledgeArticle[]): string {
  const own = itemAt(patterns, index % patterns.length);
  return `${itemAt(own.keywords, index % own.keywords.length)} ${placeOf(index, patterns)}`.toLowerCase();
}

/** A different one for each round through the patterns. */
function placeOf(index: number, patterns: readonly KnowledgeArticle[]): string {
  const round = Math.floor(index / patterns.length);
  const first = itemAt(streetFirstWords, round % streetFirstWords.length);
  return `${first} ${itemAt(streetLastWords, Math.floor(round / streetFirstWords.length))}`;
}
