import { z } from 'zod';
import { uuidField } from '../../kernel/input.js';
import { apiRoute, json, type Route } from '../../kernel/route.js';
import { tag } from '../api.js';
import { editView, forgetView, saveView } from '../commands/save-view.js';
import { ifMatch } from '../if-match.js';
import { QueueFilterFields } from './queue-address.js';
import { listSavedViews } from './saved-view-queries.js';

const ViewShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  name: z.string(),
  filter: z.object({
    view: z.string().optional(),
    team: z.string().optional(),
    authority: z.number().optional(),
    service: z.string().optional(),
    q: z.string().optional(),
  }),
  personId: z.string(),
  teamId: z.string().nullable(),
  teamName: z.string().nullable(),
  version: z.number(),
  count: z.number(),
});

const params = z.strictObject({ viewId: uuidField });

export const savedViewApiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/saved-views',
    permission: 'cases.read',
    api: {
      summary: 'Your saved views of the queue and your teams’, with how many open cases each has, counted up to 1,000',
      tag,
      output: z.object({ items: z.array(ViewShape), nextCursor: z.null() }),
    },
    handle: async (context) => json({ items: await context.read(listSavedViews, {}), nextCursor: null }),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/saved-views',
    permission: 'cases.read',
    body: z.strictObject({ name: z.string(), filter: QueueFilterFields, teamId: uuidField.optional() }),
    api: { summary: 'Save a view, for yourself or for a team', tag, status: 201, output: z.object({ id: z.string() }) },
    handle: async (context) => json(await context.run(saveView, context.body), { status: 201, version: 1 }),
  }),
  apiRoute({
    method: 'patch',
    path: '/api/v1/saved-views/:viewId',
    permission: 'cases.read',
    params,
    body: z.strictObject({ name: z.string().optional(), filter: QueueFilterFields.optional() }),
    api: {
      summary: 'Rename a saved view, or give it another filter',
      tag,
      output: z.object({ id: z.string(), version: z.number() }),
    },
    handle: async (context) => {
      const about = { ...context.body, id: context.params.viewId };
      const done = await ifMatch(context, (expectedVersion) => context.run(editView, { ...about, expectedVersion }));
      return json(done, { version: done.version });
    },
  }),
  apiRoute({
    method: 'delete',
    path: '/api/v1/saved-views/:viewId',
    permission: 'cases.read',
    params,
    api: { summary: 'Forget a saved view', tag, output: z.object({ id: z.string() }) },
    handle: async (context) => {
      const id = context.params.viewId;
      return json(await ifMatch(context, (expectedVersion) => context.run(forgetView, { id, expectedVersion })));
    },
  }),
];
