import type { Instant } from '../../../kernel/clock.js';
import { addDays } from '../../../kernel/local-date.js';
import { localDateAt } from '../../../kernel/london-time.js';
import type { ServiceDefinition } from '../../../services/index.js';
import { demoAuthorities } from './authorities.js';
import { contactContext, type ContactContext } from './contact-context.js';
import { addOrdinaryContacts } from './contacts.js';
import { buildCustomers } from './customers.js';
import { addDueToday } from './due-today.js';
import { addFollowUps } from './follow-ups.js';
import { addHardCaseContacts } from './hard-case-contacts.js';
import type { HardCaseCast } from './hard-case-cast.js';
import { listHardCases } from './hard-case-people.js';
import { addFailedRound } from './failed-round.js';
import { addSnowDay } from './snow-day.js';
import { buildPlaces } from './places.js';
import { buildPropertyFacts } from './property-facts.js';
import { createRandom } from './random.js';
import { buildResponsibilities } from './responsibilities.js';
import { serviceMix } from './service-mix.js';
import { buildStaff } from './staff.js';
import { layStreets } from './streets.js';
import { buildTeams, type TeamDefinition } from './teams.js';
import { trafficUpTo } from './traffic.js';
import type { DemoIncident, DemoWorld } from './types.js';

/** What a world is made from. Equal parts make equal worlds. */
export interface WorldParts {
  seed: string;
  /** The demo's present: nothing happened later, and some work is due today. */
  startAt: Instant;
  /** The demo's catalogue; the traffic and the forms' answers follow it. */
  services: readonly ServiceDefinition[];
  /** The teams that services are routed to, as `teams.yaml` has them. */
  teams: readonly TeamDefinition[];
  /** Customers altogether; 5,000 when absent. */
  customers?: number;
  /** Interactions and cases together; 20,000 when absent. */
  contactsAndCases?: number;
}

/**
 * Share of enquiries with an adviser that are answered at once. Web requests always become cases, so this comes to four
 * of five over all channels, which is what the partnership reports.
 */
const answeredByAdvisers = 0.87;

/** The demo's whole world: councils, people, places and a year and a month of their dealings, up to `startAt`. */
export function buildWorld(parts: WorldParts): DemoWorld {
  const { seed, startAt, customers: customerCount = 5000, contactsAndCases = 20_000 } = parts;
  const random = createRandom(seed);
  const mix = serviceMix(parts.services, answeredByAdvisers);
  const teams = buildTeams(parts.teams);
  const staff = buildStaff(random.fork('staff'), teams, startAt);
  const laid = layStreets(random.fork('streets'));
  const places = buildPlaces(random.fork('places'), laid);
  const propertyFacts = buildPropertyFacts(random.fork('facts'), places, startAt);
  const people = { random: random.fork('customers'), startAt, places, propertyFacts, count: customerCount };
  const { customers, cast } = buildCustomers(people);
  const context = contactContext({
    random: random.fork('contacts'),
    startAt,
    mix,
    places,
    propertyFacts,
    customers,
    staff,
  });
  const incidents = fillPast(context, cast, contactsAndCases);
  const since = addDays(localDateAt(startAt), -1200);
  return {
    seed,
    startAt,
    authorities: demoAuthorities(),
    teams,
    staff,
    streets: laid.map(({ street }) => street),
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
