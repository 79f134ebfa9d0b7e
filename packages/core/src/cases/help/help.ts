import type { Capability } from '../../kernel/capability.js';
import { askForHelp } from './ask-for-help.js';
import { forColleagueRoutes, listHelpFor } from './for-colleague-desk.js';
import { helpApiRoutes } from './help-api.js';
import { helpRoutes } from './help-desk.js';
import { getHelpService, getOwnFile, getOwnRequest, listHelp, listOwnRequests } from './help-queries.js';
import { getHelpUploads, keepHelpUpload } from './help-uploads.js';
import { cancelOwnRequest, reopenOwnRequest, writeToOwnRequest } from './own-request-steps.js';

/** What service desks for staff bring to the capability. */
export const help = {
  commands: [askForHelp, keepHelpUpload, writeToOwnRequest, cancelOwnRequest, reopenOwnRequest],
  queries: [listHelp, getHelpUploads, getHelpService, listOwnRequests, getOwnRequest, getOwnFile, listHelpFor],
  routes: [...helpRoutes, ...forColleagueRoutes, ...helpApiRoutes],
} satisfies Partial<Capability>;
