import { z } from 'zod';
import { defineCommand } from '../../../kernel/command.js';
import { uuidField } from '../../../kernel/input.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { heldWebhook } from '../held.js';
import { removeWebhook } from '../repository.js';

/** Sends nothing to an address any more, and forgets what waits for it. @throws not_found */
export const endWebhook = defineCommand({
  name: 'events.end-webhook',
  permission: 'events.manage',
  input: z.strictObject({ id: uuidField }),
  output: z.object({ id: z.string() }),
  run: async (context, { id }) => {
    const webhook = await heldWebhook(context, id);
    await removeWebhook(context.db.within(everyAuthority), webhook);
    const { authorityId, address } = webhook;
    await context.audit({ authorityId, subject: { kind: 'webhook', id }, details: { address } });
    return { id };
  },
});
