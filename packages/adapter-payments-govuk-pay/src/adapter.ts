import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  readJson,
  type PaymentsInstance,
  type ProviderPayment,
} from '@moothall/adapter-sdk';
import { z } from 'zod';
import { readEntries } from './entries.js';
import { payClient, type PayClient } from './pay-client.js';
import { readWebhook } from './pay-webhooks.js';
import { findRefund, refund } from './refunds.js';
import { Secrets, Settings } from './settings.js';
import { findPayment, pathOf, startPayment } from './start-payment.js';

/** Takes payments by GOV.UK Pay. The card is typed into Pay's own page; what Pay tells of it is dropped. */
export const adapter = defineAdapter({
  kind: 'payments',
  name: 'GOV.UK Pay',
  apiVersion: adapterApiVersion,
  settings: Settings,
  secrets: Secrets,
  supports: { refunds: true, entries: true, receive: true },
  hosts: ({ url }) => [new URL(url).host],
  create: (context): PaymentsInstance => {
    const call = payClient(context);
    const { webhookSigningSecret: signed } = context.secrets;
    return {
      ways: context.settings.phone ? ['online', 'phone'] : ['online'],
      check: async () => {
        await readJson(await call('/v1/payments?display_size=1'), z.object({ results: z.array(z.unknown()) }));
        return { ok: true };
      },
      start: (payment) => startPayment(call, payment),
      find: (id) => findPayment(call, id),
      cancel: (id) => cancel(call, id),
      refund: (about) => refund(call, about),
      findRefund: (theirPayment, id) => findRefund(call, theirPayment, id),
      entries: (period, cursor) => readEntries(call, period, cursor),
      ...(signed === undefined ? {} : { receive: async (request) => readWebhook(request, signed) }),
    };
  },
});

/** Pay refuses to cancel what has ended, also where it ended by being cancelled. @throws AdapterError */
async function cancel(call: PayClient, id: string): Promise<ProviderPayment> {
  try {
    await call(`${pathOf(id)}/cancel`, { method: 'POST' });
  } catch (error) {
    if (!(error instanceof AdapterError) || !['conflict', 'refused'].includes(error.code)) throw error;
    const found = await findPayment(call, id);
    if (found.state === 'cancelled') return found;
    throw new AdapterError('conflict', 'The payment can’t be cancelled any more.', { cause: error });
  }
  return await findPayment(call, id);
}
