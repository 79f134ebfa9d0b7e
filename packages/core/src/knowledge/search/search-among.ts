import type { KnowledgeArticle } from '../types.js';
import { articleDocument } from './search-documents.js';
import { createSearchIndex, search } from './search-index.js';

/** The keys of those articles that answer the words, best first, as a search that knew nothing else would find them. */
export function searchAmong(articles: readonly KnowledgeArticle[], words: string): string[] {
  const [anybody, unused] = [[1], { used: 0, resolved: 0 }];
  const documents = articles.map((content) =>
    articleDocument({ id: content.key, content, tally: unused }, anybody, {
      today: content.effectiveOn,
      forStaff: false,
    }),
  );
  return search(createSearchIndex(documents), { words, authorityIds: anybody, limit: 5 }).map(({ id }) => id);
}
