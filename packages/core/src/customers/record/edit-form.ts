import { partsOf } from '../../kernel/local-date.js';
import { listOf, textOf, type Typed } from './form-page.js';
import { splitFullName } from '../import/split-full-name.js';
import type { Customer, OtherName } from '../types.js';
import { preferredChannelWords, languageName, needWords } from '../words.js';

/** The fields of the edit form, with their labels. */
export const editLabels = {
  title: 'Title',
  firstName: 'First name',
  middleNames: 'Middle names',
  lastName: 'Last name',
  organisationName: 'Organisation',
  otherNames: 'Other names',
  bornOn: 'Date of birth',
  language: 'Language',
  preferredChannel: 'How they prefer to be reached',
  needs: 'What they need',
} as const;
export type EditField = keyof typeof editLabels;
export const editFields = Object.keys(editLabels) as EditField[];

/** A customer's fields as the form writes them. */
export function formValues(customer: Customer): Record<EditField, string> {
  const { bornOn } = customer;
  const born = bornOn === null ? undefined : partsOf(bornOn);
  return {
    title: customer.title ?? '',
    firstName: customer.firstName ?? '',
    middleNames: customer.middleNames ?? '',
    lastName: customer.lastName ?? '',
    organisationName: customer.organisationName ?? '',
    otherNames: customer.otherNames.map(nameText).join('; '),
    bornOn: born ? `${born.day}/${born.month}/${born.year}` : '',
    language: customer.language,
    preferredChannel: customer.preferredChannel ?? '',
    needs: customer.needs.join(','),
  };
}

function nameText({ firstNames, lastName }: OtherName): string {
  return [firstNames, lastName].filter(Boolean).join(' ');
}

/** What was typed into each field, in the form's writing. */
export function typedValues(typed: Typed): Record<EditField, string> {
  const texts = editFields.map((field) => [
    field,
    field === 'needs' ? listOf(typed, field).join(',') : textOf(typed, field),
  ]);
  return Object.fromEntries(texts) as Record<EditField, string>;
}

/** What the form was filled with when it was printed. */
export function baseValues(typed: Typed): Record<EditField, string> {
  return Object.fromEntries(editFields.map((field) => [field, textOf(typed, `base_${field}`)])) as Record<
    EditField,
    string
  >;
}

export function baseFields(values: Readonly<Record<EditField, string>>): Record<string, string> {
  return Object.fromEntries(editFields.map((field) => [`base_${field}`, values[field]]));
}

/** The fields that the person changed. */
export function changedFields(typed: Typed): EditField[] {
  const [now, base] = [typedValues(typed), baseValues(typed)];
  return editFields.filter((field) => now[field] !== base[field]);
}

/** The form's writing of some fields, as the command takes them: an empty box is nothing on record. */
export function asInput(values: Readonly<Record<EditField, string>>, fields: readonly EditField[]) {
  return Object.fromEntries(fields.map((field) => [field, fieldInput(field, values[field])]));
}

function fieldInput(field: EditField, text: string): unknown {
  if (field === 'needs') return text === '' ? [] : text.split(',');
  if (field === 'otherNames') return text.split(';').flatMap((name) => (name.trim() ? [readName(name.trim())] : []));
  return text === '' ? null : text;
}

function readName(name: string): OtherName {
  const { firstName, middleNames, lastName } = splitFullName(name);
  const firstNames = [firstName, middleNames].filter(Boolean).join(' ');
  return firstNames === '' ? { lastName } : { firstNames, lastName };
}

/** A field's value in words, for choosing between two. */
export function valueText(field: EditField, text: string): string {
  if (field === 'needs')
    return text
      .split(',')
      .map((need) => needWords[need as keyof typeof needWords] ?? need)
      .join(', ');
  if (field === 'preferredChannel') return preferredChannelWords[text as keyof typeof preferredChannelWords] ?? text;
  return field === 'language' ? languageName(text) : text;
}
