import { z } from 'zod';
import type { RetentionClass } from '../../kernel/db/tables.js';

/** The retention classes that hold what is known of residents and staff: a schedule says for how long each is kept. */
export const keptClasses = [
  'customer-record',
  'contact',
  'case',
  'restricted-case',
  'staff',
  'audit',
] as const satisfies readonly RetentionClass[];
export type KeptClass = (typeof keptClasses)[number];

/** What each class is called, and what its years are counted from. */
export const keptWords: Readonly<Record<KeptClass, { readonly name: string; readonly from: string }>> = {
  'customer-record': { name: 'Customers’ records', from: 'the last contact or case' },
  contact: { name: 'Contacts', from: 'the contact' },
  case: { name: 'Cases', from: 'when the case was closed' },
  'restricted-case': { name: 'Restricted cases', from: 'when the case was closed' },
  staff: { name: 'Staff', from: 'when they left' },
  audit: { name: 'The audit trail', from: 'the entry' },
};

/** For how many whole years a class is kept, and why: a law, a code of practice, a decision. */
export interface RetentionRule {
  readonly years: number;
  readonly basis: string;
}

/** The most that a schedule may say. */
export const mostYears = 100;

const Rule = z.strictObject({ years: z.number().int().min(1).max(mostYears), basis: z.string() });
const OwnRule = Rule.extend({
  /** What the partnership had when ours was last held against it. */
  basedOn: Rule.optional(),
});

/** What an authority chose for itself, by class. */
export const OwnRetention = z.strictObject(byClass(() => OwnRule.optional()));
export type OwnRetention = z.infer<typeof OwnRetention>;

/** The same for every class, or what is made for each. */
export function byClass<T>(make: (kind: KeptClass) => T): Record<KeptClass, T> {
  // A cast, because the keys of `Object.fromEntries` are any text: they are the classes.
  return Object.fromEntries(keptClasses.map((kind) => [kind, make(kind)])) as Record<KeptClass, T>;
}

const limitation = 'Limitation Act 1980, sections 2 and 5: claims may be brought within six years';

/** What holds where neither the authority nor the partnership chose anything. */
export const shippedSchedule: Readonly<Record<KeptClass, RetentionRule>> = {
  'customer-record': { years: 6, basis: limitation },
  contact: { years: 6, basis: limitation },
  case: { years: 6, basis: limitation },
  'restricted-case': {
    years: 8,
    basis: 'Records Management Code of Practice (NHS England, 2021): adult social care records, eight years',
  },
  staff: { years: 6, basis: limitation },
  audit: { years: 6, basis: 'As long as what it speaks of: claims may be brought within six years' },
};
