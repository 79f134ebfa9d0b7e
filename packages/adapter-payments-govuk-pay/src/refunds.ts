import { AdapterError, readJson, type ProviderRefund, type RefundToMake } from '@moothall/adapter-sdk';
import { z } from 'zod';
import type { PayClient } from './pay-client.js';
import { pathOf, readPayment } from './start-payment.js';

export const PayRefund = z.object({
  refund_id: z.string().min(1),
  amount: z.number().int(),
  status: z.enum(['submitted', 'success', 'error']),
});
type PayRefund = z.output<typeof PayRefund>;
const Refunds = z.object({ _embedded: z.object({ refunds: z.array(PayRefund) }).nullish() });

/**
 * Gives money back, once: a refund of that amount that Moothall doesn't know is the one that was asked for before, and
 * Pay refuses one while there is less or more to give back than we saw. @throws AdapterError
 */
export async function refund(
  call: PayClient,
  { theirPayment, amountPence, known }: RefundToMake,
): Promise<ProviderRefund> {
  const path = pathOf(theirPayment);
  const { _embedded } = await readJson(await call(`${path}/refunds`), Refunds);
  const made = (_embedded?.refunds ?? []).find(
    ({ refund_id, amount }) => amount === amountPence && !known.includes(refund_id),
  );
  if (made) return toProviderRefund(made);
  const { refund_summary } = await readPayment(call, theirPayment);
  const available = refund_summary?.amount_available ?? 0;
  if (available < amountPence) throw new AdapterError('refused', 'There is less than that to give back in Pay.');
  const response = await call(`${path}/refunds`, { body: { amount: amountPence, refund_amount_available: available } });
  return toProviderRefund(await readJson(response, PayRefund));
}

/** @throws AdapterError */
export async function findRefund(call: PayClient, theirPayment: string, id: string): Promise<ProviderRefund> {
  const response = await call(`${pathOf(theirPayment)}/refunds/${encodeURIComponent(id)}`);
  return toProviderRefund(await readJson(response, PayRefund));
}

const states = { submitted: 'submitted', success: 'refunded', error: 'failed' } as const;

export function refundState(status: PayRefund['status']): ProviderRefund['state'] {
  return states[status];
}

function toProviderRefund({ refund_id, amount, status }: PayRefund): ProviderRefund {
  return { theirReference: refund_id, amountPence: amount, state: refundState(status) };
}
