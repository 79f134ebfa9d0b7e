import { defineCapability } from '../kernel/capability.js';
import { searchRoutes } from './search/search-desk.js';

export { deskFrame } from './frame.js';

/** The pages that join capabilities: home, search, the call, the customer and the property. */
export const desk = defineCapability({
  name: 'desk',
  permissions: [],
  commands: [],
  queries: [],
  routes: [...searchRoutes],
  jobs: [],
});
