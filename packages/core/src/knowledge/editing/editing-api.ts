import { z } from 'zod';
import { preconditionFailed } from '../../kernel/errors.js';
import { uuidField, versionField } from '../../kernel/input.js';
import { apiRoute, json, type Route, type RouteContext } from '../../kernel/route.js';
import { publishVersion } from '../commands/publish-version.js';
import { restoreVersion } from '../commands/restore-version.js';
import { createArticle, reviseArticle } from '../commands/save-article.js';
import { withdrawArticle } from '../commands/withdraw-article.js';
import { getDraft, listVersions } from './editing-queries.js';
import { knowledgeArticle } from '../types.js';

const tag = 'Knowledge';
const byId = z.strictObject({ id: uuidField });
const state = z.enum(['draft', 'published']).default('published');

const Saved = z.object({ id: z.string(), number: z.number(), version: z.number() });
const Version = z.object({
  id: z.string(),
  number: z.number(),
  content: knowledgeArticle,
  savedAt: z.number(),
  savedBy: z.string().optional(),
  isPublished: z.boolean(),
});
const Stored = z.object({
  id: z.string(),
  authorityId: z.number(),
  key: z.string(),
  state: z.enum(['draft', 'published', 'withdrawn']),
  version: z.number(),
  lastNumber: z.number(),
  basedOn: z.number().nullable(),
});

/** The version that the sender read. An edit without it could overwrite somebody else's. */
function versionOf({ ifMatch }: Pick<RouteContext<unknown, unknown, unknown>, 'ifMatch'>): number {
  if (ifMatch === undefined) throw preconditionFailed({}, 'Send If-Match with the ETag of the article that you read.');
  return ifMatch;
}

const create = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/articles',
  permission: 'knowledge.edit',
  body: z.strictObject({ authorityId: z.number().int(), article: knowledgeArticle, state }),
  api: { summary: 'Write an article: published at once, or as a draft', tag, status: 201, output: Saved },
  handle: async (context) => {
    const saved = await context.run(createArticle, context.body);
    return json(saved, { status: 201, version: saved.version });
  },
});

const revise = apiRoute({
  method: 'put',
  path: '/api/v1/knowledge/articles/:id',
  permission: 'knowledge.edit',
  params: byId,
  body: z.strictObject({ article: knowledgeArticle, state, takesIn: versionField.optional() }),
  api: {
    summary:
      'Save an article’s text as its next version; name the version that you read in If-Match. `takesIn`: the number of the shared article whose changes it takes in',
    tag,
    output: Saved,
  },
  handle: async (context) => {
    const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
    const saved = await context.run(reviseArticle, input);
    return json(saved, { version: saved.version });
  },
});

const publish = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/articles/:id/publish',
  permission: 'knowledge.edit',
  params: byId,
  body: z.strictObject({ number: versionField.optional() }),
  api: {
    summary: 'Publish the newest saved version, or the one of a number; If-Match as for a change',
    tag,
    output: Saved,
  },
  handle: async (context) => {
    const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
    const saved = await context.run(publishVersion, input);
    return json(saved, { version: saved.version });
  },
});

const restore = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/articles/:id/restore',
  permission: 'knowledge.edit',
  params: byId,
  body: z.strictObject({ number: versionField }),
  api: {
    summary: 'Make an earlier version’s text the newest, as a draft; If-Match as for a change',
    tag,
    output: Saved,
  },
  handle: async (context) => {
    const input = { ...context.params, ...context.body, expectedVersion: versionOf(context) };
    const saved = await context.run(restoreVersion, input);
    return json(saved, { version: saved.version });
  },
});

const readDraft = apiRoute({
  method: 'get',
  path: '/api/v1/knowledge/articles/:id/draft',
  permission: 'knowledge.edit',
  params: byId,
  api: {
    summary: 'An article as editors find it: its newest text, published or not',
    tag,
    output: Stored.extend({ newest: Version }),
  },
  handle: async (context) => {
    const draft = await context.read(getDraft, context.params);
    return json(draft, { version: draft.version });
  },
});

const versions = apiRoute({
  method: 'get',
  path: '/api/v1/knowledge/articles/:id/versions',
  permission: 'knowledge.edit',
  params: byId,
  api: {
    summary: 'What was ever saved of an article, newest first',
    tag,
    output: z.object({ items: z.array(Version), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const { versions: items } = await context.read(listVersions, context.params);
    return json({ items, nextCursor: null });
  },
});

const withdraw = apiRoute({
  method: 'delete',
  path: '/api/v1/knowledge/articles/:id',
  permission: 'knowledge.edit',
  params: byId,
  query: z.strictObject({ expectedVersion: versionField.optional() }),
  api: {
    summary: 'Withdraw an article: name its version in If-Match',
    tag,
    output: z.object({ id: z.string(), version: z.number() }),
  },
  handle: async (context) => {
    const expectedVersion = context.query.expectedVersion ?? versionOf(context);
    return json(await context.run(withdrawArticle, { ...context.params, expectedVersion }));
  },
});

export const editingApiRoutes: readonly Route[] = [create, revise, publish, restore, readDraft, versions, withdraw];
