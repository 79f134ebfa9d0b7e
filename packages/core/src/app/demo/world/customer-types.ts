import type { EvidenceKind, Relation } from '../../../customers/index.js';
import type { LocalDate } from '../../../kernel/clock.js';
import type { DemoAuthorityKey } from './authority-types.js';

export type DemoContactKind = 'mobile' | 'landline' | 'email' | 'post';

export interface DemoContactPoint {
  kind: DemoContactKind;
  /** E.164, a mail address, or for post the key of a place. */
  value: string;
  preferred: boolean;
  verifiedOn?: LocalDate;
}

export type DemoIdentifierRegister =
  | 'council-tax'
  | 'housing-tenancy'
  | 'blue-badge'
  | 'library-card'
  | 'bus-pass'
  | 'business-rates'
  | 'company-number'
  | 'landlord-licence';

export interface DemoIdentifier {
  register: DemoIdentifierRegister;
  value: string;
}

export type DemoOccupancyRole =
  'owner-occupier' | 'tenant' | 'household-member' | 'landlord' | 'ratepayer' | 'former-occupier';

export interface DemoOccupancy {
  placeKey: string;
  role: DemoOccupancyRole;
  fromOn: LocalDate;
  toOn?: LocalDate;
}

export interface DemoAlert {
  reason: string;
  detail: string;
  proposedBy: string;
  approvedBy: string;
  raisedOn: LocalDate;
  reviewOn: LocalDate;
  expiresOn: LocalDate;
}

export interface DemoCustomer {
  key: string;
  authorityKey: DemoAuthorityKey;
  kind: 'person' | 'organisation';
  title?: string;
  givenName?: string;
  familyName?: string;
  organisationName?: string;
  /** Other names that they are found by. */
  alsoKnownAs: string[];
  bornOn?: LocalDate;
  diedOn?: LocalDate;
  /** BCP 47 tag of the language that they want to be answered in. */
  language: string;
  preferences: DemoPreferences;
  contactPoints: DemoContactPoint[];
  identifiers: DemoIdentifier[];
  occupancies: DemoOccupancy[];
  alerts: DemoAlert[];
  /** Present where the address is concealed from all but a few. */
  restriction?: { reason: string; allowedTeamKeys: string[]; reviewOn: LocalDate };
  knownSinceOn: LocalDate;
}

export interface DemoPreferences {
  channel: 'phone' | 'email' | 'text' | 'post';
  largePrint: boolean;
  textRelay: boolean;
  interpreter: boolean;
}

export interface DemoRepresentation {
  /** Who is spoken for. */
  customerKey: string;
  /** Who speaks. */
  representativeKey: string;
  role: 'carer' | 'advocate' | 'councillor' | 'executor' | 'agent' | 'family';
  /** Services that it covers; empty for all. */
  serviceKeys: string[];
  /** What was seen on the first day. */
  evidence: EvidenceKind;
  fromOn: LocalDate;
  toOn?: LocalDate;
}

/** What a customer is to another of the same authority. */
export interface DemoRelationship {
  customerKey: string;
  otherKey: string;
  relation: Relation;
  fromOn?: LocalDate;
}

/** Two councils' rows for one person, joined by consent or agreement. */
export interface DemoCustomerLink {
  customerKey: string;
  otherCustomerKey: string;
  agreementKey: string;
  lawfulBasis: string;
  fromOn: LocalDate;
}
