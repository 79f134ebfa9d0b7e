import type { Instant } from '../../kernel/clock.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { HandoverState } from './handover-rules.js';

/** To whom something is passed: a person of a team, a team, or a council, whichever of its teams takes it. */
export interface Receiver {
  readonly authorityId: AuthorityId;
  /** Of a person: the team in which they take it over. Null: the council chooses. */
  readonly teamId: string | null;
  readonly personId: string | null;
  /** "Tom Reyes", "Highways", "Westmoor". */
  readonly name: string;
}

/** A case or an enquiry that somebody passed on, and what became of that. */
export interface Handover {
  readonly id: string;
  /** Whose the case or enquiry is; passing it on never changes that. */
  readonly authorityId: AuthorityId;
  readonly caseId: string | null;
  /** Of the case. */
  readonly reference: string | null;
  readonly enquiryId: string | null;
  /** Of the enquiry. */
  readonly interactionId: string | null;
  /** What it is about: the case's title, the enquiry's words. Null: nobody described it, or it is kept back. */
  readonly about: string | null;
  /** The customer's record is restricted: its words are for those who open it. */
  readonly isKeptBack: boolean;
  readonly fromPersonId: string | null;
  readonly fromName: string;
  readonly fromTeamId: string | null;
  readonly to: Receiver;
  readonly note: string | null;
  readonly state: HandoverState;
  readonly offeredAt: Instant;
  /** When it returns, while it is offered. */
  readonly returnAt: Instant;
  readonly endedAt: Instant | null;
  readonly endedById: string | null;
  readonly endedByName: string | null;
  /** Why it was declined. */
  readonly reason: string | null;
  /** What became of an enquiry after somebody accepted it. */
  readonly result: string | null;
  readonly finishedAt: Instant | null;
  /** How the case stands: its status. Null for an enquiry. */
  readonly caseStatus: 'open' | 'waiting' | 'closed' | null;
  readonly version: number;
}

/** The working time after which offers return, of a council or of one team. */
export interface HandoverTime {
  readonly id: string;
  readonly teamId: string | null;
  readonly workingMinutes: number;
  readonly version: number;
}
