import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Channel, Outcome } from '../interactions/index.js';
import type { CallOutState } from '../call-outs/index.js';
import type { CallBackState } from '../cases/index.js';
import type { Priority } from '../services/index.js';

/** What became of one need inside a contact. */
export interface DoneEnquiry {
  /** In the customer's words; null: none were noted, or they are kept from the reader. */
  readonly words: string | null;
  /** Null: still open. */
  readonly outcome: Outcome | null;
  /** The team that the customer was told would take it on. */
  readonly passedTo: string | null;
}

interface Done {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly agreementId: string;
  readonly agreementTitle: string;
  /** Who serves by the agreement. */
  readonly providerId: AuthorityId;
  readonly subjectId: string;
  readonly at: Instant;
  readonly personName: string;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
}

/** A contact that was answered for the council. */
export interface DoneContact extends Done {
  readonly kind: 'interaction';
  readonly channel: Channel;
  readonly isOpen: boolean;
  readonly enquiries: readonly DoneEnquiry[];
}

/** A case that was logged for the council. */
export interface DoneCase extends Done {
  readonly kind: 'case';
  /** Absent where it is restricted to others: that there is one is all that is told. */
  readonly logged: LoggedCase | null;
}

export interface LoggedCase {
  readonly reference: string;
  readonly title: string;
  readonly priority: Priority;
  readonly isClosed: boolean;
  /** What the customer was promised; null: no time. */
  readonly dueAt: Instant | null;
}

/** A call that a customer of the council was promised, which one of its own teams makes. */
export interface DoneCallBack extends Done {
  readonly kind: 'call-back';
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** Who calls: "Street and waste team". */
  readonly caller: string;
  readonly state: CallBackState;
  readonly missedAt: Instant | null;
}

/** An emergency for which the council's duty list was rung down. */
export interface DoneCallOut extends Done {
  readonly kind: 'call-out';
  readonly state: CallOutState;
  /** Who accepted it, or stood it down. */
  readonly endedByName: string | null;
}

/** One thing that another council did for this one by agreement. */
export type Work = DoneContact | DoneCase | DoneCallBack | DoneCallOut;
