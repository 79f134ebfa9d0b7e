import { localDateAt } from '../../kernel/london-time.js';
import type { SharedField } from '../../kernel/db/shared-fields.js';
import { placeHref } from '../../places/index.js';
import { formatTelephone } from '../../kernel/telephone.js';
import type { LocalDate } from '../../kernel/clock.js';
import type { PillView } from '../../web/components.js';
import { periodText } from './period-text.js';
import { identifierName } from './register-words.js';
import { representationState } from './representation-state.js';
import type { ContactPoint, CustomerRecord, Occupancy, Relationship, Representation } from '../types.js';
import { dateText } from '../views.js';
import {
  preferredChannelWords,
  contactPointWords,
  evidenceKindWords,
  languageName,
  needWords,
  occupancyWords,
  relationWords,
  representationWords,
  restrictionWords,
} from '../words.js';

export interface SummaryFact {
  readonly label: string;
  readonly value: string;
}

export interface ContactPointView {
  readonly id: string;
  readonly kind: string;
  readonly value: string;
  readonly note: string;
  readonly preferred: boolean;
  /** Others of its kind are on record. */
  readonly isOneOfSeveral: boolean;
  readonly isVerified: boolean;
  /** Where its buttons post to; `end`, `verify` and `prefer` follow. */
  readonly action: string;
}

export interface IdentifierView {
  readonly name: string;
  readonly value: string;
  readonly editHref: string;
  readonly removeAction: string;
}

export interface RepresentationView {
  /** "Carer", "Acts as carer for". */
  readonly role: string;
  readonly name: string;
  readonly href: string;
  readonly covers: string;
  readonly dates: string;
  /** "Signed consent seen 3 March 2026 by Tom Reyes". */
  readonly evidence: string;
  readonly pill: PillView | undefined;
  readonly isOver: boolean;
  readonly editHref: string;
}

export interface RelationshipView {
  /** "Parent of". */
  readonly relation: string;
  readonly name: string;
  readonly href: string;
  /** Empty when neither day is known. */
  readonly dates: string;
  readonly isOver: boolean;
  readonly editHref: string;
}

export interface OccupancyView {
  readonly line: string;
  readonly href: string;
  readonly uprn: string;
  readonly role: string;
  readonly dates: string;
  readonly isOver: boolean;
  readonly editHref: string;
  readonly removeAction: string;
}

/** What the customer page shows of the record itself; the desk adds cases, contacts and the timeline. */
export interface CustomerSummaryView {
  readonly id: string;
  readonly version: number;
  readonly heading: string;
  readonly pills: readonly PillView[];
  /** `undefined`: the customer is living. */
  readonly deathText?: string;
  readonly facts: readonly SummaryFact[];
  readonly contactPoints: readonly ContactPointView[];
  readonly identifiers: readonly IdentifierView[];
  readonly representations: readonly RepresentationView[];
  readonly relationships: readonly RelationshipView[];
  readonly occupancies: readonly OccupancyView[];
  /** What stands where there is nothing to show. */
  readonly emptyTexts: EmptyTexts;
  readonly isPerson: boolean;
  readonly mayEdit: boolean;
  readonly mayMerge: boolean;
  readonly baseHref: string;
  readonly csrfToken: string;
}

/** `csrfToken` is for the buttons of those who may edit; `today` tells what is over from what will be. */
export function customerSummary(
  record: CustomerRecord,
  {
    today,
    notShared,
    formerCouncil,
    ...reader
  }: {
    readonly mayEdit: boolean;
    readonly mayMerge: boolean;
    readonly csrfToken: string;
    readonly today: LocalDate;
    /** Of whom the record was before a council was merged or split. */
    readonly formerCouncil: string | undefined;
    /** What its council keeps from the reader. */
    readonly notShared: readonly SharedField[];
  },
): CustomerSummaryView {
  const baseHref = `/desk/customers/${record.id}`;
  return {
    id: record.id,
    version: record.version,
    heading: record.displayName,
    isPerson: record.kind === 'person',
    pills: pillsOf(record),
    ...(record.diedOn === null ? {} : { deathText: `Died on ${dateText(record.diedOn)}. Nothing is sent to them.` }),
    facts: factsOf(record, formerCouncil),
    contactPoints: record.contactPoints.map((point) => contactPointView(point, record.contactPoints, baseHref)),
    identifiers: record.identifiers.map(({ id, register, type, value }) => ({
      name: identifierName({ register, type }),
      value,
      editHref: `${baseHref}/identifiers/${id}`,
      removeAction: `${baseHref}/identifiers/${id}/remove`,
    })),
    representations: record.representations.map((one) => representationView(one, { baseHref, today })),
    relationships: record.relationships.map((one) => relationshipView(one, { baseHref, today })),
    occupancies: record.occupancies.map((one) => occupancyView(one, { baseHref, today })),
    emptyTexts: emptyTextsFor(notShared),
    ...reader,
    baseHref,
  };
}

type EmptyTexts = Readonly<Record<'reach' | 'homes' | 'acting' | 'family' | 'numbers' | 'consents', string>>;

