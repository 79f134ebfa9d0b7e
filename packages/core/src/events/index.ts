import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { permissions } from './permissions.js';
import { readFeed } from './queries.js';

export { catalogue, eventKinds, inside } from './catalogue.js';
export { describeEvents } from './describe-events.js';
export { readFeed, type Feed } from './queries.js';
export type { ShownEvent } from './shown-event.js';

/** What happened, for other systems. */
export const events = defineCapability({
  name: 'events',
  permissions,
  commands: [],
  queries: [readFeed],
  routes: apiRoutes,
  jobs: [],
});
