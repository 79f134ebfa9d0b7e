import type { Instant } from '../kernel/clock.js';
import type { Reads, Row, Writes } from '../kernel/db/database.js';
import { statement, type Value } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import { addressSortKey, placeWords } from './address-words.js';
import { placeColumns, toPlace, type PlaceRow } from './repository.js';
import type { Place, PlaceDraft } from './types.js';

// Relies on places_uprn_key.
const byUprns = statement<{ uprns: readonly string[] }, PlaceRow>(
  `select ${placeColumns} from places p where p.uprn in (:uprns*)`,
);
const authoritiesOf = statement<{ places: readonly string[] }, { place_id: string; authority_ref: number }>(
  'select place_id, authority_ref from place_authorities where place_id in (:places*)',
);
const forgetWords = statement<{ places: readonly string[] }, never>(
  'delete from place_tokens where place_id in (:places*)',
);
const forgetAuthorities = statement<{ places: readonly string[] }, never>(
  'delete from place_authorities where place_id in (:places*)',
);

const atOnce = 1024;

function* slices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += atOnce) yield all.slice(from, from + atOnce);
}

export async function readPlacesByUprn(db: Reads, uprns: readonly string[]): Promise<Map<string, Place>> {
  const found = new Map<string, Place>();
  for (const part of slices(uprns))
    for (const row of await db.all(byUprns, { uprns: part })) if (row.uprn !== null) found.set(row.uprn, toPlace(row));
  return found;
}

/** The authorities in whose areas these places lie, in order of their ids. */
export async function readAuthoritiesOfPlaces(
  db: Reads,
  places: readonly string[],
): Promise<Map<string, AuthorityId[]>> {
  const found = new Map<string, AuthorityId[]>();
  for (const part of slices(places))
    for (const row of await db.all(authoritiesOf, { places: part }))
      found.set(
        row.place_id,
        [...(found.get(row.place_id) ?? []), row.authority_ref].sort((a, b) => a - b),
      );
  return found;
}

export interface Stamp {
  readonly now: Instant;
  /** Null when it wasn't imported. */
  readonly runId: string | null;
}

function toRow(place: PlaceDraft): Record<string, Value> {
  return {
    uprn: place.uprn,
    usrn: place.usrn,
    parent_uprn: place.parentUprn,
    line: place.line,
    organisation: place.organisation,
    sub_building: place.subBuilding,
    building: place.building,
    number: place.number,
    street: place.street,
    locality: place.locality,
    town: place.town,
    postcode: place.postcode,
    sort_key: addressSortKey(place),
    classification: place.classification,
    state: place.state,
    custodian_code: place.custodianCode,
    ward: place.ward,
    easting: place.easting,
    northing: place.northing,
    lat: place.lat,
    lon: place.lon,
    source: place.source,
    as_of_on: place.asOfOn,
  };
}

/** Adds places and the words that find them. */
export async function insertPlaces(db: Writes, places: readonly Place[], { now, runId }: Stamp): Promise<void> {
  const rows = places.map((place): Row => ({ id: place.id, ...toRow(place), import_run_id: runId, updated_at: now }));
  const [first] = rows;
  if (!first) return;
  await db.bulk(
    'places',
    Object.keys(first),
    rows.map((row) => Object.values(row)),
  );
  await insertWords(db, places);
}

/** Overwrites places; their words too, unless they are to stay. */
export async function updatePlaces(db: Writes, places: readonly Place[], { now, runId }: Stamp): Promise<void> {
  for (const place of places)
    await db.update('places', { id: place.id }, { ...toRow(place), import_run_id: runId, updated_at: now });
}

/** Replaces the words that find these places. Historic places have none: only their UPRN finds them. */
export async function replaceWords(db: Writes, places: readonly Place[]): Promise<void> {
  for (const part of slices(places)) await db.run(forgetWords, { places: part.map(({ id }) => id) });
  await insertWords(db, places);
}

/** In the order of their index, so that each of its pages is written once a batch. */
async function insertWords(db: Writes, places: readonly Place[]): Promise<void> {
  const rows = places
    .filter(({ state }) => state !== 'historic')
    .flatMap((place) => placeWords(place).map((word): [string, string] => [word, place.id]))
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  await db.bulk('place_tokens', ['token', 'place_id'], rows);
}

/** Sets in whose areas each place lies. */
export async function replaceAuthorities(
  db: Writes,
  areas: ReadonlyMap<string, readonly AuthorityId[]>,
): Promise<void> {
  for (const part of slices([...areas.keys()])) await db.run(forgetAuthorities, { places: part });
  const rows = [...areas].flatMap(([place, authorities]) => authorities.map((authority) => [place, authority]));
  await db.bulk('place_authorities', ['place_id', 'authority_ref'], rows);
}

// Reads every place once; run at the end of an import.
const linkByCustodian = statement<{ authority: number; codes: readonly string[] }, never>(
  `insert into place_authorities (place_id, authority_ref)
   select p.id, a.id from places p join authorities a on a.id = :authority
   where p.custodian_code in (:codes*)
     and not exists (select 1 from place_authorities x where x.place_id = p.id and x.authority_ref = a.id)`,
);

/** Puts places of these custodians into the authority's area that aren't yet: it joined after they were imported. */
export function linkPlaces(db: Writes, authority: AuthorityId, codes: readonly string[]): Promise<number> {
  return codes.length === 0 ? Promise.resolve(0) : db.run(linkByCustodian, { authority, codes });
}
