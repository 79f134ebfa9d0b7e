import type { CaseFee } from '../cases/index.js';
import type { Instant } from '../kernel/clock.js';
import { formatDateTime } from '../kernel/format-time.js';
import { formatMoney, moneyOf } from '../kernel/money.js';
import type { EmptyStateView, PillView } from '../web/components.js';
import { methodWords, wayWords } from './payment-words.js';
import type { CasePayments } from './queries.js';
import type { Account, Payment } from './types.js';

interface Labelled {
  readonly label: string;
  readonly value: string;
}

/** A payment among others. */
export interface PaymentLine {
  readonly href: string;
  readonly amount: string;
  readonly method: string;
  readonly receipt: string;
  /** When, and who took it. */
  readonly taken: string;
  readonly state: PillView;
}

/** What was paid towards a case. */
export interface CasePaymentsPage {
  readonly reference: string;
  readonly caseHref: string;
  readonly sentence: string;
  readonly newHref: string | undefined;
  /** Where a provider takes one; absent where none serves the case. */
  readonly cardHref: string | undefined;
  readonly rows: readonly PaymentLine[];
  readonly empty: EmptyStateView;
}

/** One payment, as it can be shown to whoever paid. */
export interface PaymentPage {
  readonly heading: string;
  readonly about: { readonly text: string; readonly href: string };
  readonly state: PillView;
  readonly facts: readonly Labelled[];
  readonly cancelHref: string | undefined;
}

export const amountOf = (pence: number): string => formatMoney(moneyOf(pence));

/** "The fee is £110.00: £55.00 buys one bin for a year. Paid £10.00, £100.00 is due." */
export function accountWords(fee: CaseFee | undefined, { paidPence, duePence }: Account): string {
  const paid = paidPence === 0 ? 'Nothing is paid yet' : `Paid ${amountOf(paidPence)}`;
  if (fee === undefined) return `There is no fee for this. ${paid}.`;
  const due = duePence === 0 ? 'nothing is due' : `${amountOf(duePence)} is due`;
  const each = fee.eachPence === fee.pence ? 'it' : amountOf(fee.eachPence);
  return `The fee is ${amountOf(fee.pence)}: ${each} buys ${fee.buys}. ${paid}, ${due}.`;
}

export const recordedWords = (pence: number): string => `Payment of ${amountOf(pence)} recorded`;

export function casePaymentsPage(
  { case: { reference }, fee, account, payments }: CasePayments,
  { mayRecord, takesCards, now }: { readonly mayRecord: boolean; readonly takesCards: boolean; readonly now: Instant },
): CasePaymentsPage {
  const caseHref = `/desk/cases/${reference}`;
  const newHref = mayRecord ? `${caseHref}/payments/new` : undefined;
  return {
    reference,
    caseHref,
    sentence: accountWords(fee, account),
    newHref,
    cardHref: mayRecord && takesCards ? `${caseHref}/payments/card` : undefined,
    rows: payments.map((payment) => paymentLine(payment, now)),
    empty: { text: 'Nothing is recorded yet.' },
  };
}

export function paymentLine(payment: Payment, now: Instant): PaymentLine {
  return {
    href: `/desk/payments/${payment.id}`,
    amount: amountOf(payment.amountPence),
    method: howOf(payment),
    receipt: payment.receipt ?? '',
    taken: `${formatDateTime(payment.takenAt, { now })}, ${payment.takenByName}`,
    state: stateOf(payment),
  };
}

export function paymentPage(
  payment: Payment,
  { mayCancel, now }: { readonly mayCancel: boolean; readonly now: Instant },
): PaymentPage {
  const { id, amountPence, receipt, takenAt, takenByName, cancelled, way } = payment;
  return {
    heading: `Payment of ${amountOf(amountPence)}`,
    about: aboutOf(payment),
    state: stateOf(payment),
    facts: [
      { label: 'For', value: aboutOf(payment).text },
      { label: 'How', value: howOf(payment) },
      ...(receipt === null ? [] : [{ label: 'Receipt number', value: receipt }]),
      ...(payment.fundCode === null ? [] : [{ label: 'Fund code', value: payment.fundCode }]),
      { label: way === null ? 'Recorded' : 'Begun', value: `${formatDateTime(takenAt, { now })}, ${takenByName}` },
      ...(cancelled === null
        ? []
        : [
            { label: 'Cancelled', value: `${formatDateTime(cancelled.at, { now })}, ${cancelled.byName}` },
            { label: 'Why', value: cancelled.reason },
          ]),
    ],
    cancelHref: mayCancel ? `/desk/payments/${id}/cancel` : undefined,
  };
}

/** What a payment was for, and where that is. */
export function aboutOf({ reference, purpose, interactionId }: Payment): { text: string; href: string } {
  return reference === null
    ? { text: purpose ?? 'a contact', href: `/desk/interactions/${interactionId ?? ''}` }
    : { text: reference, href: `/desk/cases/${reference}/payments` };
}

function howOf({ method, way }: Pick<Payment, 'method' | 'way'>): string {
  return way === null ? methodWords[method] : wayWords[way];
}

interface StatePill extends PillView {
  readonly text: string;
  readonly tone: NonNullable<PillView['tone']>;
}

const statePills: Readonly<Record<Payment['state'], StatePill>> = {
  started: { text: 'Not paid yet', tone: 'warning' },
  paid: { text: 'Paid', tone: 'good' },
  failed: { text: 'Not paid: it failed', tone: 'bad' },
  cancelled: { text: 'Cancelled', tone: 'neutral' },
  expired: { text: 'Not paid in time', tone: 'neutral' },
};

export function stateOf({ cancelled, state, amountPence, refundedPence }: Payment): StatePill {
  if (cancelled) return statePills.cancelled;
  if (state !== 'paid' || refundedPence === 0) return statePills[state];
  return refundedPence === amountPence
    ? { text: 'Given back', tone: 'neutral' }
    : { text: `Paid, ${amountOf(refundedPence)} given back`, tone: 'good' };
}
