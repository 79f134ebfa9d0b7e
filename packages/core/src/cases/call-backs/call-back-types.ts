import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { AttemptOutcome, CallBackState } from './call-back-rules.js';

/** From when until when a customer was told that they are called. */
export interface CallWindow {
  readonly fromAt: Instant;
  readonly untilAt: Instant;
}

/** Who calls: a team, of which anybody takes it, or one person. */
export interface Caller {
  /** Null: the person is in no team of the council. */
  readonly teamId: string | null;
  readonly teamName: string | null;
  /** Null: nobody of the team has taken it. */
  readonly personId: string | null;
  readonly personName: string | null;
}

/** A call that a customer was promised, about a case or a contact. */
export interface CallBack extends CallWindow {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly caseId: string | null;
  /** Of the case. */
  readonly reference: string | null;
  /** Of the case. */
  readonly title: string | null;
  readonly interactionId: string | null;
  /** The customer's record or the case is restricted: whom to call stands with the case or contact, for those who open it. */
  readonly isKeptBack: boolean;
  /** Whom to ask for. */
  readonly name: string | null;
  /** E.164; null: kept back. */
  readonly telephone: string | null;
  /** What it is about. */
  readonly note: string | null;
  readonly caller: Caller;
  readonly promisedById: string | null;
  readonly promisedByName: string;
  readonly promisedAt: Instant;
  readonly state: CallBackState;
  /** When the time was over and nobody had called. It stays, whatever follows. */
  readonly missedAt: Instant | null;
  /** When it was kept or missed, whichever came first. */
  readonly decidedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedByName: string | null;
  /** What came of it, or why it was withdrawn. */
  readonly result: string | null;
  /** When somebody of the team took it, or rang; null: nobody did since it was promised or given to another. */
  readonly takenAt: Instant | null;
  /** The latest change of what was promised; null: it stands as it was promised. */
  readonly changedAt: Instant | null;
  readonly changedByName: string | null;
  readonly changeReason: string | null;
  readonly version: number;
}

/** One time that somebody rang. */
export interface Attempt {
  readonly id: string;
  readonly at: Instant;
  readonly byName: string;
  readonly outcome: AttemptOutcome;
  readonly note: string | null;
  /** When it is tried again; null: it was the last. */
  readonly next: CallWindow | null;
}
