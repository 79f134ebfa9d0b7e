import type { ProviderPayment, ProviderPaymentState } from '@moothall/adapter-sdk';
import { z } from 'zod';

const State = z.object({ status: z.string(), code: z.string().nullish() });
const Link = z.object({ href: z.url() });

/** What is read of a payment. Card details, which Pay sends as well, are dropped here. */
export const PayPayment = z.object({
  payment_id: z.string().min(1),
  reference: z.string(),
  amount: z.number().int(),
  state: State,
  created_date: z.iso.datetime(),
  settlement_summary: z
    .object({ capture_submit_time: z.iso.datetime().nullish(), settled_date: z.iso.date().nullish() })
    .nullish(),
  refund_summary: z.object({ amount_available: z.number().int().nullish() }).nullish(),
  _links: z.object({ next_url: Link.nullish() }),
});
export type PayPayment = z.output<typeof PayPayment>;

export const PayEvents = z.object({ events: z.array(z.object({ state: State, updated: z.iso.datetime() })) });

/** Pay's lifecycle: https://docs.payments.service.gov.uk/api_reference/#payment-status-meanings */
export function stateOf({ status, code }: PayPayment['state']): ProviderPaymentState {
  switch (status) {
    case 'success':
      return 'paid';
    case 'failed':
      return ofFailed[code ?? ''] ?? 'failed';
    case 'cancelled':
      return 'cancelled';
    case 'error':
      return 'failed';
    // created, started, submitted, capturable: money is not taken yet, or not for certain.
    default:
      return 'started';
  }
}

const ofFailed: Readonly<Record<string, ProviderPaymentState>> = { P0020: 'expired', P0030: 'cancelled' };

const reasons: Readonly<Record<string, string>> = {
  P0010: 'The card was refused.',
  P0020: 'Nobody paid within the time that the provider gives.',
  P0030: 'Whoever was to pay cancelled it.',
  P0040: 'The council cancelled it.',
  P0050: 'The provider had a fault, and took nothing.',
};

/** Why a payment came to nothing; null while it may still be paid, or is. */
function whyOf(state: PayPayment['state']): string | null {
  const is = stateOf(state);
  if (is === 'started' || is === 'paid') return null;
  return reasons[state.code ?? ''] ?? 'It came to nothing, and nothing was taken.';
}

/** @param capturedAt when it was captured, where the payment itself doesn't say; milliseconds since 1970 */
export function toProviderPayment(payment: PayPayment, capturedAt?: number): ProviderPayment {
  const state = stateOf(payment.state);
  return {
    theirReference: payment.payment_id,
    state,
    amountPence: payment.amount,
    payUrl: state === 'started' ? (payment._links.next_url?.href ?? null) : null,
    paidAt: state === 'paid' ? (captureTime(payment) ?? capturedAt ?? Date.parse(payment.created_date)) : null,
    why: whyOf(payment.state),
  };
}

/** When Pay asked for the money, in milliseconds since 1970; undefined where it doesn't say. */
export function captureTime({ settlement_summary }: Pick<PayPayment, 'settlement_summary'>): number | undefined {
  const at = settlement_summary?.capture_submit_time;
  return at ? Date.parse(at) : undefined;
}
