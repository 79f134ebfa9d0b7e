import { z } from 'zod';
import { AppError } from '../../kernel/errors.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { keepListed } from './keep-listed.js';
import { listDirectoryReadings } from './listed-queries.js';

const tag = 'Directory';
const permission = 'directory.import';
const path = '/api/v1/directory/listed';

const ApiReading = z.object({
  ...{ authorityId: z.number(), connection: z.string(), title: z.string() },
  last: z
    .object({
      ...{ readAt: z.number(), outcome: z.enum(['followed', 'waits', 'failed']), words: z.string() },
      ...{ added: z.number(), changed: z.number(), gone: z.number(), refused: z.number(), leftOut: z.number() },
    })
    .nullable(),
});

export const listedApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path,
    permission,
    api: {
      summary: 'Councils whose directories are connected, and what came of reading each last',
      tag,
      output: z.object({ items: z.array(ApiReading), nextCursor: z.null() }),
    },
    handle: async ({ read }) => json({ items: await read(listDirectoryReadings, {}), nextCursor: null }),
  }),
  apiRoute({
    method: 'post',
    path,
    permission,
    body: z.strictObject({ authorityId: z.int() }),
    api: {
      summary: 'Read a council’s directory now, as a file whose difference is looked at; nothing is written',
      tag,
      output: z.object({ id: z.string() }),
    },
    handle: async (context) => {
      const kept = await keepListed(context, context.body.authorityId);
      if ('failed' in kept) throw new AppError('directory_not_read', 502, kept.failed);
      return json(kept);
    },
  }),
];
