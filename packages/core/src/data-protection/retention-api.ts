import { z } from 'zod';
import { asRead, GivenRetention, keptClasses, retentionPermission, setRetention } from '../authorities/index.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { caseClasses, getRetentionState, listPastCases } from './queries.js';

const params = z.strictObject({ id: z.coerce.number().int() });
const permission = retentionPermission;
const path = '/api/v1/authorities/:id/retention';
const tag = 'Authorities';

const Rule = z.object({ years: z.number(), basis: z.string() });
const KeptRecords = Rule.extend({
  kind: z.enum(keptClasses),
  standing: z.enum(['behind', 'ours', 'shared']),
  shared: Rule,
  past: z.object({ count: z.number(), hasMore: z.boolean() }),
});
const PastCase = z.object({ id: z.string(), reference: z.string(), closedAt: z.number(), keptUntil: z.string() });

/** How long an authority keeps its records, and what is past its time. */
export const retentionApiRoutes: readonly Route[] = [
  apiRoute({
    ...{ method: 'get', path, permission, params },
    api: {
      summary: 'For how long an authority keeps each class of records, and how many are past their time today',
      tag,
      output: z.object({ authorityId: z.number(), version: z.number(), items: z.array(KeptRecords) }),
    },
    handle: async (context) => {
      const found = await context.read(getRetentionState, { authorityId: context.params.id });
      return json({ ...found, items: [...found.items] }, { version: found.version });
    },
  }),
  apiRoute({
    ...{ method: 'put', path, permission, params, body: z.strictObject({ rules: GivenRetention }) },
    api: {
      summary: 'Set it: a class that is left out follows the partnership',
      tag,
      output: z.object({ authorityId: z.number(), version: z.number() }),
    },
    handle: async (context) => {
      const input = { ...context.body, authorityId: context.params.id, expectedVersion: asRead(context.ifMatch) };
      const changed = await context.run(setRetention, input);
      return json(changed, { version: changed.version });
    },
  }),
  apiRoute({
    ...{ method: 'get', path: `${path}/cases`, permission, params },
    query: z.strictObject({
      kind: z.enum(caseClasses).default('case'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(200).optional(),
    }),
    api: {
      summary: 'Closed cases that are past their time, the longest closed first',
      tag,
      output: z.object({
        kind: z.enum(caseClasses),
        years: z.number(),
        items: z.array(PastCase),
        nextCursor: z.string().nullable(),
      }),
    },
    handle: async ({ read, params: { id }, query }) => {
      const found = await read(listPastCases, { ...query, authorityId: id });
      return json({ ...found, items: [...found.items] });
    },
  }),
];
