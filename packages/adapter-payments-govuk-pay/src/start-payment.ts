import { asAgreed, readJson, type PaymentToStart, type ProviderPayment } from '@moothall/adapter-sdk';
import { z } from 'zod';
import type { PayClient } from './pay-client.js';
import { captureTime, PayEvents, PayPayment, stateOf, toProviderPayment } from './pay-payment.js';

const Found = z.object({ results: z.array(z.object({ payment_id: z.string().min(1), reference: z.string() })) });

/** What Pay's pages call it: what people quote, then the key, by which it is found again. */
export function payReference({ reference, key }: Pick<PaymentToStart, 'reference' | 'key'>): string {
  return `${reference} ${key}`;
}

/** The payment of a key: the one that is there, else a new one. @throws AdapterError */
export async function startPayment(call: PayClient, payment: PaymentToStart): Promise<ProviderPayment> {
  const reference = payReference(payment);
  const found = await readJson(await call(`/v1/payments?${new URLSearchParams({ reference }).toString()}`), Found);
  const known = found.results.find((one) => one.reference === reference);
  if (known) return await findPayment(call, known.payment_id);
  const response = await call('/v1/payments', {
    idempotencyKey: payment.key,
    body: {
      amount: payment.amountPence,
      reference,
      description: payment.description.slice(0, 255),
      return_url: payment.returnUrl,
      language: payment.language === 'cy' ? 'cy' : 'en',
      ...(payment.way === 'phone' ? { moto: true } : {}),
    },
  });
  return toProviderPayment(await readJson(response, PayPayment));
}

/** @throws AdapterError */
export async function findPayment(call: PayClient, id: string): Promise<ProviderPayment> {
  const payment = await readPayment(call, id);
  const isPaid = stateOf(payment.state) === 'paid';
  if (!isPaid || captureTime(payment) !== undefined) return toProviderPayment(payment);
  return toProviderPayment(payment, await successTime(call, id));
}

/** A payment as Pay has it. @throws AdapterError */
export async function readPayment(call: PayClient, id: string): Promise<PayPayment> {
  const answer = await readJson(await call(pathOf(id)), z.unknown());
  return asAgreed(answer, PayPayment);
}

/** Pay captures a little after a payment succeeds, and says the time of that at once in its events. */
async function successTime(call: PayClient, id: string): Promise<number | undefined> {
  const { events } = await readJson(await call(`${pathOf(id)}/events`), PayEvents);
  const succeeded = events.find(({ state }) => state.status === 'success');
  return succeeded && Date.parse(succeeded.updated);
}

export function pathOf(id: string): string {
  return `/v1/payments/${encodeURIComponent(id)}`;
}
