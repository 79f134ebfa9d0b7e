import type { AdapterInstance } from './contract.js';
import type { InboundNews, InboundRequest } from './inbound.js';

/**
 * How a payment stands at the provider. `started`: nobody paid yet, or it isn't known yet whether they did. The others are
 * final: nothing was taken but with `paid`.
 */
export const providerPaymentStates = ['started', 'paid', 'failed', 'cancelled', 'expired'] as const;
export type ProviderPaymentState = (typeof providerPaymentStates)[number];

/** Who types the card into the provider's page: whoever pays, or staff while they are on the telephone. */
export type PaymentWay = 'online' | 'phone';

/** A payment on its way to the provider. Started twice under one key, it is one payment. */
export interface PaymentToStart {
  /** The idempotency key: letters, digits and hyphens, at most 60. */
  readonly key: string;
  /** What people quote, such as the case's reference. Not unique, nobody's name. */
  readonly reference: string;
  /** What it is for, as the provider's page shows it: at most 200 characters, nobody's name. */
  readonly description: string;
  /** Whole pence, above nought. */
  readonly amountPence: number;
  readonly way: PaymentWay;
  /** BCP 47: 'en' or 'cy'. */
  readonly language: string;
  /** Where the provider's page leads afterwards, however it ended. */
  readonly returnUrl: string;
}

/** A payment as the provider has it. */
export interface ProviderPayment {
  readonly theirReference: string;
  readonly state: ProviderPaymentState;
  readonly amountPence: number;
  /** The provider's page that asks for the card; null once there is nothing to pay there. It may serve once alone. */
  readonly payUrl: string | null;
  /** When the money was taken, in milliseconds since 1970; null unless `paid`. */
  readonly paidAt: number | null;
  /** Why it came to nothing, for staff, without personal data; null unless it did. */
  readonly why: string | null;
}

/** `submitted`: the provider has it to do. The others are final. */
export const providerRefundStates = ['submitted', 'refunded', 'failed'] as const;
export type ProviderRefundState = (typeof providerRefundStates)[number];

/** Money to give back. Asked twice under one key, it is given back once. */
export interface RefundToMake {
  /** The idempotency key, as of a payment. */
  readonly key: string;
  /** Of the payment, as the provider knows it. */
  readonly theirPayment: string;
  /** Whole pence, above nought. */
  readonly amountPence: number;
  /** The provider's references of the payment's other refunds: one that isn't among them was asked under this key. */
  readonly known: readonly string[];
}

/** A refund as the provider has it. */
export interface ProviderRefund {
  readonly theirReference: string;
  readonly amountPence: number;
  readonly state: ProviderRefundState;
}

/** A payment or a refund in the provider's books. */
export interface ProviderEntry {
  readonly kind: 'payment' | 'refund';
  readonly theirReference: string;
  /** Of the payment: of a refund, that which it gives back. */
  readonly theirPayment: string;
  /** What the provider’s own pages call it; null where it doesn’t say. */
  readonly reference: string | null;
  readonly amountPence: number;
  readonly state: ProviderPaymentState | ProviderRefundState;
  /** When the money was taken, as far as the provider says so, else when it began; milliseconds since 1970. */
  readonly at: number;
  /** When the provider paid it out to the council, or took it back: 'YYYY-MM-DD'; null: not yet, or it doesn't say. */
  readonly settledOn: string | null;
}

/** A page of the provider's books. */
export interface EntriesPage {
  readonly entries: readonly ProviderEntry[];
  /** What asks for the next page; null: there is none. */
  readonly cursor: string | null;
}

/**
 * Something happened to a payment, or to a refund of it. Moothall asks how they stand, so that neither order nor
 * duplicates matter.
 */
export interface PaymentNews extends InboundNews {
  readonly what: 'payment';
  /** Of the payment, as the provider knows it. */
  readonly theirPayment: string;
}

/** An adapter of the kind `payments`: has a provider take money by card. No card's number ever comes by. */
export interface PaymentsInstance extends AdapterInstance {
  readonly ways: readonly PaymentWay[];
  /** Answers the payment that its key stands for, begun now or before. @throws AdapterError */
  start(payment: PaymentToStart): Promise<ProviderPayment>;
  /** @throws AdapterError `not_found` for one that the provider doesn't know */
  find(theirReference: string): Promise<ProviderPayment>;
  /**
   * Sees to it that nobody can pay it any more; one that was cancelled before stays so.
   * @throws AdapterError `not_found`; `conflict` where it can't be cancelled any more, because it is paid or ended
   */
  cancel(theirReference: string): Promise<ProviderPayment>;
  /** The ability `refunds`. @throws AdapterError `refused` or `conflict` for more than there is to give back */
  refund?(refund: RefundToMake): Promise<ProviderRefund>;
  /** The ability `refunds`: how one stands. @throws AdapterError `not_found` */
  findRefund?(theirPayment: string, theirReference: string): Promise<ProviderRefund>;
  /**
   * The ability `entries`, for reconciliation: payments and refunds that began from an instant until before another.
   * @throws AdapterError
   */
  entries?(period: { readonly from: number; readonly until: number }, cursor: string | null): Promise<EntriesPage>;
  receive?(request: InboundRequest): Promise<readonly PaymentNews[]>;
}
