import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { permissions } from './permissions.js';
import { readFeed } from './queries.js';
import { webhookApiRoutes } from './webhooks/api.js';
import { addWebhook } from './webhooks/commands/add-webhook.js';
import { pauseWebhook } from './webhooks/commands/pause-webhook.js';
import { webhookDeskRoutes } from './webhooks/desk.js';
import { webhookCommands, webhookJobs, webhookQueries } from './webhooks/webhooks.js';

export { catalogue, eventKinds, inside } from './catalogue.js';
export { describeEvents } from './describe-events.js';
export { addWebhook, pauseWebhook };
export { readFeed, type Feed } from './queries.js';
export type { ShownEvent } from './shown-event.js';

/** What happened, for other systems. */
export const events = defineCapability({
  name: 'events',
  permissions,
  commands: webhookCommands,
  queries: [readFeed, ...webhookQueries],
  routes: [...apiRoutes, ...webhookApiRoutes, ...webhookDeskRoutes],
  jobs: webhookJobs,
});
