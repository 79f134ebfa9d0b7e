import { tierOf } from './authorities.js';
import type { ContactDetails } from './contact-details.js';
import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { addDays, partsOf } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { Random } from './random.js';
import type { DemoAuthorityKey, DemoContactPoint, DemoCustomer, DemoPlace } from './types.js';

/** What every customer's record needs to be written: chance, the date, numbers not yet given. */
export interface CustomerContext {
  random: Random;
  startAt: Instant;
  contacts: ContactDetails;
  /** Keys of places that are let by the council. */
  councilTenancies: ReadonlySet<string>;
  nextKey(): string;
}

/** Who a new customer is; the rest of the record is drawn. */
export interface PersonFacts {
  authorityKey: DemoAuthorityKey;
  givenName: string;
  familyName: string;
  title?: string;
  bornOn: LocalDate;
  language?: string;
  place?: DemoPlace;
  /** Where in the household: the first pays the council tax. */
  position: number;
  landline?: string;
}

/** A person with contact points, identifiers, preferences and a home since some date. */
export function aPerson(context: CustomerContext, facts: PersonFacts): DemoCustomer {
  const { random, startAt } = context;
  const age = yearsBetween(facts.bornOn, localDateAt(startAt));
  const customer: DemoCustomer = {
    key: context.nextKey(),
    authorityKey: facts.authorityKey,
    kind: 'person',
    ...(facts.title ? { title: facts.title } : {}),
    givenName: facts.givenName,
    familyName: facts.familyName,
    alsoKnownAs: [],
    bornOn: facts.bornOn,
    language: facts.language ?? 'en',
    preferences: drawPreferences(random, age, facts.language),
    contactPoints: drawContactPoints(context, facts, age),
    identifiers: [],
    occupancies: [],
    alerts: [],
    knownSinceOn: addDays(localDateAt(startAt), -random.whole(20, 3600)),
  };
  if (facts.place) settle(context, customer, facts.place, facts.position, age);
  addIdentifiers(context, customer, facts.position, age);
  return customer;
}

/** A trader, charity or other body at its premises. */
export function anOrganisation(
  context: CustomerContext,
  authorityKey: DemoAuthorityKey,
  place: DemoPlace,
): DemoCustomer {
  const { random, startAt, contacts } = context;
  const name = place.organisationName ?? place.buildingName ?? 'Unnamed premises';
  const since = addDays(localDateAt(startAt), -random.whole(200, 6000));
  const identifiers: DemoCustomer['identifiers'] = [{ register: 'business-rates', value: `7${digits(random, 8)}` }];
  if (/ltd$/i.test(name)) identifiers.push({ register: 'company-number', value: `99${digits(random, 6)}` });
  return {
    key: context.nextKey(),
    authorityKey,
    kind: 'organisation',
    organisationName: name,
    alsoKnownAs: [],
    language: 'en',
    preferences: { channel: 'email', largePrint: false, textRelay: false, interpreter: false },
    contactPoints: [
      { kind: 'landline', value: contacts.landline(), preferred: false },
      { kind: 'email', value: contacts.mail('office', name.split(/[ ,]/)[0] ?? 'premises'), preferred: true },
      { kind: 'post', value: place.key, preferred: false },
    ],
    identifiers,
    occupancies: [{ placeKey: place.key, role: 'ratepayer', fromOn: since }],
    alerts: [],
    knownSinceOn: since,
  };
}

/** Whole years from one date to another. */
export function yearsBetween(from: LocalDate, to: LocalDate): number {
  const years = partsOf(to).year - partsOf(from).year;
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** So many random digits. */
export function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.whole(0, 9)).join('');
}

function drawPreferences(random: Random, age: number, language: string | undefined): DemoCustomer['preferences'] {
  const channel =
    age > 72 ? random.pick(['phone', 'phone', 'post'] as const) : random.pick(['phone', 'email', 'text'] as const);
  return {
    channel,
    largePrint: random.chance(age > 70 ? 0.06 : 0.006),
    textRelay: random.chance(0.004),
    interpreter: language !== undefined && language !== 'cy' && random.chance(0.5),
  };
}

function drawContactPoints(context: CustomerContext, facts: PersonFacts, age: number): DemoContactPoint[] {
  const { random, contacts, startAt } = context;
  const points: DemoContactPoint[] = [];
  const verifiedOn = addDays(localDateAt(startAt), -random.whole(1, 1400));
  const mobile = age < 80 && random.chance(0.24) ? contacts.mobile() : undefined;
  if (mobile) points.push({ kind: 'mobile', value: mobile, preferred: true, verifiedOn });
  const landline = facts.landline ?? (!mobile || random.chance(0.1) ? contacts.landline() : undefined);
  if (landline) points.push({ kind: 'landline', value: landline, preferred: !mobile });
  if (random.chance(age > 72 ? 0.3 : 0.74)) {
    points.push({
      kind: 'email',
      value: contacts.mail(facts.givenName, facts.familyName),
      preferred: false,
      verifiedOn,
    });
  }
  if (facts.place) points.push({ kind: 'post', value: facts.place.key, preferred: false });
  return points;
}

function settle(
  context: CustomerContext,
  customer: DemoCustomer,
  place: DemoPlace,
  position: number,
  age: number,
): void {
  const { random, startAt, councilTenancies } = context;
  const days = random.whole(40, Math.max(60, Math.min(11_000, (age - 17) * 340)));
  const fromOn = addDays(localDateAt(startAt), -days);
  const rents = councilTenancies.has(place.key) || place.kind === 'bedsit' || random.chance(0.3);
  const role = position > 0 && place.kind !== 'bedsit' ? 'household-member' : rents ? 'tenant' : 'owner-occupier';
  customer.occupancies.push({ placeKey: place.key, role, fromOn });
}

function addIdentifiers(context: CustomerContext, customer: DemoCustomer, position: number, age: number): void {
  const { random } = context;
  const add = (register: DemoCustomer['identifiers'][number]['register'], length: number, begins: string) =>
    customer.identifiers.push({ register, value: `${begins}${digits(random, length)}` });
  const home = customer.occupancies[0]?.placeKey;
  const tier = tierOf(customer.authorityKey);
  if (tier === 'district' || tier === 'unitary') {
    if (position === 0) add('council-tax', 7, customer.authorityKey === 'castlebridge' ? '5' : '6');
    if (position === 0 && home && context.councilTenancies.has(home)) add('housing-tenancy', 6, 'T');
  }
  if (tier === 'district' || tier === 'joint') return;
  if (age > 65 && random.chance(0.7)) add('bus-pass', 8, '9');
  if (random.chance(age > 65 ? 0.14 : 0.02)) add('blue-badge', 5, 'BB');
  if (random.chance(0.35)) add('library-card', 8, 'L');
}
