import { listAuthorities } from '../authorities/index.js';
import type { Instant, LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import type { AuthorityId } from '../kernel/scope.js';
import { listPlaceAuthorities } from './repository.js';
import { hasResponsibilities, listResponsibilitiesOf } from './responsibilities-repository.js';
import { areasAround, everyService, ownersOf, type OwnedService, type Owners } from './rules.js';
import type { Place, Responsibility } from './types.js';

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
  { db, kernel, now }: { readonly db: Reads; readonly kernel: Kernel; readonly now: Instant },
  place: Pick<Place, 'id' | 'ward'>,
  keys: readonly string[],
): Promise<RulesAtPlace | undefined> {
  const areas = areasAround(place, await listPlaceAuthorities(db, place.id));
  const rules = await listResponsibilitiesOf(db, areas, [...new Set(keys), everyService]);
  if (rules.length === 0 && !(await hasResponsibilities(db, areas))) return undefined;
  const members = await listAuthorities(kernel);
  return { rules, on: localDateAt(now), tierOf: (authorityId) => members.find(({ id }) => id === authorityId)?.tier };
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
