import { listAuthorities } from '../authorities/index.js';
import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt } from '../kernel/london-time.js';
import { listPlaceAuthorities } from './repository.js';
import { hasResponsibilities, listResponsibilitiesOf } from './responsibilities-repository.js';
import { areasAround, everyService, ownersOf, type OwnedService, type Owners } from './rules.js';
import type { Place } from './types.js';

/**
 * Which councils answer for each of these services at a place today, by the service's key. Undefined where nothing was
 * ever said of the areas that it lies in: an installation that names nobody shows nobody.
 */
export async function findOwners(
  { db, kernel, now }: { readonly db: Reads; readonly kernel: Kernel; readonly now: Instant },
  place: Pick<Place, 'id' | 'ward'>,
  services: readonly OwnedService[],
): Promise<ReadonlyMap<string, Owners> | undefined> {
  const areas = areasAround(place, await listPlaceAuthorities(db, place.id));
  const keys = new Set(services.map(({ key }) => key));
  const rules = await listResponsibilitiesOf(db, areas, [...keys, everyService]);
  if (rules.length === 0 && !(await hasResponsibilities(db, areas))) return undefined;
  const members = await listAuthorities(kernel);
  const tierOf = (authorityId: number): string | undefined => members.find(({ id }) => id === authorityId)?.tier;
  const on = localDateAt(now);
  return new Map([...keys].map((key) => [key, ownersOf(rules, on, { key, tiers: tiersOf(key, services) }, tierOf)]));
}

/** Councils may say differently whose a service is: each tier that one of them names counts. */
function tiersOf(key: string, services: readonly OwnedService[]): string[] {
  return services.filter((service) => service.key === key).flatMap(({ tiers }) => tiers);
}
