import type { Weekday } from '../kernel/date-words.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import type { SharedField } from '../kernel/db/shared-fields.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { CHANNELS } from '../services/index.js';
import type { OpenHours } from '../authorities/index.js';

export const agreementKinds = ['standing', 'overflow', 'continuity'] as const;
/**
 * `standing` holds whenever its hours do. `continuity` and `overflow` lie dormant until a named officer of either side
 * opens them for a limited time; overflow only while customers wait as long as was agreed.
 */
export type AgreementKind = (typeof agreementKinds)[number];

export const sides = ['receiver', 'provider'] as const;
/** The authority whose customers are served, or the one that serves them. */
export type Side = (typeof sides)[number];

export const sharedParts = ['customers', 'cases', 'messages'] as const;
/** What the provider's staff may see of the receiver's records. */
export type SharedPart = (typeof sharedParts)[number];

export const abilities = ['log', 'update', 'take-payments', 'close', 'call-out'] as const;
/** What the provider's staff may do beyond answering. */
export type Ability = (typeof abilities)[number];

export const holidayKinds = ['as-usual', 'never', 'all-day'] as const;
export type WeeklyHours = Readonly<Record<Weekday, readonly OpenHours[]>>;

/** When the provider answers. */
export type Hours =
  | { readonly when: 'always' }
  /** Whenever the receiver's offices are shut: nights, weekends, its bank holidays and its own closures. */
  | { readonly when: 'outside-office-hours' }
  | {
      readonly when: 'weekly';
      readonly weekly: WeeklyHours;
      /** On the receiver's bank holidays: the weekday's hours, none, or all day. */
      readonly onBankHolidays: (typeof holidayKinds)[number];
    };

export const priceKinds = [
  'free',
  'per-contact',
  'per-case',
  'per-month',
  'per-year',
  'by-population',
  'by-volume',
] as const;

export interface Price {
  readonly kind: (typeof priceKinds)[number];
  /** Of a contact, a case, a month or a year; with a share: of a year's cost that is shared out. */
  readonly pence?: number | undefined;
  /** Most that a month may cost. */
  readonly capPence?: number | undefined;
  /** Most that a financial year, from 1 April, may cost. */
  readonly capYearPence?: number | undefined;
  /** Least that a whole month costs. */
  readonly minimumPence?: number | undefined;
  /** By population: how many live in the receiver's area, of how many whose councils share the cost. */
  readonly residents?: number | undefined;
  readonly allResidents?: number | undefined;
}

/** How fast calls are answered, and by how much a month costs less when they are not. */
export interface AnswerLevel {
  readonly withinSeconds: number;
  /** So many of a hundred calls. */
  readonly percent: number;
  readonly reductionPercent: number;
}

/** What was agreed. */
export interface Terms {
  /** Services of the receiver, by id. Where neither these nor what follows names any: every one, those to come included. */
  readonly serviceIds: readonly string[];
  /** Its services under these numbers of the Local Government Services List, those to come included. */
  readonly lgslIds?: readonly number[] | undefined;
  /** Its services under these headings of its catalogue, those to come included. */
  readonly serviceGroups?: readonly string[] | undefined;
  /** None: every one. */
  readonly channels: readonly (typeof CHANNELS)[number][];
  /** Lines of the receiver, by id; none: every one. */
  readonly lineIds: readonly string[];
  readonly hours: Hours;
  readonly shares: readonly SharedPart[];
  /** Which fields of customers and cases; absent: every one, those to come included. */
  readonly fields?: readonly SharedField[] | undefined;
  readonly abilities: readonly Ability[];
  readonly lawfulBasis: string;
  readonly purpose: string;
  readonly price: Price;
  readonly serviceLevel?: string | undefined;
  readonly answerLevel?: AnswerLevel | undefined;
  /** Who may open a continuity or overflow agreement: people of either side. */
  readonly officerIds: readonly string[];
  /** For how many hours at most, once opened. */
  readonly openForHours?: number | undefined;
  /** Overflow: from which waiting time on. */
  readonly overflowMinutes?: number | undefined;
}

export interface Signature {
  readonly side: Side;
  readonly personId: string;
  readonly name: string;
  readonly signedAt: Instant;
}

/** A version of the terms, and who signed it. */
export interface TermsVersion {
  readonly id: string;
  readonly number: number;
  readonly fromOn: LocalDate;
  /** The last day. */
  readonly toOn: LocalDate | null;
  readonly terms: Terms;
  readonly writtenAt: Instant;
  readonly agreedAt: Instant | null;
  readonly signatures: readonly Signature[];
}

export interface Activation {
  readonly fromAt: Instant;
  /** The first instant at which it is over. */
  readonly toAt: Instant;
  readonly reason: string;
  readonly waitMinutes: number | null;
  readonly name: string;
}

export const agreementStates = ['draft', 'signed', 'suspended', 'ended'] as const;

export interface Agreement {
  readonly id: string;
  readonly receiverId: AuthorityId;
  readonly providerId: AuthorityId;
  readonly kind: AgreementKind;
  readonly title: string;
  readonly state: (typeof agreementStates)[number];
  /** Whose administrator suspended it, while it is. */
  readonly suspendedFor: AuthorityId | null;
  /** The terms that both sides signed and that hold now, until `coming` begin; before any does, the first to come. */
  readonly agreed: TermsVersion | null;
  /** Terms that both sides signed for later, in turn. */
  readonly coming: readonly TermsVersion[];
  /** Terms that are still to be signed by both. */
  readonly proposed: TermsVersion | null;
  /** Begun and not over; for continuity and overflow. */
  readonly activation: Activation | null;
  readonly createdAt: Instant;
  readonly version: number;
}

/** Something that happened to an agreement. */
export interface AgreementEvent {
  readonly kind: EventKind;
  readonly at: Instant;
  readonly name: string | null;
  readonly side: Side | null;
  readonly termsNumber: number | null;
  readonly note: string | null;
}

export const eventKinds = [
  'drafted',
  'terms-proposed',
  'terms-changed',
  'signed',
  'agreed',
  'suspended',
  'resumed',
  'ended',
  'opened',
  'closed',
] as const;
export type EventKind = (typeof eventKinds)[number];
