import {
  adapterApiVersion,
  AdapterError,
  defineAdapter,
  errorFromStatus,
  providerPaymentStates,
  readJson,
  type PaymentsInstance,
  type ProviderPayment,
} from '@moothall/adapter-sdk';
import { z } from 'zod';

/** What the supplier answers about a payment. */
const Payment = z.object({
  id: z.string(),
  state: z.enum(providerPaymentStates),
  pence: z.number().int(),
  page: z.url().nullable(),
  paidAt: z.number().nullable(),
});

export const adapter = defineAdapter({
  kind: 'payments',
  name: '{{title}}',
  apiVersion: adapterApiVersion,
  settings: z.strictObject({
    url: z.url().describe('Address of the supplier, such as https://payments.example'),
  }),
  secrets: z.strictObject({ token: z.string().min(1).describe('From the supplier: says who calls') }),
  supports: {},
  hosts: ({ url }) => [new URL(url).host],
  create: ({ settings, secrets, fetch, now }): PaymentsInstance => {
    const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = { authorization: `Bearer ${secrets.token}`, 'content-type': 'application/json' };
      const response = await fetch(new URL(path, settings.url), { headers, ...init });
      if (!response.ok) throw errorFromStatus(response, now());
      return response;
    };
    const find = async (id: string): Promise<ProviderPayment> =>
      toPayment(await readJson(await call(`/payments/${encodeURIComponent(id)}`), Payment));
    return {
      ways: ['online'],
      check: async () => {
        await call('/account');
        return { ok: true };
      },
      find,
      start: async ({ key, reference, description, amountPence, returnUrl }) => {
        // Under the same key the supplier has one payment, whatever is lost on the way.
        const body = JSON.stringify({ key, reference, description, pence: amountPence, returnUrl });
        return toPayment(await readJson(await call('/payments', { method: 'POST', body }), Payment));
      },
      cancel: async (id) => {
        await call(`/payments/${encodeURIComponent(id)}/cancel`, { method: 'POST' });
        const payment = await find(id);
        if (payment.state !== 'cancelled') throw new AdapterError('conflict', 'It can’t be cancelled any more.');
        return payment;
      },
    };
  },
});

function toPayment({ id, state, pence, page, paidAt }: z.output<typeof Payment>): ProviderPayment {
  const isOpen = state === 'started';
  return {
    ...{ theirReference: id, state, amountPence: pence, payUrl: isOpen ? page : null, paidAt },
    why: isOpen || state === 'paid' ? null : 'The supplier took nothing.',
  };
}
