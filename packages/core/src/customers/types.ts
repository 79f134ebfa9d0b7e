import type { Instant, LocalDate } from '../kernel/clock.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { LookupReason } from './matching/plan-search.js';
import type { Evidence, Likeness } from './matching/likely-same.js';

export const customerKinds = ['person', 'organisation'] as const;
export type CustomerKind = (typeof customerKinds)[number];

export const preferredChannels = ['phone', 'email', 'text', 'post', 'in-person'] as const;
export type PreferredChannel = (typeof preferredChannels)[number];

/** What a customer needs so that an answer reaches them (Equality Act 2010, section 20; Accessible Information Standard). */
export const needs = [
  'large-print',
  'braille',
  'audio',
  'easy-read',
  'bsl',
  'text-relay',
  'interpreter',
  'more-time',
  'home-visit',
] as const;
export type Need = (typeof needs)[number];

/** Why a record opens to few, and to them only for a reason. */
export const restrictions = ['concealed-address', 'own-staff', 'safeguarding'] as const;
export type Restriction = (typeof restrictions)[number];

export const contactPointKinds = ['telephone', 'email', 'postal'] as const;
export type ContactPointKind = (typeof contactPointKinds)[number];

export const representationRoles = [
  'carer',
  'advocate',
  'attorney',
  'deputy',
  'executor',
  'councillor',
  'landlord',
  'agent',
  'family',
] as const;
export type RepresentationRole = (typeof representationRoles)[number];

/** What one customer is to another. Each reads the other way round as `inverseRelation` says. */
export const relations = [
  'parent',
  'child',
  'guardian',
  'ward',
  'partner',
  'sibling',
  'twin',
  'household',
  'next-of-kin',
  'has-next-of-kin',
  'landlord',
  'tenant',
  'works-for',
  'employs',
] as const;
export type Relation = (typeof relations)[number];

/** What was seen that shows that somebody may act for another. */
export const evidenceKinds = [
  'power-of-attorney',
  'court-order',
  'probate',
  'will',
  'signed-consent',
  'spoken-consent',
  'letter-of-authority',
  'public-office',
] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Evidence as it was seen; the document itself stays with whoever showed it. */
export interface RepresentationEvidence {
  readonly kind: EvidenceKind;
  /** The last four characters of its number at most, to tell two documents apart. */
  readonly mark: string | null;
  readonly seenOn: LocalDate;
  /** `null`: nobody of the staff, as with an import. */
  readonly seenByName: string | null;
}

export const occupancyRoles = ['occupier', 'owner', 'tenant', 'landlord', 'trader'] as const;
export type OccupancyRole = (typeof occupancyRoles)[number];

/** A former name, or one that a person is known by. */
export interface OtherName {
  readonly firstNames?: string | undefined;
  readonly lastName: string;
}

/** The person or organisation that an authority serves. One row a controller: nobody is shared between councils. */
export interface Customer {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly kind: CustomerKind;
  readonly title: string | null;
  readonly firstName: string | null;
  readonly middleNames: string | null;
  readonly lastName: string | null;
  readonly organisationName: string | null;
  readonly otherNames: readonly OtherName[];
  /** "Mrs Joan Prosser". */
  readonly displayName: string;
  readonly bornOn: LocalDate | null;
  readonly diedOn: LocalDate | null;
  /** BCP 47. */
  readonly language: string;
  readonly preferredChannel: PreferredChannel | null;
  readonly needs: readonly Need[];
  /** Where they live or trade now: of the preferred postal contact point. */
  readonly placeId: string | null;
  readonly addressLine: string | null;
  readonly postcode: string | null;
  /** E.164, of the preferred telephone contact point. */
  readonly telephone: string | null;
  readonly restriction: Restriction | null;
  /** The customer that this record is now part of; `null` for all but merged ones. */
  readonly mergedIntoId: string | null;
  /** `null`: it was no other council's that was merged or split. */
  readonly formerly: Formerly | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Grows with every change of the record or of what hangs on it. */
  readonly version: number;
  /** Whom of the directory it is of, as a customer of a service desk; `null`: it is a resident's or a firm's. */
  readonly colleagueId: string | null;
}

/** Whose record it was until a council was merged or split. */
export interface Formerly {
  readonly authorityId: AuthorityId;
  /** The first day on which it was the present council's. */
  readonly takenOverOn: LocalDate;
}

