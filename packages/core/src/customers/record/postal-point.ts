import type { Reads } from '../../kernel/db/database.js';
import { badInput } from '../../kernel/errors.js';
import { findPlace } from '../../places/index.js';
import type { Address } from '../input-fields.js';

/** The postal contact point of an address: the line without its postcode, and the postcode. */
export interface PostalPoint {
  readonly kind: 'postal';
  readonly value: string;
  readonly postcode: string | null;
  readonly placeId: string | null;
}

/** @throws bad_input when the gazetteer has no such place */
export async function postalPoint(db: Reads, address: Address): Promise<PostalPoint> {
  if (!('placeId' in address))
    return { kind: 'postal', value: address.line, postcode: address.postcode ?? null, placeId: null };
  const place = await findPlace(db, address.placeId);
  if (!place) throw badInput({ faults: [{ field: 'address.placeId', message: 'Choose an address of the gazetteer' }] });
  const { id: placeId, line, postcode } = place;
  return { kind: 'postal', value: withoutPostcode(line, postcode), postcode, placeId };
}

/** A gazetteer's line ends with the postcode; contact points keep the two apart, so that a page never says it twice. */
export function withoutPostcode(line: string, postcode: string | null): string {
  return postcode !== null && line.endsWith(postcode) ? line.slice(0, -postcode.length).replace(/[\s,]+$/, '') : line;
}
