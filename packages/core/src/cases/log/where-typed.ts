import { findPostcode } from '../../customers/index.js';
import type { Reads } from '../../kernel/db/database.js';
import type { RouteContext } from '../../kernel/route.js';
import { may, scopeFor } from '../../kernel/scope.js';
import { findNearby, findPlace, listInPostcode, type Place } from '../../places/index.js';
import { chosenPlaceId } from './case-location.js';

type Context = Pick<RouteContext<unknown, unknown, unknown>, 'kernel' | 'visitor'>;

/** Where the form says that it is, as far as that tells whose it is. */
export interface Whereabouts {
  /** What tells it from another answer to the same question. */
  readonly key: string;
  /** "at 11 Quarry Lane, DM4 2LL", "in DM4 2LL", "at the point on the map", "there" */
  readonly words: string;
  /** The addresses that it may be, or lies among; none: nothing says. */
  readonly places: readonly Place[];
}

/** A postcode has at most a hundred delivery points; flats and halls without one of their own come on top. */
const mostInPostcode = 300;
const mostAround = 30;
/** Addresses so near to a point lie in its council's area, if all of them lie in one. Where none is: so near. */
const radiiM = [250, 1000];

/** Undefined: nothing was said, or what is known already; or the reader may not look at places. */
export async function whereTyped(
  { kernel, visitor }: Context,
  location: unknown,
  knownPlaceId: string | null,
): Promise<Whereabouts | undefined> {
  if (!may(visitor.actor, 'places.read')) return undefined;
  const db = kernel.db.read(scopeFor(visitor.actor, 'places.read'));
  const chosen = chosenPlaceId(location);
  if (chosen !== undefined) return chosen === knownPlaceId ? undefined : await atPlace(db, chosen);
  const { text = '', postcode = '', lat = '', long = '', description = '' } = typedParts(location);
  if (text !== '' || postcode !== '') return await inWords(db, [text, postcode].filter(Boolean).join(', '));
  if (lat !== '' && long !== '') return await atPoint(db, Number(lat), Number(long));
  if (description === '') return undefined;
  const described = await inWords(db, description);
  // Words beside a known address say where by it.
  return described.places.length === 0 && knownPlaceId !== null ? undefined : described;
}

/** The parts of a location as they were typed. */
export function typedParts(location: unknown): Readonly<Record<string, string>> {
  if (typeof location !== 'object' || location === null) return {};
  return Object.fromEntries(Object.entries(location).map(([name, value]) => [name, String(value).trim()]));
}

async function atPlace(db: Reads, id: string): Promise<Whereabouts | undefined> {
  const place = await findPlace(db, id);
  return place && { key: place.id, words: `at ${place.line}`, places: [place] };
}

/** By the postcode that the words hold. */
async function inWords(db: Reads, words: string): Promise<Whereabouts> {
  const { postcode } = findPostcode(words);
  const places = postcode === undefined ? [] : await listInPostcode(db, postcode, mostInPostcode);
  if (postcode === undefined || places.length === 0) return { key: words.slice(0, 200), words: 'there', places: [] };
  return { key: postcode, words: `in ${postcode}`, places };
}

async function atPoint(db: Reads, lat: number, lon: number): Promise<Whereabouts | undefined> {
  if (!Number.isFinite(lat) || !Number.isFinite(lon)) return undefined;
  const point = { key: `${lat} ${lon}`, words: 'at the point on the map' };
  for (const radiusM of radiiM) {
    const found = await findNearby(db, { lat, lon }, radiusM, mostAround);
    if (found.length > 0) return { ...point, places: found.map(({ place }) => place) };
  }
  return { ...point, places: [] };
}