export interface ContactPoint {
  readonly id: string;
  readonly customerId: string;
  readonly kind: ContactPointKind;
  /** E.164, a mail address, or an address in one line without its postcode. */
  readonly value: string;
  readonly postcode: string | null;
  readonly placeId: string | null;
  readonly label: string | null;
  readonly preferred: boolean;
  readonly verifiedOn: LocalDate | null;
  /** Since when messages find nobody there. Null: none did. */
  readonly failingSince: Instant | null;
}

/** A number by which another register knows the customer: council tax, account, 12345. */
export interface Identifier {
  readonly id: string;
  readonly customerId: string;
  readonly register: string;
  readonly type: string;
  readonly value: string;
}

/** One customer acting for another, seen from one of the two. */
export interface Representation {
  readonly id: string;
  /** Whether the other acts for this customer, or this customer for the other. */
  readonly direction: 'represented-by' | 'acts-for';
  readonly otherId: string;
  /** `null`: the other's record is restricted, so its name isn't shown here. */
  readonly otherName: string | null;
  readonly role: RepresentationRole;
  /** What it covers, in words. */
  readonly covers: string;
  readonly evidence: RepresentationEvidence;
  readonly fromOn: LocalDate;
  /** The last day; `null` while none is agreed. */
  readonly toOn: LocalDate | null;
}

/** What a customer is to another, seen from the one: with `parent`, this customer is the other's parent. */
export interface Relationship {
  readonly id: string;
  readonly relation: Relation;
  readonly otherId: string;
  /** `null`: the other's record is restricted, so its name isn't shown here. */
  readonly otherName: string | null;
  readonly fromOn: LocalDate | null;
  /** The last day. */
  readonly toOn: LocalDate | null;
}

export interface Occupancy {
  readonly id: string;
  readonly placeId: string;
  readonly placeLine: string;
  readonly uprn: string | null;
  readonly role: OccupancyRole;
  readonly fromOn: LocalDate | null;
  readonly toOn: LocalDate | null;
}

/** What a customer is at a place, and when. */
export type RoleAtPlace = Pick<Occupancy, 'role' | 'fromOn' | 'toOn'>;

/** A customer found at a place; of a restricted one nothing more is told. */
export type CustomerAtPlace = CustomerHit & { readonly as: readonly RoleAtPlace[] };

/** A customer, and how they are reached. */
export interface ReachableCustomer extends Customer {
  readonly contactPoints: readonly ContactPoint[];
}

/** A customer and all that is reached and known by them. */
export interface CustomerRecord extends ReachableCustomer {
  readonly identifiers: readonly Identifier[];
  readonly representations: readonly Representation[];
  readonly relationships: readonly Relationship[];
  readonly occupancies: readonly Occupancy[];
}

/** A customer in a list of found ones. */
export interface CustomerHit {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly kind: CustomerKind;
  /** `null` on a restricted record: only that there is one is shown, and only to those who may open it. */
  readonly displayName: string | null;
  readonly bornOn: LocalDate | null;
  readonly diedOn: LocalDate | null;
  readonly addressLine: string | null;
  readonly postcode: string | null;
  readonly telephone: string | null;
  /** The name that it was found by, where that is a former one, another one, or a merged record's. */
  readonly alsoKnownAs: string | null;
  readonly restricted: boolean;
  /** How it was found, the most telling first. */
  readonly matchedBy: readonly LookupReason[];
}

export interface SearchAnswer {
  readonly items: readonly CustomerHit[];
  readonly nextCursor: string | null;
  /** `some`: more match than are ranked; add a postcode, first name or date of birth. */
  readonly shows: 'all' | 'some';
  /** Set when the whole text reads as a case's reference. */
  readonly caseReference?: string;
}

/** Who may be calling. `withheld`: the caller hides the number; `unreadable`: it isn't one. */
export interface TelephoneMatch {
  readonly caller: 'number' | 'withheld' | 'unreadable';
  readonly e164?: string;
  readonly items: readonly CustomerHit[];
}

/** A record that may be of the same person as one being created. */
export interface LikelySame {
  readonly hit: CustomerHit;
  readonly verdict: Likeness['verdict'];
  /** 0 to 1. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
}
