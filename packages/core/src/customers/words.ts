import type { LookupReason } from './matching/plan-search.js';
import type { Evidence } from './matching/likely-same.js';
import type {
  ContactPointKind,
  EvidenceKind,
  Need,
  OccupancyRole,
  PreferredChannel,
  Relation,
  RepresentationRole,
  Restriction,
} from './types.js';

/* The words in which pages name what the record holds as codes. */

export const reasonWords: Readonly<Record<LookupReason, string>> = {
  telephone: 'telephone number',
  'telephone-end': 'last digits of the number',
  email: 'email address',
  reference: 'reference',
  'name-postcode': 'name and postcode',
  'sound-postcode': 'sound of the name, and postcode',
  'house-postcode': 'house and postcode',
  postcode: 'postcode',
  'house-street': 'house and street',
  born: 'date of birth',
  name: 'name',
  nickname: 'another form of the name',
  'part-name': 'part of the name',
  sound: 'sound of the name',
  slip: 'name with a typing slip',
  street: 'street',
};

export const evidenceWords: Readonly<Record<Evidence, string>> = {
  'same-reference': 'same reference',
  'same-telephone': 'same telephone number',
  'same-email': 'same email address',
  'same-name': 'same name',
  'name-by-nickname': 'another form of the same name',
  'name-by-sound': 'name that sounds alike',
  'name-with-slip': 'name with a typing slip',
  'same-organisation': 'same organisation',
  'same-house': 'same house',
  'same-postcode': 'same postcode',
  'same-born': 'same date of birth',
  'born-with-slip': 'date of birth with one slip',
  'different-first-name': 'another first name',
  'different-name': 'another name',
  'different-born': 'another date of birth',
};

export const needWords: Readonly<Record<Need, string>> = {
  'large-print': 'Large print',
  braille: 'Braille',
  audio: 'Audio',
  'easy-read': 'Easy read',
  bsl: 'British Sign Language',
  'text-relay': 'Text relay',
  interpreter: 'Interpreter',
  'more-time': 'More time to answer',
  'home-visit': 'Home visit',
};

export const preferredChannelWords: Readonly<Record<PreferredChannel, string>> = {
  phone: 'Phone',
  email: 'Email',
  text: 'Text message',
  post: 'Post',
  'in-person': 'In person',
};

export const contactPointWords: Readonly<Record<ContactPointKind, string>> = {
  telephone: 'Phone',
  email: 'Email',
  postal: 'Address',
};

export const occupancyWords: Readonly<Record<OccupancyRole, string>> = {
  occupier: 'Lives here',
  owner: 'Owns it',
  tenant: 'Rents it',
  landlord: 'Lets it',
  trader: 'Trades here',
};

export const representationWords: Readonly<Record<RepresentationRole, string>> = {
  carer: 'Carer',
  advocate: 'Advocate',
  attorney: 'Attorney',
  deputy: 'Court-appointed deputy',
  executor: 'Executor',
  councillor: 'Councillor',
  landlord: 'Landlord',
  agent: 'Agent',
  family: 'Family member',
};

export const evidenceKindWords: Readonly<Record<EvidenceKind, string>> = {
  'power-of-attorney': 'Lasting power of attorney',
  'court-order': 'Court order',
  probate: 'Grant of probate',
  will: 'Will and death certificate',
  'signed-consent': 'Signed consent',
  'spoken-consent': 'Consent in person or by telephone',
  'letter-of-authority': 'Letter of authority',
  'public-office': 'Holds a public office',
};

/** What a customer is to another, read from the one: "Parent of Arthur Kettle". */
export const relationWords: Readonly<Record<Relation, string>> = {
  parent: 'Parent of',
  child: 'Child of',
  guardian: 'Guardian of',
  ward: 'In the care of',
  partner: 'Partner of',
  sibling: 'Brother or sister of',
  twin: 'Twin of',
  household: 'In one household with',
  'next-of-kin': 'Next of kin of',
  'has-next-of-kin': 'Has as next of kin',
  landlord: 'Landlord of',
  tenant: 'Tenant of',
  'works-for': 'Works for',
  employs: 'Employs',
};

export const restrictionWords: Readonly<Record<Restriction, string>> = {
  'concealed-address': 'Address concealed',
  'own-staff': 'Works for the council',
  safeguarding: 'Safeguarding',
};

/** Languages that a form offers by name; any other stays as its code says. */
export const languageWords: Readonly<Record<string, string>> = {
  en: 'English',
  cy: 'Welsh',
  ar: 'Arabic',
  bn: 'Bengali',
  fa: 'Persian',
  gu: 'Gujarati',
  ku: 'Kurdish',
  lt: 'Lithuanian',
  pa: 'Punjabi',
  pl: 'Polish',
  pt: 'Portuguese',
  ro: 'Romanian',
  so: 'Somali',
  uk: 'Ukrainian',
  ur: 'Urdu',
  zh: 'Chinese',
};

export function languageName(code: string): string {
  return languageWords[code] ?? code;
}
