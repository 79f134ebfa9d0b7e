import { z } from 'zod';
import type { Command } from '../../kernel/command.js';
import { malformed } from '../../kernel/errors.js';
import { optional, uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { ApiHit } from '../api-types.js';
import { dismissDuplicate, undoDismissal } from '../commands/dismiss-duplicate.js';
import { lookForDuplicates } from '../commands/look-for-duplicates.js';
import { listDuplicates, pairsShown } from './duplicates-queries.js';

const tag = 'Customers';
const permission = 'customers.review-duplicates';
const Changed = z.object({ id: z.string(), version: z.number() });
const ApiPair = z.object({
  id: z.string(),
  authorityId: z.number(),
  probability: z.number(),
  verdict: z.enum(['merge', 'review']),
  one: ApiHit,
  other: ApiHit,
  evidence: z.array(
    z.object({
      field: z.string(),
      level: z.string(),
      words: z.string(),
      bearing: z.enum(['for', 'against', 'little']),
    }),
  ),
  foundAt: z.number(),
  dismissedAt: z.number().nullable(),
  version: z.number(),
});

const list = apiRoute({
  method: 'get',
  path: '/api/v1/customer-pairs',
  permission,
  query: z.strictObject({
    shows: z.enum(pairsShown).default('merge'),
    authorityId: optional(z.coerce.number().int().positive()),
    limit: z.coerce.number().int().min(1).max(200).default(25),
    cursor: optional(z.string().max(100)),
  }),
  api: {
    summary: 'Records that may be of one customer, the likeliest first, with the evidence',
    tag,
    output: z.object({ items: z.array(ApiPair), nextCursor: z.string().nullable() }),
  },
  handle: async (context) => {
    const { shows, authorityId, limit, cursor } = context.query;
    const within = authorityId === undefined ? {} : { authorityId };
    const found = await context.read(listDuplicates, {
      shows,
      limit,
      ...within,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = found.items.map(({ customerId: _one, otherId: _other, pattern: _pattern, ...item }) => item);
    return json({ items, nextCursor: found.nextCursor });
  },
});

const look = apiRoute({
  method: 'post',
  path: '/api/v1/customer-pairs/look',
  permission,
  body: lookForDuplicates.input,
  api: {
    summary: 'Have an authority’s customers looked through for duplicates, soon',
    tag,
    output: z.object({}),
  },
  handle: async (context) => json(await context.run(lookForDuplicates, context.body)),
});

function decide(
  does: 'dismiss' | 'reopen',
  summary: string,
  command: Command<typeof dismissDuplicate.input, z.output<typeof Changed>>,
): Route {
  return apiRoute({
    method: 'post',
    path: `/api/v1/customer-pairs/:id/${does}`,
    permission,
    params: z.strictObject({ id: uuidField }),
    api: { summary, tag, output: Changed },
    handle: async (context) => {
      const { ifMatch } = context;
      if (ifMatch === undefined) throw malformed({}, 'Send If-Match with the version of the pair that you read.');
      const changed = await context.run(command, { id: context.params.id, expectedVersion: ifMatch });
      return json(changed, { version: changed.version });
    },
  });
}

export const duplicateApiRoutes: readonly Route[] = [
  list,
  look,
  decide('dismiss', 'Say that two records are not of one customer; they stay away until one changes', dismissDuplicate),
  decide('reopen', 'Take back that two records are not of one customer', undoDismissal),
];
