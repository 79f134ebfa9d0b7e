import type { AuthorityId } from '../kernel/scope.js';
import type { KnowledgeArticle } from './types.js';

/** An article as stored: owner, version and what its use has shown. */
export interface Article {
  readonly id: string;
  /** Who owns it; the partnership's are shared by all whose tier its audience names. */
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly versionNumber: number;
  readonly version: number;
  readonly updatedAt: number;
  readonly content: KnowledgeArticle;
  /** Enquiries closed with it, and how many of those were resolved there. */
  readonly tally: { readonly used: number; readonly resolved: number };
}

/** Share of enquiries that it resolved; undefined until it was used five times, because fewer say nothing. */
export function solvedRate({ tally }: Pick<Article, 'tally'>): number | undefined {
  return tally.used < 5 ? undefined : tally.resolved / tally.used;
}
