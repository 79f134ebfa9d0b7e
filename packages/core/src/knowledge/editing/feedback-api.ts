import { z } from 'zod';
import { preconditionFailed } from '../../kernel/errors.js';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { giveFeedback } from '../commands/give-feedback.js';
import { saveSynonyms } from '../commands/save-synonyms.js';
import { settleFeedback } from '../commands/settle-feedback.js';
import { listFeedback } from './feedback-queries.js';
import { problems } from './feedback-repository.js';
import { getSynonyms } from '../search/synonyms-queries.js';

const tag = 'Knowledge';
const Id = z.object({ id: z.string() });

const Feedback = z.object({
  id: z.string(),
  authorityId: z.number(),
  articleId: z.string(),
  articleTitle: z.string(),
  versionNumber: z.number(),
  problem: z.enum(problems),
  note: z.string().optional(),
  givenBy: z.string(),
  givenAt: z.number(),
  version: z.number(),
});

const give = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/articles/:id/feedback',
  permission: 'knowledge.report',
  params: z.strictObject({ id: uuidField }),
  body: giveFeedback.input.omit({ articleId: true }),
  api: { summary: 'Say that an article is wrong or unclear', tag, status: 201, output: Id },
  handle: async (context) => {
    const input = { ...context.body, articleId: context.params.id };
    return json(await context.run(giveFeedback, input), { status: 201 });
  },
});

const list = apiRoute({
  method: 'get',
  path: '/api/v1/knowledge/feedback',
  permission: 'knowledge.edit',
  api: {
    summary: 'What advisers found wrong or unclear and no editor has settled, oldest first',
    tag,
    output: z.object({ items: z.array(Feedback), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(listFeedback, {}), nextCursor: null }),
});

const settle = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/feedback/:feedbackId/settle',
  permission: 'knowledge.edit',
  params: z.strictObject({ feedbackId: uuidField }),
  api: { summary: 'Settle feedback; name its version in If-Match', tag, output: Id },
  handle: async (context) => {
    const expectedVersion = context.ifMatch;
    if (expectedVersion === undefined) throw preconditionFailed({}, 'Send If-Match with the version of the feedback.');
    return json(await context.run(settleFeedback, { id: context.params.feedbackId, expectedVersion }));
  },
});

const Synonyms = z.object({
  groups: z.array(z.array(z.string())),
  version: z.number(),
  whose: z.enum(['own', 'partnership', 'shipped']),
});

const readSynonyms = apiRoute({
  method: 'get',
  path: '/api/v1/knowledge/synonyms',
  permission: 'knowledge.edit',
  query: getSynonyms.input,
  api: {
    summary: 'The words that mean the same to an authority’s searches, and whose list that is',
    tag,
    output: Synonyms,
  },
  handle: async (context) => json(await context.read(getSynonyms, context.query)),
});

const writeSynonyms = apiRoute({
  method: 'put',
  path: '/api/v1/knowledge/synonyms',
  permission: 'knowledge.edit',
  body: saveSynonyms.input,
  api: {
    summary: 'Save an authority’s own list of synonyms over the version that was read; 0 where it had none',
    tag,
    output: z.object({ version: z.number() }),
  },
  handle: async (context) => json(await context.run(saveSynonyms, context.body)),
});

export const feedbackApiRoutes: readonly Route[] = [give, list, settle, readSynonyms, writeSynonyms];
