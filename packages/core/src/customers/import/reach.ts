import type { ContactPointKind } from '../types.js';
import type { ReadCustomer } from './told-customer.js';

export interface WrittenAddress {
  /** In one line, without the postcode. */
  readonly line: string;
  readonly postcode: string | null;
}

export interface Reach {
  readonly kind: ContactPointKind;
  readonly value: string;
  readonly postcode: string | null;
  readonly placeId: string | null;
}

/** How a row's customer is reached: numbers, mail addresses, then where they live. */
export function reachOf(
  { telephones, emails }: Pick<ReadCustomer, 'telephones' | 'emails'>,
  address: WrittenAddress | null,
  placeId: string | null,
): Reach[] {
  const reach: Reach[] = [];
  for (const value of telephones) reach.push({ kind: 'telephone', value, postcode: null, placeId: null });
  for (const value of emails) reach.push({ kind: 'email', value, postcode: null, placeId: null });
  if (address) reach.push({ kind: 'postal', value: address.line, postcode: address.postcode, placeId });
  return reach;
}
