import type { Reads } from '../../kernel/db/database.js';
import { isUuid } from '../../kernel/ids.js';
import { factsFor, findPlaceByUprn, type Place } from '../../places/index.js';
import type { CaseLocation } from '../../services/index.js';
import type { CasePlace } from '../types.js';

/** A location with what the gazetteer and the authority know of it. */
export interface LocatedCase {
  readonly place: CasePlace;
  readonly facts: Readonly<Record<string, string>>;
  /** Keys of the areas that hold it, for conditions. */
  readonly areas: readonly string[];
}

const nowhere: LocatedCase = {
  place: { placeId: null, text: null, lat: null, long: null },
  facts: {},
  areas: [],
};

/** Finds the address in the gazetteer by its UPRN. An address that it doesn't know stays in words. */
export async function locate(db: Reads, location: CaseLocation | undefined): Promise<LocatedCase> {
  if (!location) return nowhere;
  if (location.kind === 'point') {
    const { lat = null, long = null, description = null } = location;
    return { ...nowhere, place: { placeId: null, text: description, lat, long } };
  }
  const known = location.uprn === undefined ? undefined : await findPlaceByUprn(db, location.uprn);
  if (known) return await locatePlace(db, known);
  const text = [location.text, location.postcode].filter(Boolean).join(', ');
  return { ...nowhere, place: { ...nowhere.place, text } };
}

/** A place of the gazetteer with what is known of it. */
export async function locatePlace(db: Reads, known: Place): Promise<LocatedCase> {
  return {
    place: { placeId: known.id, text: known.line, lat: known.lat, long: known.lon },
    facts: await factsFor(db, known.id),
    areas: known.ward === null ? [] : [known.ward],
  };
}

/** The id of a place that was chosen from a list of addresses: `{ placeId }`. */
export function chosenPlaceId(raw: unknown): string | undefined {
  const id: unknown = typeof raw === 'object' && raw !== null && 'placeId' in raw ? raw.placeId : undefined;
  return typeof id === 'string' && isUuid(id) ? id : undefined;
}
