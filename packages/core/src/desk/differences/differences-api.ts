import { z } from 'zod';
import { managedCouncil } from '../../authorities/index.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { countDifferences, differenceKinds } from './count-differences.js';

const permission = 'authorities.manage';
const Item = z.object({
  kind: z.enum(differenceKinds),
  ours: z.number(),
  behind: z.number().nullable(),
  shared: z.number(),
});

/** What a council does otherwise than the partnership, counted by kind. */
export const differencesApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/authorities/:id/differences',
    permission,
    params: z.strictObject({ id: z.coerce.number().int() }),
    api: {
      summary:
        'How much an authority has of its own in place of the partnership’s, by kind, and how much of that the partnership has changed since; for the partnership, of how much some council has its own',
      tag: 'Authorities',
      output: z.object({ items: z.array(Item), nextCursor: z.null() }),
    },
    handle: async (context) => {
      const { authority } = await managedCouncil(context, permission, context.params.id);
      const counts = await countDifferences(context.kernel, authority);
      return json({ items: differenceKinds.map((kind) => ({ kind, ...counts[kind] })), nextCursor: null });
    },
  }),
];
