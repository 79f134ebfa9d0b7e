import { listAuthorities, type Authority } from '../authorities/index.js';
import { possibleAreas, readRulesIn, type Place } from '../places/index.js';
import { ownedBy, ownersOfEach, type Looking } from './at-place.js';
import { isForStaff, isOffered } from './flow/offer-rules.js';
import { readServicesAlike, type PublishedService } from './repository.js';

/** Whose a service may be where it isn't known at which of some places something is. */
export interface OwnersAmongPlaces {
  /** It is the same one council's at each of them. */
  readonly isDecided: boolean;
  /** Those that rules name, each with what it calls the service; undefined: it offers none that may be seen. */
  readonly owners: readonly { readonly council: Authority; readonly service: PublishedService | undefined }[];
}

/**
 * Whose a service is, as far as it can be said without the address: the places are those of the postcode, or around a
 * point; none: it may be anywhere. Undefined where no rule names anybody.
 */
export async function ownersAmongPlaces(
  looking: Looking,
  places: readonly Pick<Place, 'id' | 'ward'>[],
  service: PublishedService,
): Promise<OwnersAmongPlaces | undefined> {
  const members = await listAuthorities(looking.kernel);
  const ids = members.map(({ id }) => id);
  const related = await readServicesAlike(looking.db, ids, [service]);
  const keys = [service, ...related].map(({ key }) => key);
  const sets = await possibleAreas(looking, places);
  const rules = (await readRulesIn(looking, sets, keys)) ?? [];
  const named = rules.map((each) => ownersOfEach(each, [service], related).get(service)?.authorityIds ?? []);
  const all = new Set(named.flat());
  const [rule] = rules;
  if (!rule || all.size === 0) return undefined;
  const offered = related.filter((one) => isOffered(one, rule.on) && !isForStaff(one));
  const owners = members.filter(({ id }) => all.has(id));
  return {
    isDecided: places.length > 0 && owners.length === 1 && named.every((each) => each.length === 1),
    owners: owners.map((council) => ({ council, service: ownedBy(service, [council], offered) })),
  };
}
