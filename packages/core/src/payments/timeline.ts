import { formatMoney, moneyOf } from '../kernel/money.js';
import { defineQuery } from '../kernel/query.js';
import { TimelineInput, type TimelineItem, type TimelineSource } from '../kernel/timeline.js';
import { methodWords } from './payment-words.js';
import { note } from './queries.js';
import { listPaymentsBy } from './repository.js';
import type { Payment } from './types.js';
import { stateOf } from './views.js';

/** What a customer paid, as their timeline has it. */
export const listPaymentItems = defineQuery({
  name: 'payments.list-payment-items',
  permission: 'payments.read',
  input: TimelineInput,
  run: async (context, { customerId, from, limit }): Promise<TimelineItem[]> => {
    const payments = await listPaymentsBy(context.db, customerId, from, limit);
    note(context, payments);
    return payments.map(toItem);
  },
});

export const paymentTimeline: TimelineSource = { kind: 'payment', name: 'Payments', query: listPaymentItems };

function toItem(payment: Payment): TimelineItem {
  const { id, authorityId, takenAt, takenByName, amountPence, method, ...rest } = payment;
  const { reference, purpose, cancelled } = rest;
  const amount = `Payment of ${formatMoney(moneyOf(amountPence))}`;
  return {
    ...{ id, authorityId, at: takenAt, by: takenByName },
    title: reference === null ? amount : `${amount} for ${reference}`,
    text: [purpose, methodWords[method]].filter(Boolean).join(', '),
    state: cancelled || rest.way !== null ? stateOf(payment) : null,
    href: `/desk/payments/${id}`,
  };
}
