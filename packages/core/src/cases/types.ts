import type { CallBackState } from './call-backs/call-back-rules.js';
import type { HandoverState } from './handovers/handover-rules.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Participant } from '../interactions/index.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Answers, Priority, ServiceDefinition, Status, StopOutcome } from '../services/index.js';

export type StatusKind = Status['kind'];

/** Where the work is: an address, a point, words, or some of them. Degrees are WGS84. */
export interface CasePlace {
  readonly placeId: string | null;
  readonly text: string | null;
  readonly lat: number | null;
  readonly long: number | null;
}

/** What a list shows of a case. */
export interface CaseSummary {
  readonly id: string;
  readonly authorityId: AuthorityId;
  /** WM-4F7K-2Q9M-X */
  readonly reference: string;
  readonly serviceId: string;
  readonly serviceVersionId: string;
  readonly serviceKey: string;
  readonly serviceName: string;
  /** Kept from everybody but the members of its team; see `restricted-access.ts`. */
  readonly restricted: boolean;
  /** Restricted, and of somebody else's team: the reader is told that there is such a case, and no more. */
  readonly veiled: boolean;
  readonly title: string;
  readonly status: string;
  readonly statusKind: StatusKind;
  readonly priority: Priority;
  readonly outcome: string | null;
  readonly customerId: string | null;
  readonly participantName: string | null;
  readonly locationText: string | null;
  readonly teamId: string;
  /** Null for a team of an authority that the reader doesn't work for. */
  readonly teamName: string | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly openedAt: Instant;
  /** Null while the SLA clock stands still. */
  readonly dueAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly version: number;
}

/** Why a case may be restricted by hand. */
export const restrictionReasons = ['safeguarding', 'adult-social-care', 'children-social-care'] as const;
export type RestrictionReason = (typeof restrictionReasons)[number];

/** `service`: every case of its service is. `customer`: its customer's record is, and the case for as long. */
export type Restriction = RestrictionReason | 'service' | 'customer';

/** Its retention class: by its service, and as a restricted case for as long as it is restricted. */
export type KeptAs = 'case' | 'restricted-case';

export function keptAsOf(
  { retentionClass }: Pick<ServiceDefinition, 'retentionClass'>,
  restriction: Restriction | null,
): KeptAs {
  return restriction === null ? retentionClass : 'restricted-case';
}

/** A case: a request that outlives the interaction, tracked to its outcome. */
export interface Case extends CaseSummary {
  /** Why it is restricted; null: it isn't. */
  readonly restriction: Restriction | null;
  readonly keptAs: KeptAs;
  readonly participant: Participant;
  readonly answers: Answers;
  readonly place: CasePlace;
  readonly raisedBy: string | null;
  readonly interactionId: string | null;
  readonly updatedAt: Instant;
  readonly linkCount: number;
  /** Others who reported the same thing. */
  readonly subscriberCount: number;
  /** The offer that its team makes to another, until somebody takes it over; null: none. */
  readonly openHandoverId: string | null;
}

/** A case's state in words, from the version of the service that it was logged under. */
export interface CaseWords {
  /** For staff: "In progress". */
  readonly statusLabel: string;
  /** For reading out and for residents: "We are working on it"; once closed, the outcome's words. */
  readonly publicLabel: string;
  readonly outcomeLabel: string | null;
}

export type DescribedCase = Case & CaseWords;
export type DescribedSummary = CaseSummary & CaseWords;

export const eventKinds = [
  'opened',
  'status',
  'assigned',
  'note',
  'chase',
  'file',
  'task',
  'edited',
  'joined',
  'linked',
  'escalated',
  'imported',
  'viewed',
  'message',
  'payment',
  'restricted',
  'handover',
  'call-back',
  'call-out',
  'transfer',
  'outside',
  'mail',
] as const;
export type CaseEventKind = (typeof eventKinds)[number];
export type Visibility = 'internal' | 'customer';

/** What happens to a case that is handed over between installations. */
export type TransferStep =
  | 'arriving'
  | 'offered'
  | 'withdrawing'
  | 'withdrawn'
  | 'accepted'
  | 'declined'
  | 'note'
  | 'status'
  | 'their-note'
  | 'their-status';

/** What happens to a case whose work is done in another system. */
export type OutsideStep =
  'waiting' | 'sent' | 'failed' | 'kept-back' | 'told' | 'not-told' | 'withdrawn' | 'heard' | 'stuck' | 'settled';

/** How far a file has come on its way to a council in another installation (`going` …), or from one (`coming` …). */
export type FileExchange = 'going' | 'gone' | 'refused-there' | 'coming' | 'come' | 'refused-here';

