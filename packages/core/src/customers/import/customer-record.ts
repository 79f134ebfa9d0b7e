import type { LocalDate } from '../../kernel/clock.js';

/** A customer as a file states them, before matching: names and numbers as typed, dates and codes checked. */
export interface CustomerRecord {
  readonly kind: 'person' | 'organisation';
  /** The customer's id in the system that the file comes from: importing it again changes the same customer. */
  readonly sourceKey?: string;
  readonly title?: string;
  readonly firstName?: string;
  readonly middleNames?: string;
  readonly lastName?: string;
  readonly organisationName?: string;
  readonly bornOn?: LocalDate;
  readonly diedOn?: LocalDate;
  /** ISO 639: `en`, `cy`, `pl`. */
  readonly language?: string;
  readonly preferredChannel?: PreferredChannel;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly address?: CustomerAddress;
  readonly identifiers: readonly CustomerIdentifier[];
}

export type PreferredChannel = 'phone' | 'email' | 'text' | 'post' | 'in-person';

export interface CustomerAddress {
  readonly lines: readonly string[];
  readonly postcode?: string;
  readonly country?: string;
  readonly uprn?: string;
}

/** A number in another register: council tax, account, 12345. */
export interface CustomerIdentifier {
  readonly register: string;
  readonly type: string;
  readonly value: string;
}
