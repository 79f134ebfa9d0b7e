import { normalisePostcode } from '../../kernel/postcode.js';
import type { RouteContext } from '../../kernel/route.js';
import { may } from '../../kernel/scope.js';
import { searchPlaces, type Place } from '../../places/index.js';
import { textOf, type Typed } from './form-page.js';
import { houseAndStreetOf } from '../matching/search-tokens.js';
import { foldHouse } from '../matching/address-words.js';

type TypedAddress = { placeId: string } | { line?: string; postcode?: string };

/**
 * The address that a form gives: a chosen place, or what was typed. Typed words that fit exactly one house of the
 * gazetteer become that place, so that its facts and history are found from the customer.
 */
export async function matchTypedAddress(
  context: Pick<RouteContext<unknown, unknown, unknown>, 'read' | 'visitor'>,
  typed: Typed,
): Promise<TypedAddress | undefined> {
  const placeId = textOf(typed, 'placeId');
  if (placeId) return { placeId };
  const [line, postcode] = [textOf(typed, 'line'), textOf(typed, 'postcode')];
  if (!line && !postcode) return undefined;
  const written = { ...(line ? { line } : {}), ...(postcode ? { postcode } : {}) };
  const known = normalisePostcode(postcode);
  if (!line || known === undefined || !may(context.visitor.actor, 'places.read')) return written;
  const { items, more } = await context.read(searchPlaces, { text: `${line} ${known}`.slice(0, 200), limit: 10 });
  const [only, ...others] = more ? [] : items.filter((place) => place.postcode === known && isHouse(place, line));
  return only && others.length === 0 ? { placeId: only.id } : written;
}

/** A flat is never guessed. */
function isHouse({ number, building, subBuilding }: Place, line: string): boolean {
  const house = number ?? building;
  return house !== null && subBuilding === null && foldHouse(house) === houseAndStreetOf({ line }).house;
}
