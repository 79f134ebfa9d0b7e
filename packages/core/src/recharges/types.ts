import type { Instant, LocalDate } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';

export const statementStates = ['draft', 'issued', 'agreed', 'settled'] as const;
/** Drafted after the month's end, issued by the provider, agreed by the receiver, and settled once it is paid. */
export type StatementState = (typeof statementStates)[number];

export const lineKinds = [
  ...(['contacts', 'cases', 'fixed', 'by-population', 'by-volume'] as const),
  ...(['month-cap', 'minimum', 'answer-level', 'year-cap', 'given-back', 'correction'] as const),
] as const;
/**
 * What a line charges for, or why it takes something off: what goes over the most of a month or of a year, calls that were
 * answered too late, what an agreed dispute gives back; `minimum` is what is missing to the least of a month.
 */
export type LineKind = (typeof lineKinds)[number];

/** One amount of a statement, in whole pence; negative: taken off. */
export interface ChargeLine {
  readonly kind: LineKind;
  /** The version of the terms that it follows. */
  readonly termsNumber: number | null;
  readonly fromOn: LocalDate;
  /** The last day. */
  readonly toOn: LocalDate;
  /** Contacts, cases, days, or residents. */
  readonly quantity: number | null;
  /** The price of one; where something is shared out or goes by days, the amount that is. */
  readonly unitPence: number | null;
  readonly pence: number;
  readonly note: string | null;
  /** The dispute of an earlier month that it gives back. */
  readonly disputeId: string | null;
}

export interface StatementLine extends ChargeLine {
  readonly id: string;
}

export const disputeStates = ['open', 'answered', 'agreed', 'withdrawn'] as const;
/**
 * Raised by the receiver; answered by the provider, who stands by the line; agreed by the provider, who gives the amount
 * back in its next statement; or withdrawn by the receiver.
 */
export type DisputeState = (typeof disputeStates)[number];

export interface Dispute {
  readonly id: string;
  readonly lineId: string;
  /** How much of the line is disputed. */
  readonly pence: number;
  readonly reason: string;
  readonly state: DisputeState;
  readonly raisedAt: Instant;
  readonly raisedBy: string | null;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
  readonly answeredBy: string | null;
  readonly withdrawnAt: Instant | null;
  /** The statement that gives it back, once one was issued. */
  readonly givenBackIn: string | null;
}

/** A month's statement without its lines. */
export interface Statement {
  readonly id: string;
  readonly agreementId: string;
  readonly agreementTitle: string;
  /** Who is served, and charged. */
  readonly receiverId: AuthorityId;
  readonly providerId: AuthorityId;
  /** The first day of its month. */
  readonly monthOn: LocalDate;
  readonly state: StatementState;
  /** Contacts that were answered and cases that were logged by the agreement in the month. */
  readonly contacts: number;
  readonly cases: number;
  readonly callsAnswered: number | null;
  readonly callsInTime: number | null;
  /** Calls by the agreement on days whose terms say how fast: whose waiting time is kept, how many of those were in time. */
  readonly waitsKnown: number;
  readonly waitsInTime: number;
  readonly waitsUnknown: number;
  readonly totalPence: number;
  /** Of open and answered disputes. */
  readonly disputedPence: number;
  readonly undisputedPence: number;
  readonly draftedAt: Instant;
  readonly issuedAt: Instant | null;
  readonly issuedBy: string | null;
  readonly agreedAt: Instant | null;
  readonly agreedBy: string | null;
  readonly settledAt: Instant | null;
  readonly settledBy: string | null;
  readonly settledOn: LocalDate | null;
  readonly payment: string | null;
  readonly version: number;
}

export interface StatementInFull extends Statement {
  readonly lines: readonly StatementLine[];
  readonly disputes: readonly Dispute[];
  /** Of a draft: the terms want to know how many calls were answered in time, nobody has said, and not every
   *  waiting time is kept. */
  readonly wantsCalls: boolean;
}
