import { z } from 'zod';
import { defineCommand } from '../../../kernel/command.js';
import { DAY_MS } from '../../../kernel/clock.js';
import { notFound, staleVersion } from '../../../kernel/errors.js';
import { uuidField, versionField } from '../../../kernel/input.js';
import { webhookAt } from '../held.js';
import { findSealed, updateWebhook } from '../repository.js';
import { newWebhookSecret, sealWebhookSecret } from '../signature.js';

/** For how long deliveries are signed with the former secret as well. */
export const overlapMs = DAY_MS;

/**
 * Gives a webhook a new secret. For a day deliveries are signed with both, so that the far end can change over without
 * losing any. @throws not_found; stale_version
 */
export const rotateSecret = defineCommand({
  name: 'events.rotate-webhook-secret',
  permission: 'events.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField }),
  output: z.object({ id: z.string(), version: z.number(), formerUntilAt: z.number() }),
  run: async (context, { id, expectedVersion }) => {
    const { kernel, now } = context;
    const webhook = await webhookAt(context, id, expectedVersion);
    const sealed = await findSealed(context.db, id);
    if (!sealed) throw notFound();
    const formerUntilAt = now + overlapMs;
    const secret = sealWebhookSecret(kernel, id, newWebhookSecret(kernel));
    const changes = { secret, former_secret: sealed.secret, former_until_at: formerUntilAt };
    if (!(await updateWebhook(context.db, webhook, changes))) throw staleVersion();
    const { authorityId, version } = webhook;
    await context.audit({ authorityId, subject: { kind: 'webhook', id }, details: { formerUntilAt } });
    return { id, version: version + 1, formerUntilAt };
  },
});
