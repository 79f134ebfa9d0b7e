import type { Instant } from '../../../kernel/clock.js';
import { contactDetails } from './contact-details.js';
import { anOrganisation, type CustomerContext } from './customer-records.js';
import { castHardCases } from './hard-case-people.js';
import type { HardCaseCast } from './hard-case-cast.js';
import { households } from './households.js';
import { isInJointArea } from './joiners.js';
import { placeFinder } from './place-finder.js';
import type { Random } from './random.js';
import type { DemoAuthorityKey, DemoCustomer, DemoPlace, DemoPropertyFact } from './types.js';

/** What the customers are drawn from. */
export interface CustomerSources {
  random: Random;
  startAt: Instant;
  /** In the founders' areas. */
  places: readonly DemoPlace[];
  /** In the areas of those that joined since. */
  joinersPlaces: readonly DemoPlace[];
  propertyFacts: readonly DemoPropertyFact[];
  /** Customers of the founders. */
  count: number;
  /** Customers of those that joined since. */
  joinersCount: number;
}

/** All customers, those of the hard cases first, and the cast that says which those are. */
export function buildCustomers(sources: CustomerSources): { customers: DemoCustomer[]; cast: HardCaseCast } {
  const { random, places, count } = sources;
  const context = customerContext(sources);
  const finder = placeFinder(places);
  const cast = castHardCases(context, finder);
  const customers = [...cast.customers];
  const drawHousehold = households(context);
  for (const place of random.shuffle(places)) {
    if (customers.length >= count) break;
    if (finder.isTaken(place)) continue;
    if (place.organisationName) customers.push(anOrganisation(context, place.areaKey, place));
    else if (isHome(place) && random.chance(0.86)) {
      customers.push(...drawHousehold(place, controllerFor(random, place)).slice(0, count - customers.length));
    }
  }
  customers.push(...joinersCustomers(sources, context));
  return { customers, cast };
}

/** Drawn apart, so that more of them leave the founders' as they were. */
function joinersCustomers({ joinersPlaces, joinersCount }: CustomerSources, context: CustomerContext): DemoCustomer[] {
  const random = context.random.fork('joiners');
  const drawHousehold = households({ ...context, random });
  const customers: DemoCustomer[] = [];
  for (const place of random.shuffle(joinersPlaces.filter(isHome))) {
    if (customers.length >= joinersCount) break;
    customers.push(...drawHousehold(place, joinerFor(random, place)));
  }
  return customers.slice(0, joinersCount);
}

/** Some know the joint body that empties their bins, or the park that they live in, and not their council. */
function joinerFor(random: Random, place: DemoPlace): DemoAuthorityKey {
  const bodies = (['tarrow-fells', 'joint-waste'] as const).filter((key) => isInJointArea(key, place));
  return bodies.find(() => random.chance(0.3)) ?? place.areaKey;
}

function customerContext({ random, startAt, propertyFacts }: CustomerSources): CustomerContext {
  let serial = 0;
  const lettings = propertyFacts.filter(({ fact, value }) => fact === 'council-tenancy' && value === 'yes');
  return {
    random,
    startAt,
    contacts: contactDetails(random.fork('contact-details')),
    councilTenancies: new Set(lettings.map(({ placeKey }) => placeKey)),
    nextKey: () => {
      serial += 1;
      return `customer-${String(serial).padStart(5, '0')}`;
    },
  };
}

function isHome(place: DemoPlace): boolean {
  return place.kind === 'house' || place.kind === 'flat' || place.kind === 'bedsit';
}

/** A household in a district may be the county's customer or the district's, as whom it first turned to. */
function controllerFor(random: Random, place: DemoPlace): DemoAuthorityKey {
  if (place.areaKey === 'castlebridge') return 'castlebridge';
  return random.chance(0.36) ? 'westmoor' : place.areaKey;
}
