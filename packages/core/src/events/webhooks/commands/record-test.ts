import { z } from 'zod';
import { adapterErrors, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { keepCheck } from '../../../adapters/index.js';
import { defineCommand } from '../../../kernel/command.js';
import { uuidField } from '../../../kernel/input.js';
import { everyAuthority } from '../../../kernel/scope.js';
import { heldWebhook } from '../held.js';
import { instanceOf } from '../types.js';

const codes = Object.keys(adapterErrors) as [AdapterErrorCode, ...AdapterErrorCode[]];

/** Keeps how a test of a webhook ended. @throws not_found */
export const recordTest = defineCommand({
  name: 'events.record-webhook-test',
  permission: 'events.manage',
  input: z.strictObject({
    id: uuidField,
    fault: z.strictObject({ code: z.enum(codes), detail: z.string().max(500) }).nullable(),
  }),
  output: z.object({ ok: z.boolean() }),
  run: async (context, { id, fault }) => {
    const webhook = await heldWebhook(context, id);
    await keepCheck(context.db.within(everyAuthority), instanceOf(webhook), context.now, fault);
    const details = { ok: fault === null, code: fault?.code ?? null };
    await context.audit({ authorityId: webhook.authorityId, subject: { kind: 'webhook', id }, details });
    return { ok: fault === null };
  },
});
