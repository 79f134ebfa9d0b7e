import { z } from 'zod';
import { deskRoute, page, redirect, type Route } from '../kernel/route.js';
import { markRead } from './commands/mark-read.js';
import { listNotifications } from './queries.js';
import { notificationsPage } from './views.js';

export const deskRoutes: readonly Route[] = [
  deskRoute({
    method: 'get',
    path: '/desk/notifications',
    permission: 'notifications.read',
    query: z.strictObject({ cursor: z.string().max(200).optional() }),
    handle: async (context) => {
      const { now, visitor } = context;
      const list = await context.read(listNotifications, context.query);
      const model = notificationsPage(list, { now, csrfToken: visitor.session?.csrfToken ?? '' });
      return page('/notifications/views/notifications', model, { title: 'Notifications', nav: 'notifications' });
    },
  }),
  deskRoute({
    method: 'post',
    path: '/desk/notifications/read',
    permission: 'notifications.read',
    body: z.strictObject({}),
    handle: async (context) => {
      await context.run(markRead, {});
      return redirect('/desk/notifications', { say: 'All marked as read' });
    },
  }),
];
