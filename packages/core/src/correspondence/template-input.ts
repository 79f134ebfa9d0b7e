import { z } from 'zod';
import { badInput, type FieldFault } from '../kernel/errors.js';
import { line, longText, optional, uuidField } from '../kernel/input.js';
import { bodyLength, subjectLength, textLength } from './compose-message.js';
import { fieldFaults, fieldsFor, inBraces, linkFieldOf, namesField } from './merge-fields.js';
import { occasions, type MessageTemplate, type Occasion } from './types.js';

const Language = z.strictObject({
  subject: line(subjectLength, 'the subject'),
  body: longText(bodyLength, 'the message'),
  /** For a text message; without it the template is not sent as one. */
  text: longText(textLength, 'the text message').nullable().default(null),
});

/** The words of a message in English and perhaps in Welsh, with merge fields in braces. */
export const Words = z.strictObject({ en: Language, cy: Language.optional() });

/** What an administrator writes: name and words. */
export const TemplateContent = z.strictObject({
  name: line(80, 'the name'),
  words: Words,
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
export function wordsFaults(words: MessageTemplate['words'], occasion: Occasion): FieldFault[] {
  return Object.entries(words).flatMap(([language, parts]) =>
    Object.entries(parts ?? {}).flatMap(([part, written]) => {
      const text = (written as string | null) ?? '';
      const field = `words.${language}.${part}`;
      const faults = fieldFaults(text, fieldsFor(occasion)).map((message) => ({ field, message }));
      const lacking = lackingLink(occasion, part, text);
      return lacking === undefined ? faults : [...faults, { field, message: lacking }];
    }),
  );
}

/** @throws bad_input with `wordsFaults` */
export function refuseWords(words: MessageTemplate['words'], occasion: Occasion): void {
  const faults = wordsFaults(words, occasion);
  if (faults.length > 0) throw badInput({ faults });
}

/** A message for a link holds it in each of its texts. */
function lackingLink(occasion: Occasion, part: string, text: string): string | undefined {
  const link = linkFieldOf(occasion);
  if (link === undefined || part === 'subject' || text === '' || namesField(text, link)) return undefined;
  return `Put ${inBraces(link)} where the link ${occasion === 'survey' ? 'to the question' : 'to pay'} belongs`;
}
