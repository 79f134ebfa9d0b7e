import { asMatchable } from '../as-matchable.js';
import type { MatchableCustomer } from '../matching/matchable-customer.js';
import { toE164 } from '../matching/telephone.js';
import type { ContactPointKind } from '../types.js';
import type { CustomerRecord } from './customer-record.js';

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

interface Reachable {
  readonly record: CustomerRecord;
  readonly address: WrittenAddress | undefined;
  /** Of the gazetteer, by the row's UPRN. */
  readonly placeId: string | null;
}

/** How a row's customer is reached, each number and address once. A number that can't be read stays as it was written. */
export function reachOf({ record, address, placeId }: Reachable): Reach[] {
  const telephones = new Set(record.phones.map((phone) => toE164(phone) ?? phone));
  const reach: Reach[] = [];
  for (const value of telephones) reach.push({ kind: 'telephone', value, postcode: null, placeId: null });
  for (const value of new Set(record.emails)) reach.push({ kind: 'email', value, postcode: null, placeId: null });
  if (address) reach.push({ kind: 'postal', value: address.line, postcode: address.postcode, placeId });
  return reach;
}

/** A row's customer as matching and search know them. */
export function matchableOf(record: CustomerRecord, reach: readonly Reach[]): MatchableCustomer {
  const names = {
    kind: record.kind,
    firstName: record.firstName ?? null,
    middleNames: record.middleNames ?? null,
    lastName: record.lastName ?? null,
    organisationName: record.organisationName ?? null,
    otherNames: [],
    bornOn: record.bornOn ?? null,
  };
  return asMatchable(names, reach, record.identifiers);
}
