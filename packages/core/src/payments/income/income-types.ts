import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { PaymentMethod, PaymentWay } from '../types.js';

/** What goes into a council's files: what providers took, or that and what was recorded by hand. */
export const incomeTakes = ['providers', 'all'] as const;
export type IncomeTakes = (typeof incomeTakes)[number];

/** `reversal`: of a payment that was recorded by mistake, and cancelled after it had been in a file. */
export const incomeKinds = ['payment', 'refund', 'reversal'] as const;
export type IncomeKind = (typeof incomeKinds)[number];

/** Money that is to be told to the income system. */
export interface IncomeItem {
  readonly kind: IncomeKind;
  /** Of the payment, or the refund: never in two files. */
  readonly source: string;
  readonly paymentId: string;
  readonly at: Instant;
  readonly method: PaymentMethod | PaymentWay;
  readonly fundCode: string | null;
  /** Of the case; null: of none, or of a restricted one. */
  readonly reference: string | null;
  /** The connection's name; null: recorded by hand. */
  readonly provider: string | null;
  /** At the provider, or the receipt's number. */
  readonly theirReference: string | null;
  /** Whole pence: below nought for what is given back or reversed. */
  readonly pence: number;
}

export interface IncomeLine extends Omit<IncomeItem, 'source' | 'paymentId'> {
  /** From 1. */
  readonly position: number;
}

/** A file for the income system. */
export interface IncomeFile {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** The council's address in Moothall when its first file was made: its files are numbered under it. */
  readonly series: string;
  /** From 1, without gaps. */
  readonly number: number;
  /** The last day of which it has something. */
  readonly dayOn: LocalDate;
  readonly takes: IncomeTakes;
  readonly madeAt: Instant;
  readonly lineCount: number;
  readonly takenPence: number;
  /** Whole pence, above nought: refunds and reversals. */
  readonly givenBackPence: number;
  /** When it was written into its folder; null: not yet. */
  readonly writtenAt: Instant | null;
}