/** What an event adds to its words, by kind. Kept as JSON; the clock is recomputed from it. */
export interface CaseEventData {
  /** opened: the first status and priority, and the stops that the adviser confirmed. */
  readonly status?: string;
  readonly priority?: Priority;
  readonly despite?: readonly StopOutcome[];
  /** opened by an import: the due time that the old system promised, which no calendar changes. */
  readonly promisedAt?: Instant;
  /** status */
  readonly event?: string;
  readonly from?: string;
  readonly to?: string;
  readonly outcome?: string;
  /** status and edited: the id of the event that this one undoes. */
  readonly undoes?: string;
  /** mail: that came in. */
  readonly mailId?: string;
  /** note: its words were taken back. */
  readonly takenBack?: true;
  /** assigned */
  readonly teamId?: string;
  readonly teamName?: string;
  readonly assigneeId?: string | null;
  readonly assigneeName?: string | null;
  /** edited: labels of what changed, and the new priority. */
  readonly fields?: readonly string[];
  /** linked: what the first case is to the second, and which of them this one is; `name` is the other's reference. */
  readonly relation?: 'related' | 'child-of' | 'duplicate-of';
  readonly side?: 'from' | 'to';
  /** restricted: why; absent when the restriction was lifted. */
  readonly restriction?: RestrictionReason | 'customer';
  /** escalated */
  readonly step?: 'warning' | 'breach';
  /** file, task and linked */
  readonly fileId?: string;
  readonly name?: string;
  readonly taskId?: string;
  /** message: what was written to somebody, by which way, and how far it came. */
  readonly messageId?: string;
  readonly channel?: 'email' | 'text' | 'letter';
  readonly state?:
    'held' | 'waiting' | 'sent' | 'failed' | 'printed' | 'cancelled' | 'delivered' | 'undelivered' | 'dealt-with';
  /** payment: which one, how much, in whole pence. */
  readonly paymentId?: string;
  readonly amountPence?: number;
  /**
   * file: how far it has come between installations: `council` is the other council, `exchangeId` names it until it is a
   * file of the case.
   */
  readonly exchanged?: FileExchange;
  readonly exchangeId?: string;
  readonly council?: string;
  readonly done?: 'added' | 'finished' | 'dropped' | 'removed' | 'reopened' | 'changed';
  /** payment: the amount was given back. */
  readonly isGivenBack?: true;
  /** handover: which one, and how far it has come; `name` is whom it was passed to. */
  readonly handoverId?: string;
  readonly handover?: HandoverState;
  /** call-back: which one, and what happened to it. */
  readonly callBackId?: string;
  readonly callBack?: CallBackState | 'changed' | 'no-answer' | 'missed';
  /** call-out: which one, and what happened to it; `name` is whoever accepted it. */
  readonly callOutId?: string;
  readonly callOut?: 'started' | 'exhausted' | 'accepted' | 'stood-down';
  /** transfer: which one, to (`out`) or from a council in another installation, and what happened; `name` is that council. */
  readonly transferId?: string;
  readonly transfer?: TransferStep;
  readonly direction?: 'out' | 'in';
  readonly theirReference?: string;
  /** outside: what happened between us and the other system in which the work is done; `name` is that system. */
  readonly outside?: OutsideStep;
  /** task: an item of the checklist. */
  readonly isCheck?: true;
}

/** One thing that happened to a case. */
export interface CaseEvent {
  readonly id: string;
  readonly caseId: string;
  readonly at: Instant;
  readonly kind: CaseEventKind;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly visibility: Visibility;
  readonly body: string | null;
  readonly data: CaseEventData;
}

export interface CaseTask {
  readonly id: string;
  readonly caseId: string;
  /** `check`: an item of the case's checklist, which anybody in the team ticks. */
  readonly kind: 'task' | 'check';
  readonly title: string;
  /** The team that does it; null: the case's, whichever that is. */
  readonly teamId: string | null;
  readonly teamName: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly dueOn: LocalDate | null;
  readonly state: 'to-do' | 'done' | 'dropped';
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
  readonly finishedByName: string | null;
  readonly version: number;
}

/** A task of somebody's, with the case that it belongs to. */
export interface OwnTask extends CaseTask {
  readonly authorityId: AuthorityId;
  readonly reference: string;
  /** Of a restricted case. */
  readonly restricted: boolean;
  /** Of a restricted case of somebody else's team: only its reference shows. */
  readonly veiled: boolean;
  readonly caseTeamId: string;
}

/** A photo resized for pages; `digest` finds its bytes in the file store, width and height are in pixels. */
export interface FilePicture {
  readonly digest: string;
  readonly width: number;
  readonly height: number;
}

/** A file on a case. `digest` finds its bytes in the file store. */
export interface CaseFile {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly caseId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly digest: string;
  /** `waiting`: one is being made. Null: it is no photo, or no picture can be made of it. */
  readonly picture: FilePicture | 'waiting' | null;
  readonly addedAt: Instant;
  readonly addedByName: string;
}
