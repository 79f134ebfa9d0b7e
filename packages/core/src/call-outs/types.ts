import type { RingingRole } from '../directory/index.js';
import type { Instant } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { RingChannel, RingMessageState } from './ring-message.js';
import type { CallOutState, RingOutcome } from './rules.js';

/** An emergency for which people are rung until somebody accepts it. */
export interface CallOut {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly caseId: string | null;
  /** Of the case, as far as the reader may know of it. */
  readonly reference: string | null;
  readonly rotaId: string | null;
  readonly rotaName: string | null;
  readonly teamId: string | null;
  /** What has happened; null: kept from the reader, as the case is. */
  readonly reason: string | null;
  readonly place: string | null;
  readonly startedById: string | null;
  readonly startedByName: string;
  readonly startedAt: Instant;
  /** Nobody was on duty. */
  readonly isGap: boolean;
  readonly state: CallOutState;
  /** Place in the list of whoever is rung now, from 1; 0: nobody. */
  readonly ringing: number;
  /** When the next is rung; null: nobody is rung now. */
  readonly dueAt: Instant | null;
  /** When nobody was left to ring, the last time. */
  readonly exhaustedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** Who accepted it, or stood it down. */
  readonly endedByName: string | null;
  /** Why it was stood down. */
  readonly result: string | null;
  readonly version: number;
}

/** Somebody on the list of a call-out. */
export interface Ring {
  readonly id: string;
  /** In the list, from 1. */
  readonly place: number;
  readonly personId: string;
  readonly personName: string;
  readonly role: RingingRole;
  /** How long they have to answer. */
  readonly minutes: number;
  /** Null: it isn't their turn yet. */
  readonly rungAt: Instant | null;
  readonly outcome: RingOutcome | null;
  readonly outcomeAt: Instant | null;
  /** Who said so: they, or whoever rang them; null: the clock. */
  readonly saidByName: string | null;
  readonly note: string | null;
  /** What they were written when it was their turn; null: it isn't yet. */
  readonly message: RingMessage | null;
}

/** Whether the message to somebody who is rung went out. */
export interface RingMessage {
  /** Null: there is nowhere to write to. */
  readonly channel: RingChannel | null;
  readonly state: RingMessageState;
  /** When it came to that. */
  readonly at: Instant;
  /** Why it failed. */
  readonly detail: string | null;
}
