import { defineCapability } from '../kernel/capability.js';
import { permissions } from './permissions.js';
import { searchPlaces } from './search-places.js';

export { searchPlaces };
export type { PlaceSearch } from './search-places.js';
export { addressSortKey, placeWords } from './address-words.js';
export { factsFor, placeFacts } from './facts.js';
export type { DatedValue } from './facts.js';
export {
  findPlace,
  findPlaceByUprn,
  findPlaceIdsByUprn,
  getPlace,
  listPlaceAuthorities,
  readPlaces,
} from './repository.js';
export type { AreaKind, Place, PlaceDraft, PlaceState, PropertyFact, Responsibility } from './types.js';
export { addressBaseCore } from './import/addressbase-core.js';
export { addressBasePlus } from './import/addressbase-plus.js';
export { addressBasePremium } from './import/addressbase-premium.js';
export { llpgDtf73 } from './import/llpg-dtf73.js';
export { propertyFacts } from './import/property-facts.js';
export { toGeoPoint, toGridPoint } from './import/coordinates.js';
export type { GeoPoint, GridPoint } from './import/coordinates.js';

/** The shared gazetteer: addresses, what is known of properties, and who answers for a service there. */
export const places = defineCapability({
  name: 'places',
  permissions,
  commands: [],
  queries: [searchPlaces],
  routes: [],
  jobs: [],
});
