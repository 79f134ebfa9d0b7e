import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { decideAlert } from './commands/decide-alert.js';
import { endAlert } from './commands/end-alert.js';
import { proposeAlert } from './commands/propose-alert.js';
import { tellReviewDue } from './commands/tell-review-due.js';
import { reviewAlert } from './commands/review-alert.js';
import { deskRoutes } from './desk.js';
import { watchReviews } from './jobs.js';
import { permissions } from './permissions.js';
import { getAlert, listAlerts, listAlertsOn } from './queries.js';

export { decideAlert, endAlert, proposeAlert, reviewAlert };
export { getAlert, listAlerts, listAlertsOn };
export { readAlerts } from './read-alerts.js';
export type { Alert, AlertKind } from './types.js';
export type { AlertNoteView } from './views.js';

/** Alerts on customers and properties: proposed by one, approved by another, and gone when they expire. */
export const alerts = defineCapability({
  name: 'alerts',
  permissions,
  commands: [decideAlert, endAlert, proposeAlert, reviewAlert, tellReviewDue],
  queries: [getAlert, listAlerts, listAlertsOn],
  routes: [...deskRoutes, ...apiRoutes],
  jobs: [watchReviews],
});
