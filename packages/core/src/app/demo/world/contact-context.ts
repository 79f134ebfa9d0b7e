import type { Instant } from '../../../kernel/clock.js';
import { toLocal } from '../../../kernel/london-time.js';
import { demoAuthorities } from './authorities.js';
import { demoCalendars, type DemoCalendars } from './calendars.js';
import { lifecyclePaths, type LifecyclePaths } from './lifecycle-paths.js';
import { groupBy } from './group-by.js';
import { itemAt, type Random } from './random.js';
import type { ServiceMix, VoicedService } from './service-mix.js';
import type { DemoAuthority, DemoAuthorityKey, DemoCase, DemoCustomer, DemoInteraction, DemoPlace } from './types.js';
import type { DemoPropertyFact, DemoStaff } from './types.js';

/** The world so far, as contacts and cases draw from it, and what they have made. */
export interface ContactContext {
  random: Random;
  startAt: Instant;
  mix: ServiceMix;
  calendars: DemoCalendars;
  interactions: DemoInteraction[];
  cases: DemoCase[];
  /** Customers who can get in touch. */
  living: readonly DemoCustomer[];
  authority(key: DemoAuthorityKey): DemoAuthority;
  /** Living customers of an authority, those who turn to it often first. */
  customersOf(key: DemoAuthorityKey): readonly DemoCustomer[];
  /** Where the customer lives or trades. */
  homeOf(customer: DemoCustomer): DemoPlace | undefined;
  placesOf(areaKey: DemoAuthorityKey): readonly DemoPlace[];
  /** The property's facts as conditions look at them, but today's round, which comes too late for most cases. */
  factsOf(place: DemoPlace): Readonly<Record<string, string>>;
  adviserOf(key: DemoAuthorityKey): DemoStaff;
  officerOf(key: DemoAuthorityKey, teamKey: string): DemoStaff;
  isOpen(key: DemoAuthorityKey, at: Instant): boolean;
  pathsOf(service: VoicedService): LifecyclePaths;
}

export interface ContactSources {
  random: Random;
  startAt: Instant;
  mix: ServiceMix;
  places: readonly DemoPlace[];
  propertyFacts: readonly DemoPropertyFact[];
  customers: readonly DemoCustomer[];
  staff: readonly DemoStaff[];
}

/** Indexes the world once, so that twenty thousand contacts draw from it quickly. */
export function contactContext(sources: ContactSources): ContactContext {
  const { random, startAt, mix, places, propertyFacts, customers, staff } = sources;
  const authorities = new Map(demoAuthorities().map((authority) => [authority.key, authority]));
  const living = random.shuffle(customers.filter((customer) => !customer.diedOn));
  const customersByAuthority = groupBy(living, (customer) => customer.authorityKey);
  const placesByKey = new Map(places.map((place) => [place.key, place]));
  const placesByArea = groupBy(places, (place) => place.areaKey);
  const facts = factsByPlace(propertyFacts);
  const advisers = groupBy(withRole(staff, 'adviser'), (person) => person.employerKey);
  const officers = groupBy(withRole(staff, 'officer'), (person) => person.employerKey);
  const paths = new Map<string, LifecyclePaths>();
  const calendars = demoCalendars();
  const authority = (key: DemoAuthorityKey) => found(authorities.get(key), key);
  return {
    random,
    startAt,
    mix,
    calendars,
    interactions: [],
    cases: [],
    living,
    authority,
    customersOf: (key) => customersByAuthority.get(key) ?? [],
    homeOf: (customer) => placesByKey.get(customer.occupancies[0]?.placeKey ?? ''),
    placesOf: (areaKey) => placesByArea.get(areaKey) ?? [],
    factsOf: (place) => facts.get(place.key) ?? {},
    adviserOf: (key) => random.pick(advisers.get(key) ?? []),
    officerOf: (key, teamKey) => officerIn(officers.get(key) ?? [], teamKey, random),
    isOpen: (key, at) => isOpenAt(authority(key), at, calendars),
    pathsOf: ({ definition }) => {
      const known = paths.get(definition.key) ?? lifecyclePaths(definition.lifecycle);
      paths.set(definition.key, known);
      return known;
    },
  };
}

function factsByPlace(propertyFacts: readonly DemoPropertyFact[]): Map<string, Record<string, string>> {
  const facts = new Map<string, Record<string, string>>();
  for (const { placeKey, fact, value } of propertyFacts) {
    if (fact === 'round-status') continue;
    const known = facts.get(placeKey);
    if (known) known[fact] = value;
    else facts.set(placeKey, { [fact]: value });
  }
  return facts;
}

function withRole(staff: readonly DemoStaff[], role: DemoStaff['roles'][number]['role']): DemoStaff[] {
  return staff.filter((person) => person.roles.some((each) => each.role === role));
}

function officerIn(officers: readonly DemoStaff[], teamKey: string, random: Random): DemoStaff {
  const own = officers.filter((person) => person.teamKeys.includes(teamKey));
  return random.pick(own.length > 0 ? own : officers);
}

function isOpenAt({ openingHours }: DemoAuthority, at: Instant, calendars: DemoCalendars): boolean {
  const { on, minuteOfDay } = toLocal(at);
  if (!calendars.isWorkingDay(on)) return false;
  const hours = itemAt(openingHours, 0);
  return minuteOfDay >= hours.opensAtMinute && minuteOfDay < hours.closesAtMinute;
}

function found<T>(value: T | undefined, key: string): T {
  if (value === undefined) throw new Error(`The demo has no authority ${key}`);
  return value;
}
