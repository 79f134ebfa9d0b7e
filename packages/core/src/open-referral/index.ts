import { defineCapability } from '../kernel/capability.js';
import { referralRoutes } from './referral-routes.js';

/** The councils’ services as open data, in the words of Open Referral UK 3.0. */
export const openReferral = defineCapability({
  name: 'open-referral',
  ...{ permissions: [], commands: [], queries: [], routes: referralRoutes, jobs: [] },
});
