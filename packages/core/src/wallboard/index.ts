import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { reportQueues } from './commands/report-queues.js';
import { deskRoutes } from './desk.js';
import { forgetReports } from './jobs.js';
import { permissions } from './permissions.js';
import { getWallboard } from './queries.js';

export { getWallboard, reportQueues };
export type { Wallboard } from './types.js';

/** What is going on now, for team leaders: contacts under way, calls that wait, what was done today. */
export const wallboard = defineCapability({
  name: 'wallboard',
  permissions,
  commands: [reportQueues],
  queries: [getWallboard],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [forgetReports],
});
