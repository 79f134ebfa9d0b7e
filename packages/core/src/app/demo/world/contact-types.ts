import type { Instant } from '../../../kernel/clock.js';
import type { Answers, CaseLocation, Channel, IdentityLevel, Priority } from '../../../services/index.js';
import type { DemoAuthorityKey } from './authority-types.js';

export type DemoAvoidableReason =
  | 'chasing-progress'
  | 'unclear-information'
  | 'repeat-because-not-fixed'
  | 'told-to-call-back'
  | 'wrong-place'
  | 'service-failed';

/** The customer as they gave themselves in that contact. */
export interface DemoParticipant {
  name: string;
  phone?: string;
  email?: string;
  /** Whether they spoke for themselves. */
  capacity: 'self' | 'representative' | 'anonymous';
}

export interface DemoInteraction {
  key: string;
  /** Answered as. */
  authorityKey: DemoAuthorityKey;
  agreementKey?: string;
  channel: Channel;
  begunBy: 'customer' | 'authority';
  lineKey?: string;
  /** E.164; absent where withheld or not a call. */
  callerNumber?: string;
  numberWithheld: boolean;
  callId?: string;
  startedAt: Instant;
  endedAt: Instant;
  /** Absent for the web. */
  adviserKey?: string;
  customerKey?: string;
  representativeKey?: string;
  participant: DemoParticipant;
  identity: { level: IdentityLevel; method?: string; passed: boolean };
  enquiries: DemoEnquiry[];
  note: string;
  avoidableReason?: DemoAvoidableReason;
  /** 1 to 5, where the customer answered. */
  satisfaction?: number;
}

export type DemoEnquiryOutcome = 'answered' | 'case-logged' | 'existing-case' | 'handed-over';

export interface DemoEnquiry {
  key: string;
  serviceKey: string;
  /** Whose service it is; may differ from who answered. */
  authorityKey: DemoAuthorityKey;
  /** The need in the customer's words. */
  need: string;
  outcome: DemoEnquiryOutcome;
  caseKey?: string;
  handedToTeamKey?: string;
  note: string;
}

export interface DemoCase {
  key: string;
  authorityKey: DemoAuthorityKey;
  serviceKey: string;
  /** Absent where an officer found it. */
  interactionKey?: string;
  enquiryKey?: string;
  customerKey?: string;
  participant: DemoParticipant;
  /** Where it is about, as the service's location rules take it; the address is that of `placeKey`. */
  location?: CaseLocation;
  placeKey?: string;
  /** What the service's form takes, valid against it. */
  answers: Answers;
  description: string;
  loggedAt: Instant;
  loggedByKey?: string;
  teamKey: string;
  /** Officer who has it now. */
  ownerKey?: string;
  /** A status of the service's lifecycle. */
  status: string;
  priority: Priority;
  /** By the service's SLA at that priority, pauses left out. */
  dueAt: Instant;
  history: DemoCaseEvent[];
  notes: DemoCaseNote[];
  chases: { at: Instant; interactionKey: string }[];
  closedAt?: Instant;
  /** One of the service's outcomes. */
  outcome?: string;
  /** Whether it was closed, or is still open, before it is due. */
  withinSla: boolean;
}

export interface DemoCaseEvent {
  at: Instant;
  /** An event of the service's lifecycle, and the statuses before and after. */
  event: string;
  from: string;
  to: string;
  byKey?: string;
  note?: string;
}

export interface DemoCaseNote {
  at: Instant;
  byKey: string;
  text: string;
  audience: 'staff' | 'customer';
}
