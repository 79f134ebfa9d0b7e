import type { z } from 'zod';
import type { NewCustomer } from './commands/create-customer.js';

type Input = z.input<typeof NewCustomer>;

/** A customer to be created, built up by states: `aCustomer().named('Joan Prosser').at('4 Quarry Lane', 'DM4 2LL').input`. */
export interface CustomerBuilder {
  readonly input: Input;
  /** First name, middle names, last name. */
  named(name: string): CustomerBuilder;
  of(authorityId: number): CustomerBuilder;
  at(line: string, postcode?: string): CustomerBuilder;
  /** At a place of the gazetteer. */
  livingAt(placeId: string): CustomerBuilder;
  bornOn(date: string): CustomerBuilder;
  reachedBy(...numbersAndMail: string[]): CustomerBuilder;
  knownBy(register: string, type: string, value: string): CustomerBuilder;
  with(more: Partial<Input>): CustomerBuilder;
}

/** Joan Prosser of Dunmere, until it says otherwise. */
export function aCustomer(
  input: Input = { authorityId: 3, firstName: 'Joan', lastName: 'Prosser', confirmedNew: true },
): CustomerBuilder {
  const but = (more: Partial<Input>): CustomerBuilder => aCustomer({ ...input, ...more });
  return {
    input,
    with: but,
    named: (name) => {
      const [firstName = '', ...rest] = name.split(' ');
      const lastName = rest.pop();
      return but({ firstName, lastName, ...(rest.length > 0 ? { middleNames: rest.join(' ') } : {}) });
    },
    of: (authorityId) => but({ authorityId }),
    at: (line, postcode) => but({ address: { line, ...(postcode ? { postcode } : {}) } }),
    livingAt: (placeId) => but({ address: { placeId } }),
    bornOn: (bornOn) => but({ bornOn }),
    reachedBy: (...points) =>
      but({
        telephones: points.filter((point) => !point.includes('@')),
        emails: points.filter((point) => point.includes('@')),
      }),
    knownBy: (register, type, value) => but({ identifiers: [...(input.identifiers ?? []), { register, type, value }] }),
  };
}

/** The Quarry Lane Stores of Dunmere, until it says otherwise. */
export function anOrganisation(organisationName = 'Quarry Lane Stores Ltd'): CustomerBuilder {
  return aCustomer({ authorityId: 3, kind: 'organisation', organisationName, confirmedNew: true });
}
