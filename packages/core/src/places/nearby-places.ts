import { z } from 'zod';
import type { Reads } from '../kernel/db/database.js';
import { boxAround, metresBetween, type Point } from '../kernel/distance.js';
import { uuidField } from '../kernel/input.js';
import { defineQuery } from '../kernel/query.js';
import { getPlace } from './repository.js';
import { findPlacesInBox, listStreetInPostcode } from './search-repository.js';
import type { Place } from './types.js';

export interface NearbyPlace {
  readonly place: Place;
  readonly distanceM: number;
}

/** A city centre has some thousand addresses within 200 m. */
const mostInBox = 5000;

/** Places around a point, the nearest first: what stands near a pin on the map. */
export const nearbyPlaces = defineQuery({
  name: 'places.nearby-places',
  permission: 'places.read',
  input: z.strictObject({
    lat: z.coerce.number().min(49).max(61.5),
    lon: z.coerce.number().min(-9.5).max(2.5),
    radiusM: z.coerce.number().min(1).max(1000).default(100),
    limit: z.coerce.number().int().min(1).max(200).default(20),
  }),
  run: ({ db }, { lat, lon, radiusM, limit }) => findNearby(db, { lat, lon }, radiusM, limit),
});

/** Places around a point, the nearest first. */
export async function findNearby(db: Reads, point: Point, radiusM: number, limit: number): Promise<NearbyPlace[]> {
  const places = await findPlacesInBox(db, boxAround(point, radiusM), mostInBox);
  return places
    .map((place) => ({ place, distanceM: distanceM(point, place) }))
    .filter((near) => near.distanceM <= radiusM)
    .sort((a, b) => a.distanceM - b.distanceM || (a.place.line < b.place.line ? -1 : 1))
    .slice(0, limit);
}

function distanceM(from: Point, { lat, lon }: Pick<Place, 'lat' | 'lon'>): number {
  return lat === null || lon === null ? Infinity : Math.round(metresBetween(from, { lat, lon }));
}

const streetAtMost = 200;
const neighbourRadiusM = 50;

/** The houses on either side of a place in its street; those around it, where its address names no street. */
export const neighbours = defineQuery({
  name: 'places.list-neighbours',
  permission: 'places.read',
  input: z.strictObject({ id: uuidField, limit: z.coerce.number().int().min(2).max(50).default(6) }),
  run: async ({ db }, { id, limit }): Promise<Place[]> => {
    const place = await getPlace(db, id);
    const { postcode, street, lat, lon } = place;
    if (postcode !== null && street !== null)
      return around(await listStreetInPostcode(db, postcode, street, streetAtMost), id, limit);
    if (lat === null || lon === null) return [];
    const near = await findNearby(db, { lat, lon }, neighbourRadiusM, limit + 1);
    return near.flatMap((each) => (each.place.id === id ? [] : [each.place])).slice(0, limit);
  },
});

function around(street: readonly Place[], id: string, limit: number): Place[] {
  const at = street.findIndex((place) => place.id === id);
  const others = street.filter((place) => place.id !== id);
  const from = Math.max(0, Math.min(Math.max(at, 0) - Math.ceil(limit / 2), others.length - limit));
  return others.slice(from, from + limit);
}
