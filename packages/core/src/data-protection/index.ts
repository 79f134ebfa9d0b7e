import { defineCapability } from '../kernel/capability.js';
import { retentionApiRoutes } from './retention-api.js';
import { retentionRoutes } from './retention-desk.js';
import { getRetentionState, listPastCases } from './queries.js';

export { getRetentionState, listPastCases };

/** What data protection asks of every council: how long records are kept and what is past its time. */
export const dataProtection = defineCapability({
  name: 'data-protection',
  permissions: [],
  commands: [],
  queries: [getRetentionState, listPastCases],
  routes: [...retentionRoutes, ...retentionApiRoutes],
  jobs: [],
});
