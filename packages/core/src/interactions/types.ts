import { z } from 'zod';
import type { Instant } from '../kernel/clock.js';
import { line, uuidField } from '../kernel/input.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { StopOutcome } from '../services/index.js';

export const channels = ['telephone', 'counter', 'email', 'text', 'web', 'letter', 'chat'] as const;
export type Channel = (typeof channels)[number];

export const identityLevels = ['none', 'basic', 'full'] as const;
export type IdentityLevel = (typeof identityLevels)[number];

/** What may be asked to find out whether a caller is who they say. Only the question is ever recorded. */
export const identityQuestions = [
  'name',
  'address',
  'date-of-birth',
  'telephone',
  'email',
  'account-number',
  'photo-id',
] as const;
export type IdentityQuestion = (typeof identityQuestions)[number];

export const outcomes = ['resolved', 'logged', 'passed', 'abandoned'] as const;
export type Outcome = (typeof outcomes)[number];

/** Why the contact was of low value to the customer; the groups follow National Indicator 14 (avoidable contact). */
export const avoidableReasons = [
  'chasing-progress',
  'wrong-department',
  'unclear-information',
  'repeat-of-fault',
  'broken-promise',
] as const;
export type AvoidableReason = (typeof avoidableReasons)[number];

/** What an adviser chooses from. `no`: the contact was of value. */
export const avoidableChoices = ['no', ...avoidableReasons] as const;
export type AvoidableChoice = (typeof avoidableChoices)[number];

/** Who was in touch, as recorded then: later changes of the customer don't reach it. Empty: anonymous. */
export const Participant = z.strictObject({
  name: line(200).optional(),
  telephone: line(40).optional(),
  email: line(254).optional(),
  address: line(300).optional(),
  postcode: line(10).optional(),
  needs: z.array(line(60)).max(20).optional(),
  /** On whose behalf, and how they stand to them: "Daughter of Owen Pritchard". */
  relationship: line(120).optional(),
  /** Under which they speak for the customer. */
  representationId: uuidField.optional(),
});
export type Participant = z.infer<typeof Participant>;

/** One contact between a customer and the authority that answered. */
export interface Interaction {
  readonly id: string;
  /** Answered as. */
  readonly authorityId: AuthorityId;
  readonly channel: Channel;
  readonly lineId: string | null;
  /** E.164, or `withheld`; null when there was no call or the number was not passed on. */
  readonly caller: string | null;
  /** The telephone system's name of the call. */
  readonly callId: string | null;
  /** Null: nobody took it, as on the web. */
  readonly adviserId: string | null;
  readonly adviserName: string | null;
  readonly state: 'open' | 'finished';
  readonly startedAt: Instant;
  /** How long they waited before somebody answered; null: not known. */
  readonly waitedSeconds: number | null;
  readonly endedAt: Instant | null;
  readonly customerId: string | null;
  readonly participant: Participant;
  readonly placeId: string | null;
  /** The case that the contact is about, when it was started from one. */
  readonly aboutCaseId: string | null;
  /** Highest level that a check has reached since the customer was named; ends with the interaction. */
  readonly identityLevel: IdentityLevel;
  /** Null: the contact was of value. */
  readonly avoidable: AvoidableReason | null;
  readonly notes: string | null;
  /** Taken while Moothall was being upgraded, and entered afterwards: nobody is on the line. */
  readonly isCaptured: boolean;
  readonly version: number;
}

/** One need inside an interaction. It belongs to the authority whose service it is about. */
export interface Enquiry {
  readonly id: string;
  readonly interactionId: string;
  readonly authorityId: AuthorityId;
  readonly interactionAuthorityId: AuthorityId;
  readonly words: string | null;
  readonly serviceId: string | null;
  readonly articleId: string | null;
  /** Null while it is open. */
  readonly outcome: Outcome | null;
  /** The form's stop that was its answer, in place of a case. */
  readonly stop: StopOutcome | null;
  readonly caseId: string | null;
  readonly passedToTeamId: string | null;
  /** What the receiving team is told. */
  readonly note: string | null;
  readonly openedAt: Instant;
  readonly closedAt: Instant | null;
  readonly version: number;
}

/** An enquiry as its reader may see it. */
export interface ShownEnquiry extends Enquiry {
  /** It led to a case that the reader doesn't see: that it was passed on is all that shows of it. */
  readonly isKeptBack: boolean;
}

/** A check of who is calling: which questions were asked, never the answers. */
export interface IdentityCheck {
  readonly id: string;
  readonly level: Exclude<IdentityLevel, 'none'>;
  readonly questions: readonly IdentityQuestion[];
  readonly passed: boolean;
  readonly checkedAt: Instant;
  readonly checkedBy: string;
}

/** Somebody who speaks for the customer in an interaction, as their representation stands now. */
export interface Representing {
  readonly representationId: string;
  /** "Carer Bethan Pugh". */
  readonly who: string;
  readonly covers: string;
  /** False before its first day and after its last one: no identity check then shows them anything. */
  readonly mayAct: boolean;
  /** Why they may not, and what to do. */
  readonly refusal: string | null;
}

/** An interaction with what hangs on it, oldest first. Enquiries of authorities beyond the reader's are left out. */
export interface WholeInteraction extends Interaction {
  /** Who speaks for the customer; null: the customer does, or nobody is named. */
  readonly representing: Representing | null;
  readonly enquiries: readonly ShownEnquiry[];
  readonly identityChecks: readonly IdentityCheck[];
}
