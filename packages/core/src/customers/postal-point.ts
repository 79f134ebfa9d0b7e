import type { Reads } from '../kernel/db/database.js';
import { badInput } from '../kernel/errors.js';
import type { Address } from './input-fields.js';
import { findPlaceAddress } from './repository.js';

/** The postal contact point of an address. */
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
  const at = await findPlaceAddress(db, address.placeId);
  if (!at) throw badInput({ faults: [{ field: 'address.placeId', message: 'Choose an address of the gazetteer' }] });
  return { kind: 'postal', value: at.line, postcode: at.postcode, placeId: address.placeId };
}