/** Nothing is said to be missing from a record that isn't shown whole. */
export function emptyTextsFor(notShared: readonly SharedField[]): EmptyTexts {
  const unless = (text: string, ...fields: SharedField[]): string =>
    fields.some((field) => notShared.includes(field)) ? 'Their council keeps this to itself.' : text;
  return {
    reach: unless(
      'No number or address is on record. Ask for one before the contact ends.',
      ...(['customer.contact-points', 'customer.address'] as const),
    ),
    homes: unless('No place of the gazetteer is on record.', 'customer.address'),
    acting: unless('Nobody acts for them, and they act for nobody.', 'customer.ties'),
    family: unless('Nobody is on record as family or close to them.', 'customer.ties'),
    numbers: unless('None is on record.', 'customer.identifiers'),
    consents: unless('No consent is on record.', 'customer.consents'),
  };
}

function pillsOf({ kind, diedOn, restriction }: CustomerRecord): PillView[] {
  return [
    ...(kind === 'organisation' ? [{ text: 'Organisation', tone: 'neutral' as const }] : []),
    ...(diedOn === null ? [] : [{ text: 'Died', tone: 'bad' as const }]),
    ...(restriction === null ? [] : [{ text: restrictionWords[restriction], tone: 'bad' as const }]),
  ];
}

function factsOf(record: CustomerRecord, formerCouncil = ''): SummaryFact[] {
  const otherNames = record.otherNames.map(({ firstNames, lastName }) =>
    [firstNames, lastName].filter(Boolean).join(' '),
  );
  const facts: [string, string][] = [
    ['Middle names', record.middleNames ?? ''],
    ['Also known as', otherNames.join(', ')],
    ['Organisation', record.kind === 'person' ? (record.organisationName ?? '') : ''],
    ['Born', dateText(record.bornOn)],
    ['Language', languageName(record.language)],
    ['Prefers', record.preferredChannel === null ? '' : preferredChannelWords[record.preferredChannel]],
    ['Needs', record.needs.map((need) => needWords[need]).join(', ')],
    ['Formerly', record.formerly ? `${formerCouncil}, taken over on ${dateText(record.formerly.takenOverOn)}` : ''],
  ];
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }));
}

/** That one is preferred is worth saying only where there are others of its kind. */
function contactPointView(point: ContactPoint, all: readonly ContactPoint[], baseHref: string): ContactPointView {
  const { id, kind, value, postcode, label, preferred, verifiedOn, failingSince } = point;
  const verified = verifiedOn === null ? '' : `confirmed ${dateText(verifiedOn)}`;
  const failing =
    failingSince === null ? '' : `messages find nobody there since ${dateText(localDateAt(failingSince))}`;
  return {
    id,
    kind: contactPointWords[kind],
    value: kind === 'telephone' ? formatTelephone(value) : [value, postcode].filter(Boolean).join(', '),
    note: [label, verified, failing].filter(Boolean).join(' · '),
    preferred,
    isOneOfSeveral: all.some((other) => other.kind === kind && other.id !== id),
    isVerified: verifiedOn !== null && failingSince === null,
    action: `${baseHref}/contact-points/${id}`,
  };
}

interface Where {
  readonly baseHref: string;
  readonly today: LocalDate;
}

/** The last day still counts. */
function isOver({ toOn }: { readonly toOn: LocalDate | null }, today: LocalDate): boolean {
  return toOn !== null && toOn < today;
}

function representationView(one: Representation, { baseHref, today }: Where): RepresentationView {
  const noun = representationWords[one.role];
  const isFor = one.direction === 'represented-by';
  return {
    role: isFor ? noun : `Acts as ${noun.toLowerCase()} for`,
    name: one.otherName ?? 'A restricted record',
    href: `/desk/customers/${one.otherId}`,
    covers: one.covers,
    dates: periodText(one.fromOn, one.toOn),
    evidence: evidenceText(one),
    pill: statePill(one, today),
    isOver: representationState(one, today) === 'over',
    editHref: `${isFor ? baseHref : `/desk/customers/${one.otherId}`}/representations/${one.id}`,
  };
}

function evidenceText({ evidence: { kind, mark, seenOn, seenByName } }: Representation): string {
  const ending = mark === null ? '' : ` ending ${mark}`;
  return `${evidenceKindWords[kind]}${ending} seen ${dateText(seenOn)}${seenByName === null ? '' : ` by ${seenByName}`}`;
}

function statePill(one: Representation, today: LocalDate): PillView | undefined {
  switch (representationState(one, today)) {
    case 'in-force':
      return undefined;
    case 'ending':
      return { text: one.toOn === today ? 'Ends today' : `Ends ${dateText(one.toOn)}`, tone: 'warning' };
    case 'not-yet':
      return { text: `Not before ${dateText(one.fromOn)}`, tone: 'warning' };
    case 'over':
      return { text: 'Ended: may not act', tone: 'bad' };
  }
}

function relationshipView(one: Relationship, { baseHref, today }: Where): RelationshipView {
  return {
    relation: relationWords[one.relation],
    name: one.otherName ?? 'A restricted record',
    href: `/desk/customers/${one.otherId}`,
    dates: periodText(one.fromOn, one.toOn),
    isOver: isOver(one, today),
    editHref: `${baseHref}/relationships/${one.id}`,
  };
}

function occupancyView(one: Occupancy, { baseHref, today }: Where): OccupancyView {
  return {
    line: one.placeLine,
    href: placeHref(one.placeId),
    uprn: one.uprn ?? '',
    role: occupancyWords[one.role],
    dates: periodText(one.fromOn, one.toOn),
    isOver: isOver(one, today),
    editHref: `${baseHref}/occupancies/${one.id}`,
    removeAction: `${baseHref}/occupancies/${one.id}/remove`,
  };
}
