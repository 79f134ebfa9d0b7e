import type { WorkPlace } from '@moothall/adapter-sdk';
import type { Kernel } from '../../kernel/kernel.js';
import type { Visitor } from '../../kernel/route.js';
import { may, scopeFor } from '../../kernel/scope.js';
import { findPlace, type Place } from '../../places/index.js';
import { chosenPlaceId } from '../log/case-location.js';
import { typedParts } from '../log/where-typed.js';

/** Where something is, as another system is asked about it. */
export interface TypedPlace {
  readonly place: WorkPlace;
  /** Null: it is no place that is kept here. */
  readonly placeId: string | null;
}

/** Where the form says that it is; else the place that is known. Undefined: nowhere. */
export async function workPlaceTyped(
  { kernel, visitor }: { readonly kernel: Kernel; readonly visitor: Visitor },
  location: unknown,
  knownPlaceId: string | null,
): Promise<TypedPlace | undefined> {
  const chosen = chosenPlaceId(location);
  const { text = '', postcode = '', lat = '', long = '', description = '' } = typedParts(location);
  const point = lat === '' || long === '' ? undefined : pointOf(Number(lat), Number(long));
  const words = [text, postcode, description].filter(Boolean).join(', ');
  if (chosen === undefined && (point || words !== ''))
    return {
      place: { text: words === '' ? null : words.slice(0, 500), uprn: null, lat: null, long: null, ...point },
      placeId: null,
    };
  const id = chosen ?? knownPlaceId;
  if (id === null || !may(visitor.actor, 'places.read')) return undefined;
  const found = await findPlace(kernel.db.read(scopeFor(visitor.actor, 'places.read')), id);
  return found && { place: placeOf(found), placeId: found.id };
}

/** A place as another system is asked about it. */
export function placeOf({ line, uprn, lat, lon }: Place): WorkPlace {
  return { text: line, uprn, lat, long: lon };
}

function pointOf(lat: number, long: number): { lat: number; long: number } | undefined {
  return Math.abs(lat) <= 90 && Math.abs(long) <= 180 ? { lat, long } : undefined;
}
