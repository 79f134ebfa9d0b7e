import type { KnowledgeArticle } from '../types.js';

/**
 * A shared article as one authority's advisers read it, fit to become its own: with the wording that it has in the
 * shared one, and nobody else's.
 */
export function ownTextFrom(shared: KnowledgeArticle, authoritySlug: string): KnowledgeArticle {
  const { variants = [], ...article } = shared;
  const { authority: _, ...wording } = variants.find(({ authority }) => authority === authoritySlug) ?? {
    authority: authoritySlug,
  };
  return { ...article, ...wording };
}
