import { z } from 'zod';
import { defineCommand } from '../../../kernel/command.js';
import { staleVersion } from '../../../kernel/errors.js';
import { uuidField, versionField } from '../../../kernel/input.js';
import { webhookAddress } from '../address.js';
import { webhookAt } from '../held.js';
import { webhookFields } from '../webhook-fields.js';
import { updateWebhook } from '../repository.js';

/** Sends elsewhere, or other kinds, from the next event on; what waits goes to the new address. @throws not_found; stale_version; bad_input */
export const changeWebhook = defineCommand({
  name: 'events.change-webhook',
  permission: 'events.manage',
  input: z.strictObject({ id: uuidField, expectedVersion: versionField, ...webhookFields }),
  output: z.object({ id: z.string(), version: z.number() }),
  run: async (context, { id, expectedVersion, address: typed, kinds }) => {
    const before = await webhookAt(context, id, expectedVersion);
    const address = webhookAddress(context.kernel, typed);
    if (!(await updateWebhook(context.db, before, { address, kinds: JSON.stringify(kinds) }))) throw staleVersion();
    const { authorityId, version } = before;
    const details = { before: { address: before.address, kinds: before.kinds }, after: { address, kinds } };
    await context.audit({ authorityId, subject: { kind: 'webhook', id }, details });
    return { id, version: version + 1 };
  },
});
