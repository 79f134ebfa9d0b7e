import { z } from 'zod';
import { uuidField } from '../kernel/input.js';
import { apiRoute, json, type Route } from '../kernel/route.js';
import { markRead } from './commands/mark-read.js';
import { listNotifications } from './queries.js';
import { notificationKinds, subjectKinds } from './types.js';

const tag = 'Notifications';

const NotificationShape = z.object({
  id: z.string(),
  authorityId: z.number(),
  kind: z.enum(notificationKinds),
  subject: z.object({ kind: z.enum(subjectKinds), id: z.string() }),
  reference: z.string().nullable(),
  byName: z.string().nullable(),
  forName: z.string().nullable(),
  at: z.number(),
  readAt: z.number().nullable(),
});

export const apiRoutes: readonly Route[] = [
  apiRoute({
    method: 'get',
    path: '/api/v1/notifications',
    permission: 'notifications.read',
    query: z.strictObject({ cursor: z.string().max(200).optional() }),
    api: {
      summary: 'Your notifications, newest first',
      tag,
      output: z.object({ items: z.array(NotificationShape), nextCursor: z.string().nullable() }),
    },
    handle: async (context) => json(await context.read(listNotifications, context.query)),
  }),
  apiRoute({
    method: 'post',
    path: '/api/v1/notifications/read',
    permission: 'notifications.read',
    body: z.strictObject({ id: uuidField.optional() }),
    api: { summary: 'Mark one of your notifications as read, or all', tag, output: z.object({}) },
    handle: async (context) => json(await context.run(markRead, context.body)),
  }),
];
