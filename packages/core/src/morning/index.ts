import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { acknowledgeWork } from './commands/acknowledge-work.js';
import { deskRoutes } from './desk.js';
import { permissions } from './permissions.js';
import { listMorning } from './queries.js';

export { acknowledgeWork, listMorning };

/** The next morning's list: what other councils did for one's own by agreement, until somebody has acknowledged it. */
export const morning = defineCapability({
  name: 'morning',
  permissions,
  commands: [acknowledgeWork],
  queries: [listMorning],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [],
});
