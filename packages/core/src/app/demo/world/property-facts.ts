import type { Instant } from '../../../kernel/clock.js';
import { WEEKDAYS, type Weekday } from '../../../kernel/date-words.js';
import { dayOfWeek } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import { factTimes, type FactTimes } from './fact-times.js';
import type { Random } from './random.js';
import { failedRoundStreets, mainStreets } from './streets.js';
import type { DemoFactName, DemoPlace, DemoPropertyFact } from './types.js';

const homeKinds: readonly DemoPlace['kind'][] = ['house', 'flat', 'bedsit'];

/** Dated facts of every place with a UPRN, each from the system that would say so. */
export function buildPropertyFacts(random: Random, places: readonly DemoPlace[], startAt: Instant): DemoPropertyFact[] {
  const times = factTimes(startAt);
  const streets = new Map<string, StreetFacts>();
  const facts: DemoPropertyFact[] = [];
  for (const place of places) {
    if (!place.uprn) continue;
    const street = streets.get(place.usrn) ?? drawStreetFacts(random, place, times.failedAt);
    streets.set(place.usrn, street);
    const add: AddFact = (fact, value, source, asOfAt) =>
      facts.push({ placeKey: place.key, fact, value, source, asOfAt });
    addStreetFacts(add, place, street, times);
    addCollectionFacts(add, place, street, times, random);
    addRoundStatus(add, place, street, times);
    if (homeKinds.includes(place.kind)) addHomeFacts(add, place, times, random);
  }
  return facts;
}

/** Whether the place is on the round that failed. */
export function isOnFailedRound(place: DemoPlace): boolean {
  return place.areaKey === 'dunmere' && failedRoundStreets.includes(place.street);
}

interface StreetFacts {
  collectionDay: Weekday;
  recyclingWeek: 1 | 2;
  grittingRoute: string;
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
    grittingRoute: central ? 'Primary route' : random.chance(0.25) ? 'Secondary route' : 'Not gritted',
    central,
    ...(inZone ? { parkingZone: `${place.wardName.slice(0, 2).toUpperCase()}1` } : {}),
    school: `${place.locality ?? place.town} Primary School`,
  };
}

function addStreetFacts(add: AddFact, place: DemoPlace, street: StreetFacts, times: FactTimes): void {
  add('ward', place.wardName, 'Gazetteer', times.night(30));
  add('school-catchment', street.school, 'School admissions', times.night(120));
  add('gritting-route', street.grittingRoute, 'Highways asset register', times.night(45));
  add('conservation-area', yesOrNo(street.central), 'Planning register', times.night(200));
  if (street.parkingZone) add('parking-zone', street.parkingZone, 'Parking permits', times.night(7));
}

function addCollectionFacts(
  add: AddFact,
  place: DemoPlace,
  street: StreetFacts,
  times: FactTimes,
  random: Random,
): void {
  const source = 'Waste management system';
  const asOfAt = times.night(1);
  add('collection-day', street.collectionDay, source, asOfAt);
  add('recycling-day', `${street.collectionDay}, week ${street.recyclingWeek}`, source, asOfAt);
  add('last-collection', times.lastDay(street.collectionDay), source, asOfAt);
  add('next-collection', times.nextDay(street.collectionDay), source, asOfAt);
  if (place.kind !== 'house') return;
  add('garden-waste-subscriber', yesOrNo(random.chance(0.34)), source, asOfAt);
  add('assisted-bin', yesOrNo(random.chance(0.035)), source, asOfAt);
  if (random.chance(0.008)) add('clinical-collection', 'yes', source, asOfAt);
}

/** Today's rounds are known; yesterday's news of other streets is no longer shown. */
function addRoundStatus(add: AddFact, place: DemoPlace, street: StreetFacts, times: FactTimes): void {
  const source = 'Waste round tracker';
  if (isOnFailedRound(place)) return add('round-status', 'disrupted', source, times.noticeAt);
  if (times.today !== street.collectionDay) return;
  const { minuteOfDay } = times;
  const status = minuteOfDay < 7 * 60 ? 'not-started' : minuteOfDay < 15 * 60 ? 'in-progress' : 'completed';
  add('round-status', status, source, times.startAt);
}

function addHomeFacts(add: AddFact, place: DemoPlace, times: FactTimes, random: Random): void {
  const tenancy = random.chance(place.kind === 'flat' ? 0.38 : 0.09);
  add('council-tenancy', yesOrNo(tenancy), 'Housing management system', times.night(1));
  add(
    'council-tax-band',
    random.pickCommon(['b', 'c', 'a', 'd', 'e', 'f', 'g', 'h']),
    'Valuation list',
    times.night(60),
  );
  const listed = mainStreets.includes(place.street) && random.chance(0.3);
  if (listed) add('listed-building', 'yes', 'Planning register', times.night(200));
}

function yesOrNo(value: boolean): 'yes' | 'no' {
  return value ? 'yes' : 'no';
}
