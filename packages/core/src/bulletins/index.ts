import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { acknowledgeBulletins } from './commands/acknowledge-bulletins.js';
import { changeBulletin } from './commands/change-bulletin.js';
import { withdrawBulletin } from './commands/withdraw-bulletin.js';
import { writeBulletin } from './commands/write-bulletin.js';
import { deskRoutes } from './desk.js';
import { permissions } from './permissions.js';
import { getBulletin, listBulletins } from './queries.js';

export { acknowledgeBulletins, changeBulletin, getBulletin, listBulletins, withdrawBulletin, writeBulletin };
export { countUnread, liveBulletins } from './live-bulletins.js';
export { broughtUpBy, pinnedTo, type Matter as BulletinMatter } from './rules.js';
export type { Bulletin } from './types.js';
export { bulletinHref, bulletinNotes, type BulletinNote } from './views.js';

/** Urgent notices to staff, above what a search finds. */
export const bulletins = defineCapability({
  name: 'bulletins',
  permissions,
  commands: [acknowledgeBulletins, changeBulletin, withdrawBulletin, writeBulletin],
  queries: [getBulletin, listBulletins],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [],
});
