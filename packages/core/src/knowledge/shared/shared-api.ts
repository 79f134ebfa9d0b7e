import { z } from 'zod';
import { keepApiRoute, takeApiRoute, variantApiRoutes, type VariantApi } from '../../authorities/index.js';
import { line } from '../../kernel/input.js';
import type { Route } from '../../kernel/route.js';
import { keepOwnArticle, takeSharedArticle } from '../commands/take-shared.js';
import { knowledgeArticle } from '../types.js';
import { compareShared, listSharedKnowledge, type ComparedArticle } from './shared-queries.js';

const articles: VariantApi<ComparedArticle> = {
  path: '/api/v1/knowledge/shared',
  permission: 'knowledge.edit',
  tag: 'Knowledge',
  key: line(60),
  thing: 'article',
  summaries: {
    list: 'The partnership’s articles and how an authority stands to each, 50 a page; for the partnership, who has their own',
    compare:
      'A shared article beside an authority’s own, and what the partnership changed since ours was held against it',
  },
  list: listSharedKnowledge,
  compare: compareShared,
  content: { name: 'content', shape: knowledgeArticle, of: ({ content }) => content },
};

export const sharedApiRoutes: readonly Route[] = [
  ...variantApiRoutes(articles),
  takeApiRoute(articles, {
    param: 'sharedKey',
    summary: 'Begin an authority’s own article, as a draft, from the shared one of the number that was read',
    command: takeSharedArticle,
    output: z.object({ id: z.string(), number: z.number(), version: z.number() }),
  }),
  keepApiRoute(articles, keepOwnArticle),
];
