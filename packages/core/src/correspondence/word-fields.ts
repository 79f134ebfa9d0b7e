import type { FieldFault } from '../kernel/errors.js';
import type { FieldView } from '../web/form-components.js';
import { languageNames } from './message-words.js';
import { languages, type MessageLanguage, type MessageTemplate, type MessageWords } from './types.js';

/** What stands in a form's fields, by their names: `en.subject`. */
export type TypedWords = Readonly<Record<string, string>>;

interface WordsForm {
  readonly typed: TypedWords;
  readonly faults: readonly FieldFault[];
}

/** The fields for the words of one language. */
export interface LanguageFields {
  readonly name: string;
  readonly lang: MessageLanguage;
  readonly fields: readonly FieldView[];
}

/** Subject, message and text message in each language. */
export function wordFields(form: WordsForm): LanguageFields[] {
  return languages.map((lang) => ({
    name: languageNames[lang],
    lang,
    fields: [
      textField(`${lang}.subject`, `${languageNames[lang]} subject`, form),
      area(textField(`${lang}.body`, `${languageNames[lang]} message`, form), 8),
      area(textField(`${lang}.text`, `${languageNames[lang]} text message (optional)`, form), 3),
    ],
  }));
}

/** Words as the form has them. */
export function typedWords(words: MessageTemplate['words']): TypedWords {
  const parts = languages.flatMap((language) =>
    Object.entries(words[language] ?? {}).map(([part, text]): [string, string] => [
      `${language}.${part}`,
      (text as string | null) ?? '',
    ]),
  );
  return Object.fromEntries(parts);
}

/** Words as a command takes them. Welsh counts when any of it is written. */
export function readWords(typed: TypedWords): MessageTemplate['words'] {
  const words = (language: MessageLanguage): MessageWords => ({
    subject: typed[`${language}.subject`] ?? '',
    body: typed[`${language}.body`] ?? '',
    text: typed[`${language}.text`]?.trim() ? (typed[`${language}.text`] ?? null) : null,
  });
  const cy = words('cy');
  const hasWelsh = [cy.subject, cy.body, cy.text ?? ''].some((text) => text.trim() !== '');
  return { en: words('en'), ...(hasWelsh ? { cy } : {}) };
}

type TextField = Extract<FieldView, { control: 'text' }>;

export function textField(name: string, label: string, { typed, faults }: WordsForm): TextField {
  return {
    control: 'text',
    name,
    id: idOf(name),
    label: { text: label },
    value: typed[name] ?? '',
    ...(name.startsWith('cy.') ? { attributes: { lang: 'cy' } } : {}),
    ...errorOf(faults, name),
  };
}

function area(field: TextField, rows: number): FieldView {
  return { ...field, value: String(field.value ?? ''), control: 'textarea', rows };
}

/** A field's fault, as its control shows it. */
export function errorOf(faults: readonly FieldFault[], name: string): { errorMessage?: { text: string } } {
  const message = faults.find(({ field }) => idOf(field) === idOf(name))?.message;
  return message === undefined ? {} : { errorMessage: { text: message } };
}

/** `words.en.body` and `en.body` are one field. */
export function idOf(field: string): string {
  return field.replace(/^words\./, '').replace(/\./g, '-');
}
