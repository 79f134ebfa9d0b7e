import { z } from 'zod';
import { replayDead } from '../../../adapters/index.js';
import { defineCommand } from '../../../kernel/command.js';
import { dateField } from '../../../kernel/date-field.js';
import { badInput } from '../../../kernel/errors.js';
import { uuidField } from '../../../kernel/input.js';
import { addDays } from '../../../kernel/local-date.js';
import { startOfDay } from '../../../kernel/london-time.js';
import { heldWebhook } from '../held.js';
import { instanceOf } from '../types.js';

/**
 * Has every event sent again that was given up between two days, both included, each under the id that it had. Answers how
 * many. @throws not_found; bad_input
 */
export const replayWebhookDeliveries = defineCommand({
  name: 'events.replay-webhook-deliveries',
  permission: 'events.manage',
  input: z.strictObject({ id: uuidField, from: dateField('first day'), to: dateField('last day') }),
  output: z.object({ count: z.number() }),
  run: async (context, { id, from, to }) => {
    const webhook = await heldWebhook(context, id);
    if (to < from)
      throw badInput({ faults: [{ field: 'to', message: 'Enter a last day that is not before the first' }] });
    const { authorityId } = webhook;
    const range = { from: startOfDay(from), until: startOfDay(addDays(to, 1)) };
    const about = { authorityId, instance: instanceOf(webhook), now: context.now };
    const count = await replayDead(context.db, { ...about, ...range });
    await context.audit({ authorityId, subject: { kind: 'webhook', id }, details: { from, to, count } });
    return { count };
  },
});
