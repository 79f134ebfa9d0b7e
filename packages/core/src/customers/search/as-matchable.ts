import type { MatchableAddress, MatchableCustomer, MatchableName } from '../matching/matchable-customer.js';
import type { ContactPoint, Customer, Identifier } from '../types.js';

/** The names of a customer, as matching takes them. */
type Named = Pick<
  Customer,
  'kind' | 'firstName' | 'middleNames' | 'lastName' | 'organisationName' | 'otherNames' | 'bornOn'
>;
type Reached = Pick<ContactPoint, 'kind' | 'value' | 'postcode'>;

/** A customer as they are matched: by all that they are named, reached and known by. */
export function asMatchable(
  customer: Named,
  contactPoints: readonly Reached[],
  identifiers: readonly Pick<Identifier, 'value'>[],
): MatchableCustomer {
  const telephones: string[] = [];
  const emails: string[] = [];
  const addresses: MatchableAddress[] = [];
  for (const point of contactPoints) {
    if (point.kind === 'telephone') telephones.push(point.value);
    else if (point.kind === 'email') emails.push(point.value);
    else addresses.push({ line: point.value, postcode: point.postcode ?? undefined });
  }
  const references = identifiers.map(({ value }) => value);
  const isPerson = customer.kind === 'person';
  // Written out and not spread from parts: an import does this a million times.
  return {
    firstNames: isPerson ? firstNamesOf(customer) : undefined,
    lastName: isPerson ? (customer.lastName ?? undefined) : undefined,
    organisationName: customer.organisationName ?? undefined,
    otherNames: isPerson ? customer.otherNames : undefined,
    bornOn: customer.bornOn ?? undefined,
    telephones,
    emails,
    addresses,
    references,
  };
}

/** By what the customer's own row says, for ranking by name and address. */
export function asMatchableRow(customer: Customer): MatchableCustomer {
  const { addressLine, postcode, telephone } = customer;
  return {
    ...namesOf(customer),
    bornOn: customer.bornOn ?? undefined,
    telephones: telephone === null ? [] : [telephone],
    addresses: [{ line: addressLine ?? undefined, postcode: postcode ?? undefined }],
  };
}

function namesOf(customer: Named): MatchableName & Pick<MatchableCustomer, 'organisationName' | 'otherNames'> {
  if (customer.kind === 'organisation') return { organisationName: customer.organisationName ?? undefined };
  return {
    firstNames: firstNamesOf(customer),
    lastName: customer.lastName ?? undefined,
    organisationName: customer.organisationName ?? undefined,
    otherNames: customer.otherNames,
  };
}

function firstNamesOf({ firstName, middleNames }: Named): string {
  if (!firstName) return middleNames ?? '';
  return middleNames ? `${firstName} ${middleNames}` : firstName;
}
