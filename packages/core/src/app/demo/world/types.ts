/**
 * Records of the demo world. They are plain data, joined by `key`s that are stable for a seed; whoever writes them
 * into the product gives them ids and references. Instants are whole milliseconds since 1970 UTC and their names end
 * in `At`; local dates (Europe/London) end in `On`. Everything here is invented.
 */
import type { Answers, CaseLocation, Channel, IdentityLevel, Priority } from '../../../services/index.js';
import type { Instant, LocalDate } from '../../../kernel/clock.js';

export type DemoAuthorityKey = 'westmoor' | 'dunmere' | 'elmfold' | 'castlebridge';
/** The partnership is itself an authority, so that nothing is without one. */
export type DemoOwnerKey = DemoAuthorityKey | 'partnership';
export type DemoTier = 'county' | 'district' | 'unitary' | 'partnership';

export interface DemoAuthority {
  key: DemoOwnerKey;
  name: string;
  shortName: string;
  /** Begins references that people quote, two capitals. */
  prefix: string;
  tier: DemoTier;
  /** Invented, in the shape of a GSS code. */
  gssCode: string;
  /** The county that a district lies in. */
  parentKey?: DemoAuthorityKey;
  /** `#rrggbb`. */
  brandColour: string;
  bankHolidayNation: 'england-and-wales';
  languages: ('en' | 'cy')[];
  lines: DemoLine[];
  openingHours: DemoOpeningHours[];
  website: string;
  email: string;
}

/** A number that people call; which one they called says who they think they are talking to. */
export interface DemoLine {
  key: string;
  /** E.164. */
  number: string;
  /** As printed on letters. */
  display: string;
  label: string;
  /** Greeting that the adviser reads out. */
  answerAs: string;
}

export interface DemoOpeningHours {
  /** 1 Monday to 7 Sunday. */
  weekday: number;
  /** Minutes past local midnight. */
  opensAtMinute: number;
  closesAtMinute: number;
}

/** What one authority may do for another, and when. */
export interface DemoAgreement {
  key: string;
  title: string;
  grantedBy: DemoAuthorityKey;
  grantedTo: DemoAuthorityKey;
  serviceKeys: string[];
  hours: 'always' | 'outside-opening-hours';
  /** What the answering authority may see of the other's records. */
  sees: ('cases' | 'customer-names' | 'property-facts')[];
  lawfulBasis: string;
  fromOn: LocalDate;
  toOn?: LocalDate;
}

export interface DemoTeam {
  key: string;
  name: string;
  authorityKey: DemoOwnerKey;
  /** What the team owns, in the words of the directory. */
  purpose: string;
}

export type DemoRole =
  'adviser' | 'officer' | 'team-leader' | 'knowledge-editor' | 'analyst' | 'administrator' | 'data-protection-officer';

export interface DemoStaff {
  key: string;
  /** What they type to sign in. */
  signInName: string;
  givenName: string;
  familyName: string;
  jobTitle: string;
  email: string;
  /** E.164. */
  phone: string;
  employerKey: DemoOwnerKey;
  roles: DemoStaffRole[];
  teamKeys: string[];
  /** Named in the docs as one to try. */
  showcase: boolean;
}

/** A role at an authority, from a date. */
export interface DemoStaffRole {
  authorityKey: DemoAuthorityKey;
  role: DemoRole;
  fromOn: LocalDate;
}

export interface DemoStreet {
  /** 8 digits beginning 9. */
  usrn: string;
  name: string;
  locality?: string;
  town: string;
  wardName: string;
  /** The district or city that it lies in. */
  areaKey: DemoAuthorityKey;
  postcodes: string[];
}

export type DemoPlaceKind =
  'house' | 'flat' | 'flats' | 'hmo' | 'bedsit' | 'business' | 'public-building' | 'mooring' | 'plot';

export interface DemoPlace {
  key: string;
  /** 12 digits beginning 9999; a provisional place has none. */
  uprn?: string;
  /** UPRN of the building that a flat or bedsit is part of. */
  parentUprn?: string;
  usrn: string;
  kind: DemoPlaceKind;
  /** AddressBase classification code. */
  classification: string;
  status: 'live' | 'provisional';
  organisationName?: string;
  subBuilding?: string;
  buildingName?: string;
  number?: string;
  street: string;
  locality?: string;
  town: string;
  postcode: string;
  /** WGS84 degrees. */
  latitude: number;
  longitude: number;
  wardName: string;
  /** District or city that it lies in. */
  areaKey: DemoAuthorityKey;
}

export type DemoFactName =
  | 'collection-day'
  | 'next-collection'
  | 'recycling-day'
  | 'garden-waste'
  | 'assisted-bin'
  | 'clinical-collection'
  | 'council-tenancy'
  | 'ward'
  | 'school-catchment'
  | 'gritting-route'
  | 'conservation-area'
  | 'listed-building'
  | 'parking-zone'
  | 'council-tax-band'
  | 'round-status';

export interface DemoPropertyFact {
  placeKey: string;
  fact: DemoFactName;
  value: string;
  /** The system that says so. */
  source: string;
  asOfAt: Instant;
}

/** Who answers for a service in an area, or at one place where that differs. */
export interface DemoResponsibility {
  areaKey: DemoAuthorityKey;
  placeKey?: string;
  serviceKey: string;
  authorityKey: DemoAuthorityKey;
  fromOn: LocalDate;
  toOn?: LocalDate;
}

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
  role: 'carer' | 'advocate' | 'councillor' | 'executor' | 'agent';
  /** Services that it covers; empty for all. */
  serviceKeys: string[];
  evidence: string;
  fromOn: LocalDate;
  toOn?: LocalDate;
}

/** Two councils' rows for one person, joined by consent or agreement. */
export interface DemoCustomerLink {
  customerKey: string;
  otherCustomerKey: string;
  agreementKey: string;
  lawfulBasis: string;
  fromOn: LocalDate;
}

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

/** A person or group that makes data hard, with why, for the docs and for tests. */
export interface DemoHardCase {
  key: string;
  title: string;
  why: string;
  tryThis: string;
  authorityKey: DemoAuthorityKey;
  customerKeys: string[];
}

/** Something that the whole area was calling about. */
export interface DemoIncident {
  key: string;
  title: string;
  authorityKeys: DemoAuthorityKey[];
  onDate: LocalDate;
  streets: string[];
  caseKeys: string[];
}

export interface DemoWorld {
  seed: string;
  startAt: Instant;
  authorities: DemoAuthority[];
  agreements: DemoAgreement[];
  teams: DemoTeam[];
  staff: DemoStaff[];
  streets: DemoStreet[];
  places: DemoPlace[];
  propertyFacts: DemoPropertyFact[];
  responsibilities: DemoResponsibility[];
  customers: DemoCustomer[];
  representations: DemoRepresentation[];
  customerLinks: DemoCustomerLink[];
  interactions: DemoInteraction[];
  cases: DemoCase[];
  hardCases: DemoHardCase[];
  incidents: DemoIncident[];
}
