import { defineCapability } from '../kernel/capability.js';
import { apiRoutes } from './api.js';
import { addPlace } from './commands/add-place.js';
import { endFact } from './commands/end-fact.js';
import { setFact } from './commands/set-fact.js';
import { correctResponsibility, endRule } from './commands/change-responsibility.js';
import { setResponsibility } from './commands/set-responsibility.js';
import { elsewhereApi } from './elsewhere/elsewhere-api.js';
import { keepAddress } from './elsewhere/keep-address.js';
import { getResponsibilityRule, listResponsibilityRules } from './list-responsibilities.js';
import { responsibilityRoutes } from './responsibilities-api.js';
import { deskRoutes } from './desk.js';
import { nearbyPlaces, neighbours } from './nearby-places.js';
import { permissions } from './permissions.js';
import { getProperty, listPlaceFacts } from './queries.js';
import { searchPlaces } from './search-places.js';

export {
  addPlace,
  correctResponsibility,
  endFact,
  endRule,
  getProperty,
  getResponsibilityRule,
  listResponsibilityRules,
  listPlaceFacts,
  nearbyPlaces,
  neighbours,
  searchPlaces,
  setFact,
  setResponsibility,
};
export { importAddresses } from './commands/import-addresses.js';
export type { AddressFile, AddressImportReport } from './commands/import-addresses.js';
export { importPropertyFacts } from './commands/import-property-facts.js';
export {
  compareResponsibilitiesFile,
  examineRules,
  importResponsibilities,
  ruleDifferenceChanged,
  writeRules,
  type ResponsibilitiesFile,
} from './commands/import-responsibilities.js';
export { ownersOfArea } from './commands/rule-input.js';
export { addressSortKey, placeWords } from './address-words.js';
export { factsFor, placeFacts } from './facts.js';
export type { DatedValue } from './facts.js';
export { toGeoPoint, toGridPoint } from './import/grid-points.js';
export type { GeoPoint, GridPoint } from './import/grid-points.js';
export type { RuleDifference } from './import/compare-rules.js';
export { responsibilitiesCsv } from './import/responsibilities-csv.js';
export { ruleDifferenceLines } from './import/rule-difference-lines.js';
export { propertyFacts } from './import/property-facts.js';
export { addressBookFor, askAddresses, type AddressAnswer, type AddressBook } from './elsewhere/ask-elsewhere.js';
export { answerNote, lookUpText } from './elsewhere/elsewhere-views.js';
export { keepAddress } from './elsewhere/keep-address.js';
export { findNearby, type NearbyPlace } from './nearby-places.js';
export { listInPostcode } from './search-repository.js';
export { ownersAmong, possibleAreas, readRulesAt, readRulesIn, type RulesAtPlace } from './find-owners.js';
export type { Property } from './queries.js';
export {
  findPlace,
  findPlaceByUprn,
  findPlaceIdsByUprn,
  getPlace,
  listPlaceAuthorities,
  readPlaces,
} from './repository.js';
export { listRuledKeys } from './responsibilities-repository.js';
export { whereOf, type ListedRule, type RulePage } from './list-responsibilities.js';
export type { RuleWarning } from './rule-warnings.js';
export { areaKey, areaOf, decidingRules, everyService } from './rules.js';
export type { Answerable, Area, OwnedService, Owners } from './rules.js';
export { listWards } from './wards-repository.js';
export type { PlaceSearch } from './search-places.js';
export type { AreaKind, Place, PlaceDraft, PlaceState, PropertyFact, Responsibility } from './types.js';
export { placeHref, placeLink, placeSummary } from './views.js';
export type { PlaceLink, PlaceSummary, SummaryWords } from './views.js';

/** The shared gazetteer: addresses, what is known of properties, and who answers for a service there. */
export const places = defineCapability({
  name: 'places',
  permissions,
  commands: [addPlace, correctResponsibility, endFact, endRule, keepAddress, setFact, setResponsibility],
  queries: [
    getProperty,
    getResponsibilityRule,
    listPlaceFacts,
    listResponsibilityRules,
    nearbyPlaces,
    neighbours,
    searchPlaces,
  ],
  routes: [...deskRoutes, ...elsewhereApi, ...apiRoutes, ...responsibilityRoutes],
  jobs: [],
});
