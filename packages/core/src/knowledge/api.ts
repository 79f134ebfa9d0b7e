import { z } from 'zod';
import { line, uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { getArticle, listArticles, searchKnowledge } from './queries.js';
import { knowledgeArticle } from './types.js';

const Hit = z.object({
  kind: z.enum(['article', 'service']),
  id: z.string(),
  key: z.string(),
  title: z.string(),
  summary: z.string(),
  serviceKey: z.string().optional(),
  expired: z.boolean(),
  solvedRate: z.number().optional(),
  score: z.number(),
});

const Article = z.object({
  id: z.string(),
  authorityId: z.number(),
  key: z.string(),
  versionNumber: z.number(),
  version: z.number(),
  updatedAt: z.number(),
  content: knowledgeArticle,
  tally: z.object({ used: z.number(), resolved: z.number() }),
});

const Title = z.object({
  id: z.string(),
  authorityId: z.number(),
  key: z.string(),
  title: z.string(),
  serviceKey: z.string().nullable(),
  reviewOn: z.string(),
});

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/knowledge/articles',
    permission: 'knowledge.read',
    api: {
      summary: 'Every published article by its title',
      tag: 'Knowledge',
      output: z.object({ items: z.array(Title), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(listArticles, {}), nextCursor: null }),
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/knowledge/search',
    permission: 'knowledge.read',
    query: z.strictObject({
      q: line(300),
      authorityId: z.coerce.number().int(),
      limit: z.coerce.number().int().min(1).max(50).optional(),
      kind: z.enum(['article', 'service']).optional(),
    }),
    api: {
      summary: 'Articles and services that answer the customer’s words, best first',
      tag: 'Knowledge',
      output: z.object({ items: z.array(Hit), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { q: words, ...rest } = context.query;
      const hits = await context.read(searchKnowledge, { words, ...rest });
      const items = hits.map((hit) => ({ ...hit, title: hit.title.map((run) => run.text).join('') }));
      return json({ items, nextCursor: null });
    },
  }),
  apiRoute({
    method: 'get',
    path: '/api/v1/knowledge/articles/:id',
    permission: 'knowledge.read',
    params: z.strictObject({ id: uuidField }),
    api: { summary: 'An article', tag: 'Knowledge', output: Article },
    handle: async (context) => {
      const article = await context.read(getArticle, { id: context.params.id });
      return json(article, { version: article.version });
    },
  }),
];
