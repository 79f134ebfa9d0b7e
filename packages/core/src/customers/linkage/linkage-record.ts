import type { MatchableCustomer } from '../matching/matchable-customer.js';

/** An identifier of a register, which is compared with those of the same kind only. */
export interface LinkageIdentifier {
  readonly kind: string;
  readonly value: string;
}

/**
 * One record as the duplicate finder takes it. Every part is as given, in any spelling, and any may be missing: what
 * isn't known speaks neither for nor against.
 */
export interface LinkageRecord extends Omit<MatchableCustomer, 'bornOn' | 'references'> {
  /** Year, month and day as eight digits, 19480309. Days that don't exist are kept: a slip may have made them. */
  readonly born?: number | undefined;
  readonly title?: string | undefined;
  /** Junior, Sr, III. */
  readonly suffix?: string | undefined;
  readonly sex?: string | undefined;
  readonly identifiers?: readonly LinkageIdentifier[] | undefined;
  /** Town, suburb or district, where it is known apart from the address. */
  readonly town?: string | undefined;
}
