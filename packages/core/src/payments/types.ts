import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

/** How the money came. A card is read by the council's own terminal or payment page, never here. */
export const paymentMethods = ['card', 'cash', 'cheque', 'transfer'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

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
  /** The number that the till or the payment system gave. */
  readonly receipt: string | null;
  /** What it was for, where no case says so. */
  readonly purpose: string | null;
  readonly takenAt: Instant;
  /** Null: Moothall itself. */
  readonly takenById: string | null;
  readonly takenByName: string;
  /** Null: it stands. */
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
