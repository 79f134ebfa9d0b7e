import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { correctResponsibility, endRule } from './commands/change-responsibility.js';
import { setResponsibility } from './commands/set-responsibility.js';
import { getResponsibilityRule, listResponsibilityRules } from './list-responsibilities.js';

const tag = 'Places';
const root = '/api/v1/responsibilities';
const manage = 'places.manage';
const params = z.strictObject({ id: uuidField });

const Rule = z.object({
  id: z.string(),
  areaKind: z.enum(['authority', 'ward', 'place']),
  area: z.string(),
  where: z.string(),
  serviceKey: z.string(),
  authorityId: z.number(),
  authorityName: z.string(),
  fromOn: z.string(),
  toOn: z.string().nullable(),
  version: z.number(),
});
const Written = z.object({ id: z.string(), version: z.number() });

export const responsibilityRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: root,
    permission: 'places.read',
    query: listResponsibilityRules.input,
    api: {
      summary: 'Who answers where: rules by service and area, fifty at a time; `nextCursor` is the next page',
      tag,
      output: z.object({ items: z.array(Rule), nextCursor: z.string().nullable() }),
    },
    handle: async (context) => {
      const { items, hasMore } = await context.read(listResponsibilityRules, context.query);
      return json({ items, nextCursor: hasMore ? String(context.query.page + 1) : null });
    },
  }),
  apiRoute({
    method: 'post',
    path: root,
    permission: manage,
    body: setResponsibility.input,
    api: { summary: 'Say who answers for a service in an area from a day on', tag, output: Written },
    handle: async (context) => json(await context.run(setResponsibility, context.body)),
  }),
  apiRoute({
    method: 'get',
    path: `${root}/:id`,
    permission: 'places.read',
    params,
    api: { summary: 'One rule of who answers where', tag, output: Rule },
    handle: async (context) => {
      const rule = await context.read(getResponsibilityRule, context.params);
      return json(rule, { version: rule.version });
    },
  }),
  apiRoute({
    method: 'patch',
    path: `${root}/:id`,
    permission: manage,
    params,
    body: correctResponsibility.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'Put right what was said wrongly; If-Match names its version', tag, output: Written },
    handle: async (context) => {
      const input = { ...context.body, ...context.params, expectedVersion: context.ifMatch };
      const done = await context.run(correctResponsibility, input);
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'post',
    path: `${root}/:id/end`,
    permission: manage,
    params,
    body: endRule.input.omit({ id: true, expectedVersion: true }),
    api: { summary: 'End a rule from a day on; If-Match names its version', tag, output: Written },
    handle: async (context) => {
      const input = { ...context.body, ...context.params, expectedVersion: context.ifMatch };
      const done = await context.run(endRule, input);
      return json(done, { version: done.version });
    },
  }),
];
