import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { markRead } from './commands/mark-read.js';
import { notify } from './commands/notify.js';
import { deskRoutes } from './desk.js';
import { takeBackKept, tellStaff, tidyNotifications } from './jobs.js';
import { permissions } from './permissions.js';
import { listNotifications } from './queries.js';

export { listNotifications, markRead };
export type { Notification, NotificationKind } from './types.js';

/** Notifications: what staff should know of without looking for it. */
export const notifications = defineCapability({
  name: 'notifications',
  permissions,
  commands: [markRead, notify],
  queries: [listNotifications],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [takeBackKept, tellStaff, tidyNotifications],
});
