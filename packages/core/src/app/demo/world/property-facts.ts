import type { Instant } from '../../../kernel/clock.js';
import { WEEKDAYS, type Weekday } from '../../../kernel/date-words.js';
import { addDays, dayOfWeek } from '../../../kernel/local-date.js';
import { instantAt, localDateAt, toLocal } from '../../../kernel/london-time.js';
import type { Random } from './random.js';
import { failedRoundStreets, mainStreets } from './streets.js';
import type { DemoFactName, DemoPlace, DemoPropertyFact } from './types.js';

const homeKinds: readonly DemoPlace['kind'][] = ['house', 'flat', 'bedsit'];

/** Dated facts of every place with a UPRN, each from the system that would say so. Values are lower-case words. */
export function buildPropertyFacts(random: Random, places: readonly DemoPlace[], startAt: Instant): DemoPropertyFact[] {
  const failedAt = failedRoundAt(startAt);
  const streets = new Map<string, StreetFacts>();
  const facts: DemoPropertyFact[] = [];
  for (const place of places) {
    if (!place.uprn) continue;
    const street = streets.get(place.usrn) ?? drawStreetFacts(random, place, failedAt);
    streets.set(place.usrn, street);
    const add: AddFact = (fact, value, source, asOfAt) =>
      facts.push({ placeKey: place.key, fact, value, source, asOfAt });
    addStreetFacts(add, place, street, startAt);
    addCollectionFacts(add, place, street, startAt, random);
    addRoundStatus(add, place, street, startAt, failedAt);
    if (homeKinds.includes(place.kind)) addHomeFacts(add, place, startAt, random);
  }
  return facts;
}

/**
 * When the crew gave up the Dunmere round: 08:20 this morning, or the morning before while this one is too young for
 * anybody to have noticed (before 10:00).
 */
export function failedRoundAt(startAt: Instant): Instant {
  const { on, minuteOfDay } = toLocal(startAt);
  return instantAt(minuteOfDay >= 10 * 60 ? on : addDays(on, -1), 8 * 60 + 20);
}

/** Whether the place is on the round that failed. */
export function isOnFailedRound(place: DemoPlace): boolean {
  return place.areaKey === 'dunmere' && failedRoundStreets.includes(place.street);
}

interface StreetFacts {
  collectionDay: Weekday;
  recyclingWeek: 1 | 2;
  gritted: boolean;
  central: boolean;
  parkingZone?: string;
  school: string;
}

type AddFact = (fact: DemoFactName, value: string, source: string, asOfAt: Instant) => void;

function drawStreetFacts(random: Random, place: DemoPlace, failedAt: Instant): StreetFacts {
  const central = mainStreets.includes(place.street);
  const drawnDay = random.pick(WEEKDAYS.slice(0, 5));
  const inZone = place.areaKey === 'castlebridge' && random.chance(0.4);
  return {
    collectionDay: isOnFailedRound(place) ? dayOfWeek(localDateAt(failedAt)) : drawnDay,
    recyclingWeek: random.chance(0.5) ? 1 : 2,
    gritted: central || random.chance(0.25),
    central,
    ...(inZone ? { parkingZone: `zone-${place.wardName.toLowerCase().replace(/[^a-z]+/g, '-')}` } : {}),
    school: `${place.locality ?? place.town} Primary School`,
  };
}

function addStreetFacts(add: AddFact, place: DemoPlace, street: StreetFacts, startAt: Instant): void {
  add('ward', place.wardName, 'Gazetteer', nightBefore(startAt, 30));
  add('school-catchment', street.school, 'School admissions', nightBefore(startAt, 120));
  add('gritting-route', yesOrNo(street.gritted), 'Highways asset register', nightBefore(startAt, 45));
  add('conservation-area', yesOrNo(street.central), 'Planning register', nightBefore(startAt, 200));
  if (street.parkingZone) add('parking-zone', street.parkingZone, 'Parking permits', nightBefore(startAt, 7));
}

function addCollectionFacts(
  add: AddFact,
  place: DemoPlace,
  street: StreetFacts,
  startAt: Instant,
  random: Random,
): void {
  const source = 'Waste management system';
  const asOfAt = nightBefore(startAt, 1);
  add('collection-day', street.collectionDay, source, asOfAt);
  add('recycling-day', `${street.collectionDay}, week ${street.recyclingWeek}`, source, asOfAt);
  add('next-collection', nextDay(street.collectionDay, startAt), source, asOfAt);
  if (place.kind !== 'house') return;
  add('garden-waste-subscriber', yesOrNo(random.chance(0.34)), source, asOfAt);
  add('assisted-bin', yesOrNo(random.chance(0.035)), source, asOfAt);
  if (random.chance(0.008)) add('clinical-collection', 'yes', source, asOfAt);
}

/** Today's rounds are known; yesterday's news of other streets is no longer shown. */
function addRoundStatus(
  add: AddFact,
  place: DemoPlace,
  street: StreetFacts,
  startAt: Instant,
  failedAt: Instant,
): void {
  const source = 'Waste round tracker';
  if (isOnFailedRound(place)) return add('round-status', 'disrupted', source, failedAt);
  const { on, minuteOfDay } = toLocal(startAt);
  if (dayOfWeek(on) !== street.collectionDay) return;
  const status = minuteOfDay < 7 * 60 ? 'not-started' : minuteOfDay < 14 * 60 ? 'in-progress' : 'completed';
  add('round-status', status, source, startAt);
}

function addHomeFacts(add: AddFact, place: DemoPlace, startAt: Instant, random: Random): void {
  const tenancy = random.chance(place.kind === 'flat' ? 0.38 : 0.09);
  add('council-tenancy', yesOrNo(tenancy), 'Housing management system', nightBefore(startAt, 1));
  add(
    'council-tax-band',
    random.pickCommon(['b', 'c', 'a', 'd', 'e', 'f', 'g', 'h']),
    'Valuation list',
    nightBefore(startAt, 60),
  );
  const listed = mainStreets.includes(place.street) && random.chance(0.3);
  if (listed) add('listed-building', 'yes', 'Planning register', nightBefore(startAt, 200));
}

function yesOrNo(value: boolean): 'yes' | 'no' {
  return value ? 'yes' : 'no';
}

/** 04:00 some days ago, when the nightly files come in. */
function nightBefore(startAt: Instant, days: number): Instant {
  return instantAt(addDays(localDateAt(startAt), -days), 4 * 60);
}

/** The first such weekday after today. */
function nextDay(weekday: Weekday, startAt: Instant): string {
  let on = addDays(localDateAt(startAt), 1);
  while (dayOfWeek(on) !== weekday) on = addDays(on, 1);
  return on;
}
