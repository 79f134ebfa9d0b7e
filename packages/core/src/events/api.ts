import { z } from 'zod';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { FeedInput, readFeed } from './queries.js';
import { EventShape } from './shown-event.js';

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/events',
    permission: 'events.read',
    query: FeedInput,
    api: {
      summary: 'What happened since a cursor, in order: ids and references alone. 410 when the cursor is too old',
      tag: 'Events',
      output: z.object({ items: z.array(EventShape), nextCursor: z.string(), hasMore: z.boolean() }),
    },
    handle: async ({ query: { kind, ...query }, read }) =>
      json(await read(readFeed, { ...query, ...(kind ? { kind: kind.join(',') } : {}) })),
  }),
];
