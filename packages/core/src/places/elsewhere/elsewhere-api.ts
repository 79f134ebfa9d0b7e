import { z } from 'zod';
import { line } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { requireMay } from '../../kernel/scope.js';
import { addressBookFor, askAddresses } from './ask-elsewhere.js';
import { keepAddress } from './keep-address.js';

const tag = 'Places';

/** They stand before `/api/v1/places/:id`, which would take their name for an id. */
export const elsewhereApi: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/places/elsewhere',
    permission: 'places.look-up',
    query: z.strictObject({ q: line(200), authorityId: z.coerce.number().int() }),
    api: {
      summary:
        'Addresses by postcode or words as the system knows them in which a council looks addresses up; it is asked now, and waited for a few seconds. `state` is null where there is none',
      tag,
      output: z.object({
        connection: z.string().nullable(),
        systemName: z.string().nullable(),
        state: z.enum(['answered', 'resting', 'failed', 'late']).nullable(),
        items: z.array(z.object({ uprn: z.string(), line: z.string(), chosen: z.string() })),
        more: z.boolean(),
        nextCursor: z.null(),
      }),
    },
    handle: async ({ kernel, visitor, query: { q, authorityId } }) => {
      requireMay(visitor.actor, 'places.look-up', authorityId);
      const book = addressBookFor(kernel, visitor.actor, authorityId);
      const none = { connection: null, systemName: null, state: null, items: [], more: false, nextCursor: null };
      if (book === undefined) return json(none);
      const answer = await askAddresses(kernel, book, q);
      return json({ ...none, connection: book.name, systemName: book.title, ...answer });
    },
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/places/elsewhere',
    permission: 'places.look-up',
    body: keepAddress.input,
    api: {
      summary: 'Keep an address that was looked up: give the `chosen` of it, within a day',
      tag,
      output: z.object({ id: z.string(), uprn: z.string(), line: z.string() }),
    },
    handle: async (context) => json(await context.run(keepAddress, context.body)),
  }),
];
