import { defineCapability } from '../kernel/capability.js';
import { customerRoutes } from './customer/customer-desk.js';
import { homeRoutes } from './home/home-desk.js';
import { interactionRoutes } from './interaction/routes.js';
import { propertyRoutes } from './property/property-desk.js';
import { searchRoutes } from './search/search-desk.js';

export { deskFrame } from './frame.js';

/** The pages that join capabilities: home, search, the call, the customer and the property. */
export const desk = defineCapability({
  name: 'desk',
  permissions: [],
  commands: [],
  queries: [],
  routes: [...homeRoutes, ...interactionRoutes, ...searchRoutes, ...customerRoutes, ...propertyRoutes],
  jobs: [],
});
