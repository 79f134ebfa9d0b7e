import type { ProviderEntry } from '@moothall/adapter-sdk';
import type { Instant, LocalDate } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** A payment that a provider took on a day, or a refund that it made then, as Moothall has it. */
export interface BookLine {
  readonly kind: 'payment' | 'refund';
  readonly paymentId: string;
  readonly theirReference: string | null;
  readonly fundCode: string | null;
  /** Whole pence, above nought, of a refund as well. */
  readonly amountPence: number;
  readonly at: Instant;
}

/** What Moothall has under a provider's reference, whichever day it is of. */
export interface Known {
  readonly theirReference: string;
  readonly authorityId: AuthorityId;
  readonly paymentId: string;
  readonly fundCode: string | null;
  /** Paid; of a refund, that it is with the provider or was made. */
  readonly isTaken: boolean;
}

/** One side's money of a day, in whole pence. */
export interface SideTotal {
  readonly takenPence: number;
  readonly givenBackPence: number;
}

/** What a connection took for a council on a day under a fund code, by either book. */
export interface FundTotal {
  /** Null: without one. */
  readonly fundCode: string | null;
  readonly ours: SideTotal;
  /** `settledPence`: what of it the provider has paid out, less what it took back for refunds. */
  readonly theirs: SideTotal & { readonly settledPence: number };
}

/** What differs: it is in one of the books alone, or stands otherwise in the two. */
export const differenceKinds = ['not-theirs', 'not-ours', 'amount', 'state'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** One payment or refund that isn't the same in the two books. */
export interface FoundDifference {
  readonly entryKind: BookLine['kind'];
  readonly difference: DifferenceKind;
  /** Null: Moothall doesn't know it. */
  readonly paymentId: string | null;
  readonly theirReference: string | null;
  /** What the provider calls it, where Moothall doesn't know it. */
  readonly theirName: string | null;
  readonly fundCode: string | null;
  /** Null: it isn't in the book. */
  readonly ourPence: number | null;
  readonly theirPence: number | null;
  readonly theirState: ProviderEntry['state'] | null;
  readonly at: Instant;
}

/** A day of a council at a connection, once the two books of it were compared. */
export interface ComparedDay {
  readonly totals: readonly FundTotal[];
  readonly agreeing: number;
  readonly differences: readonly FoundDifference[];
  /** Entries that nobody knows, of a connection that takes for other councils too. */
  readonly unknown: number;
}

/** A council's day at a connection, in London. */
export interface PaymentDay {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly dayOn: LocalDate;
  /** Of the configuration. */
  readonly instance: string;
  /** What staff call it. */
  readonly providerName: string;
  /** Null: the provider could never be asked. */
  readonly comparedAt: Instant | null;
  /** Why it couldn't be asked last; null: it could. */
  readonly fault: string | null;
  readonly totals: readonly FundTotal[];
  readonly agreeing: number;
  readonly unknown: number;
  /** Of its differences, those that nobody explained and that are there still. */
  readonly open: number;
  readonly closed: number;
  readonly version: number;
}

/** A difference as it is kept. `gone`: the books agreed when they were compared again. */
export interface KeptDifference extends FoundDifference {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly dayId: string;
  readonly state: 'open' | 'closed' | 'gone';
  /** Of the case; null: of none, or of one that the reader may not see. */
  readonly reference: string | null;
  /** Whether the reader may see the payment. */
  readonly isShown: boolean;
  readonly foundAt: Instant;
  readonly goneAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly closedByName: string | null;
  /** How it is explained. */
  readonly reason: string | null;
  readonly version: number;
}
