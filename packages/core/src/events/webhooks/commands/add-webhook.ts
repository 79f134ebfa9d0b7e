import { nameOfActor } from '../../../kernel/actor.js';
import { z } from 'zod';
import { latestSequence } from '../../../jobs/index.js';
import { defineCommand } from '../../../kernel/command.js';
import { narrowScope } from '../../../kernel/scope.js';
import { webhookAddress } from '../address.js';
import { webhookErrors } from '../errors.js';
import { webhookFields } from '../webhook-fields.js';
import { insertWebhook, listAllWebhooks } from '../repository.js';
import { newWebhookSecret, sealWebhookSecret } from '../signature.js';

const mostWebhooks = 20;

/**
 * Has a council's events sent to an address from now on, signed with a secret of its own. The secret is kept sealed:
 * `secretsOf` opens it for whoever has just made it. @throws not_allowed; bad_input; too_many_webhooks
 */
export const addWebhook = defineCommand({
  name: 'events.add-webhook',
  permission: 'events.manage',
  input: z.strictObject({ authorityId: z.coerce.number().int().positive(), ...webhookFields }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { authorityId, address: typed, kinds }) => {
    const { actor, kernel, now } = context;
    const db = context.db.within(narrowScope(context.db.scope, authorityId));
    const address = webhookAddress(kernel, typed);
    if ((await listAllWebhooks(db)).length >= mostWebhooks) throw webhookErrors.tooMany();
    const id = context.newId();
    const sealed = sealWebhookSecret(kernel, id, newWebhookSecret(kernel));
    const createdByName = nameOfActor(actor);
    const position = await latestSequence(kernel.db);
    await insertWebhook(db, { id, authorityId, address, kinds, position, sealed, createdAt: now, createdByName });
    await context.audit({ authorityId, subject: { kind: 'webhook', id }, details: { address, kinds } });
    return { id, version: 1 };
  },
});
