import { z } from 'zod';
import type { FieldFault } from '../kernel/errors.js';
import { line, longText, optional, uuidField } from '../kernel/input.js';
import { bodyLength, subjectLength, textLength } from './compose-message.js';
import { fieldFaults, fieldsFor, inBraces, namesField } from './merge-fields.js';
import { occasions, type MessageWords, type Occasion } from './types.js';

const Words = z.strictObject({
  subject: line(subjectLength, 'the subject'),
  body: longText(bodyLength, 'the message'),
  /** For a text message; without it the template is not sent as one. */
  text: longText(textLength, 'the text message').nullable().default(null),
});

/** What an administrator writes: name and words. */
export const TemplateContent = z.strictObject({
  name: line(80, 'the name'),
  words: z.strictObject({ en: Words, cy: Words.optional() }),
  enabled: z.boolean().default(true),
});

/** What a template is for; it stays as it is once there are words. */
export const TemplatePurpose = z.strictObject({
  authorityId: z.coerce.number().int(),
  /** By which services name it. */
  key: line(60, 'the key').regex(
    /^[a-z][a-z0-9-]*$/,
    'Enter a key of small letters, digits and hyphens, such as we-have-it',
  ),
  serviceId: uuidField.nullable().default(null),
  occasion: z.enum(occasions),
  status: optional(line(64)),
});

/** Fields that nobody can fill on the occasion, or that are missing, by language and part: `words.en.body`. */
export function wordsFaults(
  words: { readonly en: MessageWords; readonly cy?: MessageWords | undefined },
  occasion: Occasion,
): FieldFault[] {
  return Object.entries(words).flatMap(([language, parts]) =>
    Object.entries(parts ?? {}).flatMap(([part, written]) => {
      const text = (written as string | null) ?? '';
      const field = `words.${language}.${part}`;
      const faults = fieldFaults(text, fieldsFor(occasion)).map((message) => ({ field, message }));
      return lacksLink(occasion, part, text) ? [...faults, { field, message: putLink }] : faults;
    }),
  );
}

const putLink = `Put ${inBraces('survey-link')} where the link to the question belongs`;

/** A survey's message is for its link: each of its texts holds it. */
function lacksLink(occasion: Occasion, part: string, text: string): boolean {
  return occasion === 'survey' && part !== 'subject' && text !== '' && !namesField(text, 'survey-link');
}
