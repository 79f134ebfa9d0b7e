import { z } from 'zod';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { listCalls } from './list-calls.js';

const words = z.string().nullable();
const at = z.number().nullable();

export const callRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/calls',
    permission: 'interactions.handle',
    query: listCalls.input,
    api: {
      summary: 'Calls that ring or go on and are no contact yet, as telephone systems tell of them',
      tag: 'Interactions',
      output: z.object({
        items: z.array(
          z.object({
            ...{ id: z.string(), authorityId: z.number(), callId: z.string(), caller: words, called: words },
            ...{ agent: words, ringingAt: at, answeredAt: at, lineName: words },
          }),
        ),
        nextCursor: z.null(),
      }),
    },
    handle: async ({ query, read }) => json({ items: await read(listCalls, query), nextCursor: null }),
  }),
];
