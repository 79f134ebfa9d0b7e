import type { ProviderEntry } from '@moothall/adapter-sdk';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { PaymentMethod, PaymentWay } from '../types.js';

/** A payment that was taken on a day, or a refund that was made on it. */
export interface BookLine {
  readonly kind: 'payment' | 'refund';
  /** Null: of a case that the reader may not see. */
  readonly paymentId: string | null;
  /** Of the case; null: of none, or of one that the reader may not see. */
  readonly reference: string | null;
  readonly method: PaymentMethod;
  /** Null: recorded by hand. */
  readonly way: PaymentWay | null;
  readonly instance: string | null;
  readonly theirReference: string | null;
  readonly fundCode: string | null;
  /** Whole pence, above nought, of a refund as well. */
  readonly amountPence: number;
  readonly at: Instant;
}

/** What came in on a day under a fund code, in whole pence. */
export interface FundTotal {
  /** Null: without one. */
  readonly fundCode: string | null;
  readonly takenPence: number;
  readonly givenBackPence: number;
  /** Of the payments, what was recorded by hand. */
  readonly byHandPence: number;
  readonly count: number;
}

/** The day of a council, in London. */
export interface DayBook {
  readonly authorityId: AuthorityId;
  readonly on: LocalDate;
  readonly lines: readonly BookLine[];
  /** Whether there are more lines than are read. */
  readonly isCut: boolean;
}

/** What differs: it is in one of the books alone, or stands otherwise in the two. */
export const differenceKinds = ['not-theirs', 'not-ours', 'amount', 'state'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** One payment or refund, as we have it beside as the provider has it. */
export interface Compared {
  readonly ours: BookLine | null;
  readonly theirs: ProviderEntry | null;
  /** Null: the two agree. */
  readonly difference: DifferenceKind | null;
}

/** A connection's books of the day beside ours. */
export interface ComparedBooks {
  readonly instance: string;
  readonly title: string;
  /** Null: it could be asked. */
  readonly fault: string | null;
  readonly compared: readonly Compared[];
  /** How many it has that Moothall doesn't know, where it serves other councils too. */
  readonly unknownCount: number;
}
