import { z } from 'zod';
import { standings } from '../../authorities/index.js';
import { preconditionFailed } from '../../kernel/errors.js';
import { line, versionField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { keepOwnArticle, takeSharedArticle } from '../commands/take-shared.js';
import { knowledgeArticle } from '../types.js';
import { compareShared, listSharedKnowledge } from './shared-queries.js';
import { standingOf, type Variant } from '../../authorities/index.js';

const tag = 'Knowledge';
const Own = z.object({
  id: z.string(),
  version: z.number(),
  inUse: z.boolean(),
  basedOn: z.number().nullable(),
});
const Shared = z.object({
  key: z.string(),
  title: z.string(),
  standing: z.enum(standings),
  shared: z.object({ number: z.number(), changedAt: z.number(), changedBy: z.string().optional() }),
  own: Own.optional(),
});
const differences = z.array(z.object({ label: z.string(), was: z.string(), is: z.string() }));

function toShared(variant: Variant) {
  const { key, title, shared, own } = variant;
  return { key, title, standing: standingOf(variant), shared, ...(own ? { own } : {}) };
}

const list = apiRoute({
  method: 'get',
  path: '/api/v1/knowledge/shared',
  permission: 'knowledge.edit',
  query: listSharedKnowledge.input,
  api: {
    summary:
      'The partnership’s articles and how an authority stands to each, 50 a page; for the partnership, who has their own',
    tag,
    output: z.object({
      items: z.array(Shared.extend({ councils: z.array(z.string()).optional() })),
      counts: z.object({ behind: z.number(), ours: z.number(), shared: z.number() }),
      hasMore: z.boolean(),
    }),
  },
  handle: async (context) => {
    const { items, counts, hasMore, differing } = await context.read(listSharedKnowledge, context.query);
    const listed = items.map((item) => ({
      ...toShared(item),
      ...(differing ? { councils: differing.get(item.key) ?? [] } : {}),
    }));
    return json({ items: listed, counts, hasMore });
  },
});

const compare = apiRoute({
  method: 'get',
  path: '/api/v1/knowledge/shared/:key',
  permission: 'knowledge.edit',
  params: z.strictObject({ key: line(60) }),
  query: z.strictObject({ authorityId: z.coerce.number().int() }),
  api: {
    summary:
      'A shared article beside an authority’s own, and what the partnership changed since ours was held against it',
    tag,
    output: Shared.extend({
      content: knowledgeArticle,
      changes: differences.optional(),
      differences: differences.optional(),
    }),
  },
  handle: async (context) => {
    const found = await context.read(compareShared, { ...context.params, ...context.query });
    const { content, changes, differences } = found;
    return json({
      ...toShared(found),
      content,
      ...(changes ? { changes } : {}),
      ...(differences ? { differences } : {}),
    });
  },
});

const take = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/shared/:sharedKey/take',
  permission: 'knowledge.edit',
  params: z.strictObject({ sharedKey: line(60) }),
  body: z.strictObject({ authorityId: z.number().int(), number: versionField }),
  api: {
    summary: 'Begin an authority’s own article, as a draft, from the shared one of the number that was read',
    tag,
    status: 201,
    output: z.object({ id: z.string(), number: z.number(), version: z.number() }),
  },
  handle: async (context) => {
    const taken = await context.run(takeSharedArticle, { key: context.params.sharedKey, ...context.body });
    return json(taken, { status: 201, version: taken.version });
  },
});

const keep = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/shared/:key/keep',
  permission: 'knowledge.edit',
  params: z.strictObject({ key: line(60) }),
  body: z.strictObject({ authorityId: z.number().int(), number: versionField }),
  api: {
    summary:
      'Say that an authority’s own article stays as it is beside the shared one of a number; If-Match names ours',
    tag,
    output: z.object({ id: z.string(), version: z.number() }),
  },
  handle: async (context) => {
    const expectedVersion = context.ifMatch;
    if (expectedVersion === undefined)
      throw preconditionFailed({}, 'Send If-Match with the ETag of the article that you read.');
    const kept = await context.run(keepOwnArticle, { ...context.params, ...context.body, expectedVersion });
    return json(kept, { version: kept.version });
  },
});

export const sharedApiRoutes: readonly Route[] = [list, compare, take, keep];
