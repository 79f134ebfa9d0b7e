import { z } from 'zod';
import type { AnyCommand, AnyQuery } from '../../kernel/capability.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { defineJob, type JobSpec } from '../../kernel/jobs.js';
import { addWebhook } from './commands/add-webhook.js';
import { changeWebhook } from './commands/change-webhook.js';
import { endWebhook } from './commands/end-webhook.js';
import { pauseWebhook } from './commands/pause-webhook.js';
import { recordTest } from './commands/record-test.js';
import { replayWebhookDeliveries } from './commands/replay-webhook-deliveries.js';
import { rotateSecret } from './commands/rotate-secret.js';
import { settleWebhookDelivery } from './commands/settle-webhook-delivery.js';
import { getWebhook, listWebhookCalls, listWebhookDeliveries, listWebhooks } from './queries.js';
import { queueEvents } from './queue-events.js';
import { sendEvents } from './send-events.js';

export const webhookCommands: readonly AnyCommand[] = [
  ...[addWebhook, changeWebhook, endWebhook, pauseWebhook],
  ...[recordTest, replayWebhookDeliveries, rotateSecret, settleWebhookDelivery],
];

export const webhookQueries: readonly AnyQuery[] = [
  ...[getWebhook, listWebhookCalls],
  ...[listWebhookDeliveries, listWebhooks],
];

const noPayload = z.strictObject({});

/** Two jobs, so that a slow far end keeps no event from being queued. */
export const webhookJobs: readonly JobSpec[] = [
  defineJob({ kind: 'events.queue-webhooks', payload: noPayload, everyMs: 1000, run: queueEvents }),
  defineJob({
    kind: 'events.send-webhooks',
    payload: noPayload,
    everyMs: 1000,
    leaseMs: 2 * MINUTE_MS,
    run: sendEvents,
  }),
];
