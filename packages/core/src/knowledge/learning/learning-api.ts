import { z } from 'zod';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { learnEnquiries } from '../commands/learn-enquiries.js';
import { logGap } from '../commands/log-gap.js';
import { listGaps } from '../editing/editing-queries.js';

const tag = 'Knowledge';

const learn = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/resolved-enquiries',
  permission: 'knowledge.edit',
  body: learnEnquiries.input,
  api: {
    summary: 'Tell the search which article or service resolved what customers said, up to 200 enquiries at a time',
    tag,
    status: 201,
    output: z.object({ learned: z.number() }),
  },
  handle: async (context) => json(await context.run(learnEnquiries, context.body), { status: 201 }),
});

const gap = apiRoute({
  method: 'post',
  path: '/api/v1/knowledge/gaps',
  permission: 'knowledge.report',
  body: logGap.input,
  api: { summary: 'Count words that found no answer', tag, status: 201, output: z.object({ counted: z.boolean() }) },
  handle: async (context) => json(await context.run(logGap, context.body), { status: 201 }),
});

const Gap = z.object({
  authorityId: z.number(),
  stem: z.string(),
  word: z.string(),
  customers: z.number(),
  gaps: z.number(),
  lastAt: z.number(),
  nowFinds: z.string().optional(),
});

const gaps = apiRoute({
  method: 'get',
  path: '/api/v1/knowledge/gaps',
  permission: 'knowledge.edit',
  query: listGaps.input,
  api: {
    summary: 'Words with which several different customers found nothing, commonest first',
    tag,
    output: z.object({ items: z.array(Gap), nextCursor: z.null() }),
  },
  handle: async (context) => json({ items: await context.read(listGaps, context.query), nextCursor: null }),
});

export const learningApiRoutes: readonly Route[] = [learn, gap, gaps];
