import { readJson, type EntriesPage, type ProviderEntry } from '@moothall/adapter-sdk';
import { z } from 'zod';
import type { PayClient } from './pay-client.js';
import { captureTime, PayPayment, stateOf } from './pay-payment.js';
import { PayRefund, refundState } from './refunds.js';

const links = { _links: z.object({ next_page: z.object({ href: z.string() }).nullish() }).nullish() };
const Payments = z.object({ ...links, results: z.array(PayPayment.omit({ _links: true })) });
const Refunds = z.object({
  ...links,
  results: z.array(
    PayRefund.extend({
      ...{ payment_id: z.string().min(1), created_date: z.iso.datetime() },
      settlement_summary: z.object({ settled_date: z.iso.date().nullish() }).nullish(),
    }),
  ),
});

/** A page of payments, the next of them, then the refunds. The cursor is "payments:2". @throws AdapterError */
export async function readEntries(
  call: PayClient,
  { from, until }: { readonly from: number; readonly until: number },
  cursor: string | null,
): Promise<EntriesPage> {
  const [list = 'payments', page = '1'] = (cursor ?? 'payments:1').split(':');
  const query = new URLSearchParams({ from_date: second(from), to_date: second(until), page, display_size: '500' });
  const next = `${list}:${Number(page) + 1}`;
  if (list === 'payments') {
    const { results, _links } = await readJson(await call(`/v1/payments?${query.toString()}`), Payments);
    return { entries: results.map(toEntry), cursor: _links?.next_page ? next : 'refunds:1' };
  }
  const { results, _links } = await readJson(await call(`/v1/refunds?${query.toString()}`), Refunds);
  return { entries: results.map(toRefundEntry), cursor: _links?.next_page ? next : null };
}

/** Pay takes instants to the second. */
function second(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

function toEntry(payment: Omit<PayPayment, '_links'>): ProviderEntry {
  return {
    ...{ kind: 'payment', theirReference: payment.payment_id, theirPayment: payment.payment_id },
    ...{ reference: payment.reference, amountPence: payment.amount, state: stateOf(payment.state) },
    at: captureTime(payment) ?? Date.parse(payment.created_date),
    settledOn: payment.settlement_summary?.settled_date ?? null,
  };
}

function toRefundEntry(refund: z.output<typeof Refunds>['results'][number]): ProviderEntry {
  return {
    ...{ kind: 'refund', theirReference: refund.refund_id, theirPayment: refund.payment_id, reference: null },
    ...{ amountPence: refund.amount, state: refundState(refund.status), at: Date.parse(refund.created_date) },
    settledOn: refund.settlement_summary?.settled_date ?? null,
  };
}
