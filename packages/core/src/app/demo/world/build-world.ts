import type { Instant } from '../../../kernel/clock.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { ServiceDefinition } from '../../../services/index.js';
import { demoAuthorities } from './authorities.js';
import { contactContext, type ContactContext, type ContactSources } from './contact-context.js';
import { addJoinersContacts, addOrdinaryContacts } from './contacts.js';
import { buildCustomers } from './customers.js';
import { addDueToday } from './due-today.js';
import { addFollowUps } from './follow-ups.js';
import { addHardCaseContacts } from './hard-case-contacts.js';
import type { HardCaseCast } from './hard-case-cast.js';
import { listHardCases } from './hard-case-people.js';
import { addFailedRound } from './failed-round.js';
import { addSnowDay } from './snow-day.js';
import { isJoiner } from './joiners.js';
import { buildPlaces } from './places.js';
import { buildPropertyFacts } from './property-facts.js';
import { createRandom, type Random } from './random.js';
import { buildResponsibilities, daysSince } from './responsibilities.js';
import { serviceMix } from './service-mix.js';
import { joinersSettlements, settlements, type Settlement } from './settlements.js';
import { buildStaff } from './staff.js';
import { layStreets } from './streets.js';
import { buildTeams, type TeamDefinition } from './teams.js';
import { trafficUpTo } from './traffic.js';
import type { DemoCustomer, DemoIncident, DemoPlace, DemoPropertyFact, DemoStreet, DemoWorld } from './types.js';

/** What a world is made from. Equal parts make equal worlds. */
export interface WorldParts {
  seed: string;
  /** The demo's present: nothing happened later, and some work is due today. */
  startAt: Instant;
  /** The demo's catalogue; the traffic and the forms' answers follow it. */
  services: readonly ServiceDefinition[];
  /** The teams that services are routed to, as `teams.yaml` has them. */
  teams: readonly TeamDefinition[];
  /** Customers of the founding councils; 5,000 when absent. Those that joined since have a few more. */
  customers?: number;
  /** Interactions and cases of the founding councils together; 20,000 when absent. */
  contactsAndCases?: number;
  /** People who are only in the directory, of all councils together; 12,000 when absent. */
  directoryPeople?: number;
}

/**
 * Share of enquiries with an adviser that are answered at once. Web requests always become cases, so this comes to four
 * of five over all channels, which is what the partnership reports.
 */
const answeredByAdvisers = 0.87;

/** The demo's whole world: councils, people, places and a year and a month of their dealings, up to `startAt`. */
export function buildWorld(parts: WorldParts): DemoWorld {
  const { seed, startAt, customers: customerCount = 5000, contactsAndCases = 20_000, directoryPeople = 12_000 } = parts;
  const random = createRandom(seed);
  const mix = serviceMix(parts.services, answeredByAdvisers);
  const teams = buildTeams(parts.teams, parts.services);
  const staff = buildStaff(random.fork('staff'), teams, startAt);
  const founders = buildArea(random, settlements, startAt);
  const joiners = buildArea(random.fork('joiners'), joinersSettlements, startAt, founders);
  const propertyFacts = [...founders.propertyFacts, ...joiners.propertyFacts];
  const { customers, cast } = buildCustomers({
    ...{ random: random.fork('customers'), startAt, propertyFacts, count: customerCount },
    ...{
      places: founders.places,
      joinersPlaces: joiners.places,
      joinersCount: Math.round(customerCount * joinersShare),
    },
  });
  const around = { startAt, mix, staff };
  const context = contactContext({
    ...around,
    ...founders,
    customers: customersOf('founders', customers),
    random: random.fork('contacts'),
  });
  const incidents = fillPast(context, cast, contactsAndCases);
  const joined = {
    ...around,
    ...joiners,
    customers: customersOf('joiners', customers),
    random: random.fork('joiners contacts'),
  };
  fillJoinersPast(joined, context, contactsAndCases);
  const places = [...founders.places, ...joiners.places];
  const since = addDays(localDateAt(startAt), -daysSince);
  return {
    seed,
    startAt,
    authorities: demoAuthorities(),
    teams,
    staff,
    directoryPeople,
    streets: [...founders.streets, ...joiners.streets],
    places,
    propertyFacts,
    responsibilities: buildResponsibilities(mix, places, since),
    customers,
    representations: cast.representations,
    relationships: cast.relationships,
    customerLinks: cast.links,
    interactions: context.interactions.sort((one, other) => one.startedAt - other.startedAt),
    cases: context.cases.sort((one, other) => one.loggedAt - other.loggedAt),
    hardCases: listHardCases(cast),
    incidents,
  };
}

function customersOf(members: 'founders' | 'joiners', customers: readonly DemoCustomer[]): DemoCustomer[] {
  return customers.filter(({ authorityKey }) => isJoiner(authorityKey) === (members === 'joiners'));
}

interface DemoArea {
  readonly streets: DemoStreet[];
  readonly places: DemoPlace[];
  readonly propertyFacts: DemoPropertyFact[];
}

/** Streets, addresses and their facts, numbered on from those of another area. */
function buildArea(
  random: Random,
  settled: readonly Settlement[],
  startAt: Instant,
  before: Pick<DemoArea, 'streets' | 'places'> = { streets: [], places: [] },
): DemoArea {
  const laid = layStreets(random.fork('streets'), settled, before.streets.length);
  const places = buildPlaces(random.fork('places'), laid, before.places.length);
  const propertyFacts = buildPropertyFacts(random.fork('facts'), places, startAt);
  return { streets: laid.map(({ street }) => street), places, propertyFacts };
}

/** Beside what the founders have, what those that joined since have. */
const joinersShare = 0.06;

/** Ordinary days and what they lead to, among the customers of those that joined since, added to the founders' past. */
function fillJoinersPast(sources: ContactSources, { interactions, cases }: ContactContext, count: number): void {
  const context: ContactContext = { ...contactContext(sources), interactions, cases };
  const customers = new Map(context.living.map((customer) => [customer.key, customer]));
  const before = cases.length;
  addJoinersContacts(context, trafficUpTo(context.startAt, context.calendars), Math.round(count * joinersShare));
  addFollowUps(context, customers, before);
}

/** What stands out first, then ordinary days and what they lead to, in rounds until there is enough. */
function fillPast(context: ContactContext, cast: HardCaseCast, count: number): DemoIncident[] {
  const incidents = [addSnowDay(context), addFailedRound(context)];
  addHardCaseContacts(context, cast);
  const traffic = trafficUpTo(context.startAt, context.calendars);
  const customers = new Map(context.living.map((customer) => [customer.key, customer]));
  let followed = 0;
  for (let made = madeSoFar(context); made < count; made = madeSoFar(context)) {
    addOrdinaryContacts(context, traffic, made + Math.ceil((count - made) * 0.9));
    followed = addFollowUps(context, customers, followed);
  }
  addDueToday(context);
  return incidents;
}

function madeSoFar({ interactions, cases }: ContactContext): number {
  return interactions.length + cases.length;
}
