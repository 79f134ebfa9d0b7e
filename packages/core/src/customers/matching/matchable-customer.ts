import type { LocalDate } from '../../kernel/clock.js';

/** A name that a customer has or had, as given. */
export interface MatchableName {
  firstNames?: string | undefined;
  lastName?: string | undefined;
}

/** An address as given: its house and street where they are known apart, else its first line. */
export interface MatchableAddress {
  house?: string | undefined;
  street?: string | undefined;
  line?: string | undefined;
  postcode?: string | undefined;
}

/** What customers are found and compared by. Every part is as given, in any spelling; leave out what isn't known. */
export interface MatchableCustomer extends MatchableName {
  organisationName?: string | undefined;
  /** Former names and the names a person is known by. */
  otherNames?: readonly MatchableName[] | undefined;
  bornOn?: LocalDate | undefined;
  telephones?: readonly string[] | undefined;
  emails?: readonly string[] | undefined;
  addresses?: readonly MatchableAddress[] | undefined;
  /** Values of identifiers, and references that other systems gave. */
  references?: readonly string[] | undefined;
}
