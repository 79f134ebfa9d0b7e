import type { LocalDate } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import { notFound } from '../kernel/errors.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Place, PlaceState } from './types.js';

export interface PlaceRow {
  readonly id: string;
  readonly uprn: string | null;
  readonly usrn: string | null;
  readonly parent_uprn: string | null;
  readonly line: string;
  readonly organisation: string | null;
  readonly sub_building: string | null;
  readonly building: string | null;
  readonly number: string | null;
  readonly street: string | null;
  readonly locality: string | null;
  readonly town: string | null;
  readonly postcode: string | null;
  readonly classification: string | null;
  readonly state: PlaceState;
  readonly custodian_code: string | null;
  readonly ward: string | null;
  readonly easting: number | null;
  readonly northing: number | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly source: string;
  readonly as_of_on: LocalDate | null;
}

/** The columns of a place, each with the alias `p`. */
export const placeColumns = `p.id, p.uprn, p.usrn, p.parent_uprn, p.line, p.organisation, p.sub_building, p.building,
  p.number, p.street, p.locality, p.town, p.postcode, p.classification, p.state, p.custodian_code, p.ward, p.easting,
  p.northing, p.lat, p.lon, p.source, p.as_of_on`;

export function toPlace(row: PlaceRow): Place {
  const { parent_uprn, sub_building, custodian_code, as_of_on, ...same } = row;
  return {
    ...same,
    parentUprn: parent_uprn,
    subBuilding: sub_building,
    custodianCode: custodian_code,
    asOfOn: as_of_on,
  };
}

const byId = statement<{ id: string }, PlaceRow>(`select ${placeColumns} from places p where p.id = :id`);
const byIds = statement<{ ids: readonly string[] }, PlaceRow>(
  `select ${placeColumns} from places p where p.id in (:ids*) order by p.sort_key, p.id`,
);
// Relies on places_uprn_key.
const byUprn = statement<{ uprn: string }, PlaceRow>(`select ${placeColumns} from places p where p.uprn = :uprn`);
// Relies on places_uprn_key.
const idsByUprn = statement<{ uprns: readonly string[] }, { id: string; uprn: string }>(
  'select id, uprn from places where uprn in (:uprns*)',
);
// Relies on places_parent_uprn_idx.
const childrenOf = statement<{ uprn: string; limit: number }, PlaceRow>(
  `select ${placeColumns} from places p where p.parent_uprn = :uprn and p.state <> 'historic'
   order by p.sort_key, p.id limit :limit`,
);

export async function findPlace(db: Reads, id: string): Promise<Place | undefined> {
  const row = await db.first(byId, { id });
  return row && toPlace(row);
}

/** @throws not_found */
export async function getPlace(db: Reads, id: string): Promise<Place> {
  const place = await findPlace(db, id);
  if (!place) throw notFound();
  return place;
}

/** The places with these ids that exist, in address order. */
export async function readPlaces(db: Reads, ids: readonly string[]): Promise<Place[]> {
  if (ids.length === 0) return [];
  return (await db.all(byIds, { ids })).map(toPlace);
}

/** `uprn` as it is stored: without leading zeros (`normaliseUprn`). */
export async function findPlaceByUprn(db: Reads, uprn: string): Promise<Place | undefined> {
  const row = await db.first(byUprn, { uprn });
  return row && toPlace(row);
}

const uprnsAtOnce = 1024;

/** The ids of the places with these UPRNs; those that the gazetteer doesn't know are left out. For imports. */
export async function findPlaceIdsByUprn(db: Reads, uprns: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const unique = [...new Set(uprns)];
  for (let from = 0; from < unique.length; from += uprnsAtOnce) {
    const rows = await db.all(idsByUprn, { uprns: unique.slice(from, from + uprnsAtOnce) });
    for (const row of rows) found.set(row.uprn, row.id);
  }
  return found;
}

/** The flats of a building, in counting order. */
export async function listChildren(db: Reads, uprn: string, limit: number): Promise<Place[]> {
  return (await db.all(childrenOf, { uprn, limit })).map(toPlace);
}

const authoritiesOf = statement<{ place: string }, { authority_ref: number }>(
  'select authority_ref from place_authorities where place_id = :place order by authority_ref',
);

const authoritiesOfSome = statement<{ places: readonly string[] }, { place_id: string; authority_ref: number }>(
  `select place_id, authority_ref from place_authorities where place_id in (:places*)
   order by place_id, authority_ref`,
);

/** The same for many places. For imports. */
export async function listAuthoritiesOfPlaces(
  db: Reads,
  placeIds: readonly string[],
): Promise<Map<string, AuthorityId[]>> {
  const found = new Map<string, AuthorityId[]>();
  for (let from = 0; from < placeIds.length; from += uprnsAtOnce)
    for (const row of await db.all(authoritiesOfSome, { places: placeIds.slice(from, from + uprnsAtOnce) }))
      found.set(row.place_id, [...(found.get(row.place_id) ?? []), row.authority_ref]);
  return found;
}

/** The authorities in whose areas the place lies: a county and a district, or one alone. */
export async function listPlaceAuthorities(db: Reads, placeId: string): Promise<AuthorityId[]> {
  return (await db.all(authoritiesOf, { place: placeId })).map((row) => row.authority_ref);
}
