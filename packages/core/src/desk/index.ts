import { defineCapability, type Capability } from '../kernel/capability.js';
import type { TimelineSource } from '../kernel/timeline.js';
import { customerRoutes } from './customer/customer-desk.js';
import { forgetDrafts } from './drafts/forget-drafts.js';
import { differencesApiRoutes } from './differences/differences-api.js';
import { differencesRoutes } from './differences/differences-desk.js';
import { homeRoutes } from './home/home-desk.js';
import { interactionRoutes } from './interaction/routes.js';
import { propertyRoutes } from './property/property-desk.js';
import { searchRoutes } from './search/search-desk.js';
import { timelineApiRoutes } from './timeline/timeline-api.js';

export { deskFrame } from './frame.js';
export { forgetDrafts };

/** The pages that join capabilities: home, search, the call, the customer and the property. `timelines` are theirs. */
export function desk(timelines: readonly TimelineSource[]): Capability {
  return defineCapability({
    name: 'desk',
    permissions: [],
    commands: [],
    queries: [],
    routes: [
      ...[...homeRoutes, ...interactionRoutes, ...searchRoutes, ...customerRoutes(timelines), ...propertyRoutes],
      ...differencesRoutes,
      ...differencesApiRoutes,
      ...timelineApiRoutes(timelines),
    ],
    jobs: [forgetDrafts],
  });
}
