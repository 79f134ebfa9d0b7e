import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { versionOf } from '../api.js';
import { mergeCustomers } from '../commands/merge-customers.js';
import { unMergeCustomers } from '../commands/un-merge-customers.js';
import { listMerges } from './merge-queries.js';

const tag = 'Customers';
const byId = z.strictObject({ id: uuidField });

const ApiMerge = z.object({
  id: z.string(),
  survivorId: z.string(),
  mergedId: z.string(),
  mergedName: z.string(),
  reason: z.string(),
  mergedAt: z.number(),
  mergedByName: z.string().nullable(),
  undoneAt: z.number().nullable(),
  undoneByName: z.string().nullable(),
  undoneReason: z.string().nullable(),
});

const list = apiRoute({
  method: 'get',
  path: '/api/v1/customers/:id/merges',
  permission: 'customers.merge',
  params: byId,
  api: {
    summary: 'The merges that made a customer’s record what it is, and those that were taken back',
    tag,
    output: z.object({ items: z.array(ApiMerge), nextCursor: z.null() }),
  },
  handle: async (context) => {
    const merges = await context.read(listMerges, { customerId: context.params.id });
    const items = merges.map(({ id, survivorId, mergedId, mergedName, reason, mergedAt, ...rest }) => {
      const { mergedByName, undoneAt, undoneByName, undoneReason } = rest;
      const done = { id, survivorId, mergedId, mergedName, reason, mergedAt, mergedByName };
      return { ...done, undoneAt, undoneByName, undoneReason };
    });
    return json({ items, nextCursor: null });
  },
});

const merge = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/merges',
  permission: 'customers.merge',
  params: byId,
  body: mergeCustomers.input.omit({ survivorId: true, survivorVersion: true }),
  api: {
    summary:
      'Merge another customer into this one, whose version If-Match names; nothing is lost and all can be undone',
    tag,
    output: z.object({ id: z.string(), survivorId: z.string(), version: z.number(), moved: z.number() }),
    status: 201,
  },
  handle: async (context) => {
    const survivor = { survivorId: context.params.id, survivorVersion: versionOf(context) };
    const merged = await context.run(mergeCustomers, { ...context.body, ...survivor });
    return json(merged, { status: 201, version: merged.version });
  },
});

const undo = apiRoute({
  method: 'post',
  path: '/api/v1/customers/:id/merges/:mergeId/undo',
  permission: 'customers.merge',
  params: z.strictObject({ id: uuidField, mergeId: uuidField }),
  body: unMergeCustomers.input.omit({ mergeId: true }),
  api: {
    summary: 'Take a merge back: every row returns to its owner; rows added since that are in take go along',
    tag,
    output: z.object({ id: z.string(), survivorId: z.string(), mergedId: z.string(), returned: z.number() }),
  },
  handle: async (context) =>
    json(await context.run(unMergeCustomers, { ...context.body, mergeId: context.params.mergeId })),
});

export const mergeApiRoutes: readonly Route[] = [list, merge, undo];
