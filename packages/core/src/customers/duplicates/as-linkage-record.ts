import { asMatchable } from '../search/as-matchable.js';
import type { LinkageRecord } from '../linkage/linkage-record.js';
import { readBorn } from '../linkage/read-born.js';
import type { ContactPoint, Customer, Identifier } from '../types.js';

/** A customer as the duplicate finder takes them. */
export function asLinkageRecord(
  customer: Customer,
  contactPoints: readonly Pick<ContactPoint, 'kind' | 'value' | 'postcode'>[],
  identifiers: readonly Pick<Identifier, 'register' | 'type' | 'value'>[],
): LinkageRecord {
  const { bornOn, references: _references, ...matchable } = asMatchable(customer, contactPoints, identifiers);
  return {
    ...matchable,
    title: customer.title ?? undefined,
    born: bornOn === undefined ? undefined : readBorn(bornOn),
    identifiers: identifiers.map(({ register, type, value }) => ({ kind: `${register} ${type}`, value })),
  };
}
