import { listAuthorities } from '../authorities/index.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import type { AuthorityId } from '../kernel/scope.js';
import { listAuthoritiesOfPlaces, listPlaceAuthorities } from './repository.js';
import { hasResponsibilities, listResponsibilitiesOf } from './responsibilities-repository.js';
import { areaKey, areasAround, everyService, ownersOf, type OwnedService, type Owners } from './rules.js';
import type { Place, Responsibility } from './types.js';

interface Looking {
  readonly db: Reads;
  readonly kernel: Kernel;
  readonly now: Instant;
}

/** What was said of who answers at a place, of the services that it was read for. */
export interface RulesAtPlace {
  readonly rules: readonly Responsibility[];
  readonly on: LocalDate;
  readonly tierOf: (authorityId: AuthorityId) => string | undefined;
}

/**
 * The rules for services of these keys at a place, as they stand today. Undefined where nothing was ever said of the
 * areas that it lies in: an installation that names nobody shows nobody.
 */
export async function readRulesAt(
  { db, kernel, now }: Looking,
  place: Pick<Place, 'id' | 'ward'>,
  keys: readonly string[],
): Promise<RulesAtPlace | undefined> {
  const areas = areasAround(place, await listPlaceAuthorities(db, place.id));
  return (await readRulesIn({ db, kernel, now }, [areas], keys))?.[0];
}

/** The same for each of several sets of areas. Undefined where nothing was ever said of any of them. */
export async function readRulesIn(
  { db, kernel, now }: Looking,
  sets: readonly (readonly string[])[],
  keys: readonly string[],
): Promise<RulesAtPlace[] | undefined> {
  const areas = [...new Set(sets.flat())];
  const rules = await listResponsibilitiesOf(db, areas, [...new Set(keys), everyService]);
  if (rules.length === 0 && !(await hasResponsibilities(db, areas))) return undefined;
  const members = await listAuthorities(kernel);
  const on = localDateAt(now);
  const tierOf = (authorityId: AuthorityId) => members.find(({ id }) => id === authorityId)?.tier;
  return sets.map((set) => ({ rules: rules.filter(({ area }) => set.includes(area)), on, tierOf }));
}

/**
 * The areas that something may lie in which is at one of these places; each set once. Without places: in any member's
 * area.
 */
export async function possibleAreas({ db, kernel }: Looking, places: readonly Pick<Place, 'id' | 'ward'>[]) {
  if (places.length === 0) {
    const members = (await listAuthorities(kernel)).filter(({ kind }) => kind === 'authority');
    return members.map(({ id }) => [areaKey({ kind: 'authority', authorityId: id })]);
  }
  const held = await listAuthoritiesOfPlaces(
    db,
    places.map(({ id }) => id),
  );
  return places.map((place) => areasAround(place, held.get(place.id) ?? []));
}

/** Which councils answer for each of these services, by the service's key. */
export function ownersAmong(
  { rules, on, tierOf }: RulesAtPlace,
  services: readonly OwnedService[],
): ReadonlyMap<string, Owners> {
  const keys = new Set(services.map(({ key }) => key));
  return new Map([...keys].map((key) => [key, ownersOf(rules, on, { key, tiers: tiersOf(key, services) }, tierOf)]));
}

/** Councils may say differently whose a service is: each tier that one of them names counts. */
function tiersOf(key: string, services: readonly OwnedService[]): string[] {
  return services.filter((service) => service.key === key).flatMap(({ tiers }) => tiers);
}
