import type { Writes } from '../kernel/db/database.js';
import type { AuthorityId } from '../kernel/scope.js';
import { placeWords } from './address-words.js';
import type { AreaAuthorities } from './area-authorities.js';
import type { GazetteerChange } from './import/gazetteer-change.js';
import {
  insertPlaces,
  readAuthoritiesOfPlaces,
  readPlacesByUprn,
  replaceAuthorities,
  replaceWords,
  updatePlaces,
  type Stamp,
} from './import-repository.js';
import type { Place, PlaceDraft, PlaceState } from './types.js';

export interface SavingChanges {
  readonly areas: AreaAuthorities;
  /** In whose area a place lies when its record names no council that is known. */
  readonly fallback: readonly AuthorityId[];
  readonly stamp: Stamp;
  readonly newId: () => string;
}

/** What changes did, in UPRNs; no UPRN is in two of the lists. */
export interface SavedChanges {
  readonly added: readonly string[];
  /** Moved to another council's area, too. */
  readonly changed: readonly string[];
  readonly retired: readonly string[];
}

/**
 * Brings places to what the changes say, in their order: the last word on a property counts, unless it is older than what
 * the same source has said of it. A deletion makes a place historic, because cases and customers may name it.
 */
export async function saveChanges(
  db: Writes,
  changes: readonly GazetteerChange[],
  saving: SavingChanges,
): Promise<SavedChanges> {
  const before = await readPlacesByUprn(db, [...new Set(changes.map(({ uprn }) => uprn))]);
  const after = new Map<string, Place>();
  for (const change of changes) {
    const place = applied(change, after.get(change.uprn) ?? before.get(change.uprn), saving);
    if (place) after.set(change.uprn, place);
  }
  const fresh = [...after.values()].filter(({ uprn }) => !before.has(uprn ?? ''));
  const changed = [...after.values()].filter((place) => isChange(before.get(place.uprn ?? ''), place));
  await insertPlaces(db, fresh, saving.stamp);
  await updatePlaces(db, changed, saving.stamp);
  await replaceWords(
    db,
    changed.filter((place) => wordsDiffer(before.get(place.uprn ?? ''), place)),
  );
  const moved = await saveAreas(db, [...after.values()], new Set(fresh.map(({ id }) => id)), saving);
  const written = new Set([...changed, ...moved]);
  const isRetired = (place: Place): boolean =>
    place.state === 'historic' && before.get(place.uprn ?? '')?.state !== 'historic';
  return {
    added: uprnsOf(fresh),
    changed: uprnsOf([...written].filter((place) => !isRetired(place))),
    retired: uprnsOf([...written].filter(isRetired)),
  };
}

function uprnsOf(places: readonly Place[]): string[] {
  return places.flatMap(({ uprn }) => uprn ?? []);
}

function applied(change: GazetteerChange, known: Place | undefined, saving: SavingChanges): Place | undefined {
  if (known?.source === change.source && known.asOfOn !== null && change.asOf < known.asOfOn) return undefined;
  if (change.change === 'delete') return known && { ...known, state: 'historic', asOfOn: change.asOf };
  return { ...draftOf(change, saving.areas), id: known?.id ?? saving.newId() };
}

function draftOf(change: GazetteerChange, areas: AreaAuthorities): PlaceDraft {
  const custodian = change.localCustodianCode?.toString() ?? areas.custodianOf(change.authorityGss ?? '');
  return {
    uprn: change.uprn,
    usrn: change.usrn ?? null,
    parentUprn: change.parentUprn ?? null,
    line: change.line,
    organisation: change.organisation ?? null,
    subBuilding: change.subBuilding ?? null,
    building: change.building ?? null,
    number: change.number ?? null,
    street: change.street ?? null,
    locality: change.locality ?? null,
    town: change.town ?? null,
    postcode: change.postcode ?? null,
    classification: change.classification ?? null,
    state: stateOf(change),
    custodianCode: custodian ?? null,
    ward: change.ward ?? null,
    easting: change.easting ?? null,
    northing: change.northing ?? null,
    lat: change.lat ?? null,
    lon: change.lon ?? null,
    source: change.source,
    asOfOn: change.asOf,
  };
}

/** BS 7666's logical status as a state; sources without one list only what stands. */
function stateOf({ logicalStatus }: GazetteerChange): PlaceState {
  if (logicalStatus === 'provisional') return 'provisional';
  return logicalStatus === 'historical' || logicalStatus === 'rejected' ? 'historic' : 'current';
}

function isChange(before: Place | undefined, after: Place): boolean {
  if (!before) return false;
  return Object.entries(after).some(([key, value]) => value !== before[key as keyof Place]);
}

function wordsDiffer(before: Place | undefined, after: Place): boolean {
  if (!before || (before.state === 'historic') !== (after.state === 'historic')) return true;
  return placeWords(before).join(' ') !== placeWords(after).join(' ');
}

/** Answers the places that were known and now lie in other areas. */
async function saveAreas(
  db: Writes,
  places: readonly Place[],
  fresh: ReadonlySet<string>,
  { areas, fallback }: SavingChanges,
): Promise<Place[]> {
  const known = await readAuthoritiesOfPlaces(
    db,
    places.flatMap(({ id }) => (fresh.has(id) ? [] : [id])),
  );
  const wanted = new Map<string, readonly AuthorityId[]>();
  const moved: Place[] = [];
  for (const place of places) {
    const before = known.get(place.id) ?? [];
    const authorities = areasOf(place, before, { areas, fallback });
    if (authorities.length === 0 || authorities.join() === before.join()) continue;
    wanted.set(place.id, authorities);
    if (!fresh.has(place.id)) moved.push(place);
  }
  await replaceAuthorities(db, wanted);
  return moved;
}

/** What its custodian serves, and whoever was given the place by a split. */
function areasOf(
  { custodianCode }: Place,
  before: readonly AuthorityId[],
  { areas, fallback }: Pick<SavingChanges, 'areas' | 'fallback'>,
): readonly AuthorityId[] {
  const served = areas.ofCustodian(custodianCode ?? '');
  const wanted = served.length > 0 ? served : fallback;
  const given = before.filter((id) => areas.inPart.has(id) && !wanted.includes(id));
  return given.length === 0 ? wanted : [...wanted, ...given].sort((a, b) => a - b);
}
