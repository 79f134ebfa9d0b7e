import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

/** How the money came. A card is read by the council's own terminal or payment page, never here. */
export const paymentMethods = ['card', 'cash', 'cheque', 'transfer'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** How a provider takes a payment: by a link that the payer opens, or on the telephone, with staff typing the card. */
export const paymentWays = ['online', 'phone'] as const;
export type PaymentWay = (typeof paymentWays)[number];

/** Only `paid` counts. What is recorded by hand is paid from the beginning. */
export const paymentStates = ['started', 'paid', 'failed', 'cancelled', 'expired'] as const;
export type PaymentState = (typeof paymentStates)[number];

/** Money that a customer paid, towards a case or in a contact that has none. */
export interface Payment {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** Null: it was paid in a contact. */
  readonly caseId: string | null;
  /** Of the case. */
  readonly reference: string | null;
  /** Null: it was paid towards a case. */
  readonly interactionId: string | null;
  /** Null: nobody on record. */
  readonly customerId: string | null;
  /** Whole pence, above nought. */
  readonly amountPence: number;
  readonly method: PaymentMethod;
  /** Null: recorded by hand. */
  readonly way: PaymentWay | null;
  readonly state: PaymentState;
  /** When the money was taken; null: it wasn't. */
  readonly paidAt: Instant | null;
  /** Whole pence that were given back or are about to be. */
  readonly refundedPence: number;
  /** Of the service at the time; null: none. */
  readonly fundCode: string | null;
  /** The number that the till, the payment system or the provider gave. */
  readonly receipt: string | null;
  /** What it was for, where no case says so. */
  readonly purpose: string | null;
  readonly takenAt: Instant;
  /** Null: Moothall itself. */
  readonly takenById: string | null;
  readonly takenByName: string;
  /** Who cancelled it here; null: nobody did. */
  readonly cancelled: { readonly at: Instant; readonly byName: string; readonly reason: string } | null;
  readonly version: number;
}

/** What a case costs its customer, and how far it is paid, in whole pence. */
export interface Account {
  readonly feePence: number;
  readonly paidPence: number;
  /** Nought when more was paid than the fee. */
  readonly duePence: number;
}
