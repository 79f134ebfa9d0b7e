import type { Route } from '../../kernel/route.js';
import { logRoutes } from './log-routes.js';
import { notesRoutes } from './notes-routes.js';
import { pageRoutes } from './page-routes.js';
import { startRoutes } from './start-routes.js';
import { whoRoutes } from './who-routes.js';
import { whyRoutes } from './why-routes.js';

/** The call page and all that is done on it. `new` comes before `:id`, which would take it for an id. */
export const interactionRoutes: readonly Route[] = [
  ...startRoutes,
  ...pageRoutes,
  ...whoRoutes,
  ...whyRoutes,
  ...logRoutes,
  ...notesRoutes,
];
