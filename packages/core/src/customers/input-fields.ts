import { z } from 'zod';
import type { Instant, LocalDate } from '../kernel/clock.js';
import { dateField } from '../kernel/date-field.js';
import { badInput } from '../kernel/errors.js';
import { line, uuidField } from '../kernel/input.js';
import { localDateAt } from '../kernel/london-time.js';
import { normalisePostcode } from '../kernel/postcode.js';
import { toE164 } from '../kernel/telephone.js';
import { needs, preferredChannels } from './types.js';

/** A number in any spelling, kept as E.164. */
export const telephoneField = line(40, 'the telephone number').transform((text, context) => {
  const e164 = toE164(text);
  if (e164 !== undefined) return e164;
  context.addIssue({ code: 'custom', message: 'Enter a telephone number, such as 01632 960001 or 07700 900001' });
  return z.NEVER;
});

export const emailField = z
  .string()
  .trim()
  .max(254)
  .regex(
    /^[^\s@<>(),;:"\\]{1,64}@[^\s@<>(),;:"\\]+\.[^\s@<>(),;:"\\.]+$/,
    'Enter a mail address, such as name@post.example',
  );

export const postcodeField = line(12, 'the postcode').transform((text, context) => {
  const postcode = normalisePostcode(text);
  if (postcode !== undefined) return postcode;
  context.addIssue({ code: 'custom', message: 'Enter a full postcode, such as DM4 2LL' });
  return z.NEVER;
});

export const languageField = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'Write the language as a code: en, cy, pl');

/** A place of the gazetteer, or an address that isn't in it. */
export type Address = { readonly placeId: string } | { readonly line: string; readonly postcode?: string | undefined };

export const AddressField = z
  .strictObject({ placeId: uuidField.optional(), line: line(200).optional(), postcode: postcodeField.optional() })
  .transform(({ placeId, line: written, postcode }, context): Address => {
    if (placeId !== undefined) return { placeId };
    if (written !== undefined) return { line: written, postcode };
    context.addIssue({ code: 'custom', path: ['line'], message: 'Enter the first line of the address' });
    return z.NEVER;
  });

export const OtherNameField = z.strictObject({ firstNames: line(100).optional(), lastName: line(100) });

export const IdentifierField = z.strictObject({
  register: z
    .string('Enter the register, such as council tax')
    .regex(/^[a-z][a-z0-9-]{1,39}$/, 'Use small letters, digits and hyphens, such as council-tax'),
  type: z
    .string('Enter what it numbers, such as account')
    .regex(/^[a-z][a-z0-9-]{1,39}$/, 'Use small letters, digits and hyphens, such as account'),
  value: line(80, 'the number'),
});

/** The fields that an edit may change. */
export const customerFields = {
  title: line(40).nullable(),
  firstName: line(100).nullable(),
  middleNames: line(100).nullable(),
  lastName: line(100).nullable(),
  organisationName: line(160).nullable(),
  otherNames: z.array(OtherNameField).max(10),
  bornOn: dateField('date of birth').nullable(),
  language: languageField,
  preferredChannel: z.enum(preferredChannels).nullable(),
  /** In one order, so that two lists of the same needs are equal. */
  needs: z.array(z.enum(needs)).transform((given) => needs.filter((need) => given.includes(need))),
};

/** @throws bad_input when the date lies ahead of today */
export function refuseFuture(on: LocalDate | null | undefined, now: Instant, field: string, label: string): void {
  if (on && on > localDateAt(now))
    throw badInput({ faults: [{ field, message: `The ${label} must be today or in the past` }] });
}
