import type { ConditionSubject } from './condition-checks.js';
import { conditionFrom, rowsOf, type ConditionRow } from './condition-rows.js';
import type { Condition } from '../form/condition-types.js';
import type { Option, Question } from '../form/question-types.js';

export type Choice = readonly [value: string, text: string];

/** One thing that a page of the designer asks. `name` is the path of what it fills, `identityLevel.log`. */
export type DesignField = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
} & (
  | { readonly kind: 'text'; readonly width?: number }
  | { readonly kind: 'long' }
  | { readonly kind: 'number' }
  /** Typed in pounds, kept in pence. */
  | { readonly kind: 'money' }
  /** One a line. */
  | { readonly kind: 'lines' }
  /** Between commas. */
  | { readonly kind: 'words'; readonly of: 'text' | 'numbers' }
  | { readonly kind: 'select'; readonly choices: readonly Choice[] }
  | { readonly kind: 'checks'; readonly choices: readonly Choice[]; readonly none?: 'left-out' }
  | { readonly kind: 'yes' }
  /** A line each, `value: Label | in a title`. */
  | { readonly kind: 'options' }
  | { readonly kind: 'duration' }
  /** `inItems`: it may look at the questions of groups, as a question in a group or its stop can. */
  | { readonly kind: 'condition'; readonly subjects: readonly ConditionSubject[]; readonly inItems?: true }
);

/** What a form of the designer holds, by the names of its controls. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** What a field's controls hold for a value. */
export function typedOf(field: DesignField, value: unknown): Typed {
  const { name } = field;
  switch (field.kind) {
    case 'money':
      return { [name]: typeof value === 'number' ? (value / 100).toFixed(2) : '' };
    case 'lines':
      return { [name]: listIn(value).join('\n') };
    case 'words':
      return { [name]: listIn(value).join(', ') };
    case 'checks':
      return { [name]: listIn(value) };
    case 'yes':
      return { [name]: value === true ? 'yes' : '' };
    case 'options':
      return { [name]: ((value ?? []) as Option[]).map(optionLine).join('\n') };
    case 'duration': {
      const { amount, unit } = (value ?? {}) as { amount?: number; unit?: string };
      return { [`${name}.amount`]: String(amount ?? ''), [`${name}.unit`]: unit ?? 'working-days' };
    }
    case 'condition':
      return typedCondition(name, value as Condition | undefined);
    default:
      return { [name]: typeof value === 'string' || typeof value === 'number' ? String(value) : '' };
  }
}

export type ReadField = { readonly value: unknown } | { readonly fault: string };

/** The value that a field's controls hold; `undefined` where nothing was given. */
export function readField(
  field: DesignField,
  typed: Typed,
  before: unknown,
  questions: readonly Question[],
): ReadField {
  const text = textIn(typed, field.name).trim();
  switch (field.kind) {
    case 'number':
      return numberIn(text, field.label);
    case 'money':
      return moneyIn(text, field.label);
    case 'lines':
      return { value: text === '' ? [] : splitBy(text, '\n') };
    case 'words': {
      const words = splitBy(text, ',');
      return { value: field.of === 'numbers' ? words.map((word) => Number(word)) : words };
    }
    case 'checks':
      return readChecks([typed[field.name] ?? []].flat(), field.none);
    case 'yes':
      return { value: text === 'yes' ? true : undefined };
    case 'options':
      return { value: text === '' ? undefined : splitBy(text, '\n').map(optionFrom) };
    case 'duration': {
      const amount = textIn(typed, `${field.name}.amount`).trim();
      const read = numberIn(amount, field.label);
      if ('fault' in read || read.value === undefined) return read;
      return { value: { amount: read.value, unit: textIn(typed, `${field.name}.unit`) } };
    }
    case 'condition':
      return readCondition(field.name, typed, before, questions);
    default:
      return { value: text === '' ? undefined : text };
  }
}

/** Lines of a condition that a page offers: what there is, and room for two more. */
export const conditionLines = 6;

function typedCondition(name: string, condition: Condition | undefined): Typed {
  const rows = rowsOf(condition);
  if (!rows) return { [`${name}.keep`]: 'yes', [`${name}.join`]: 'all' };
  const lines = rows.rows.flatMap((row, index) =>
    Object.entries(row).map(([part, value]) => [`${name}.${index}.${part}`, value as string] as const),
  );
  return { [`${name}.join`]: rows.join, ...Object.fromEntries(lines) };
}

/** A condition with parts within parts is kept as it is, unless lines are filled in its place. */
function readCondition(name: string, typed: Typed, before: unknown, questions: readonly Question[]): ReadField {
  const rows = Array.from({ length: conditionLines }, (_, index): ConditionRow => {
    const part = (which: string): string => textIn(typed, `${name}.${index}.${which}`);
    return { what: part('what'), test: part('test') || 'is', value: part('value') };
  });
  const join = textIn(typed, `${name}.join`) === 'any' ? 'any' : 'all';
  const read = conditionFrom({ join, rows }, questions);
  if ('fault' in read) return read;
  const isKept = read.condition === undefined && textIn(typed, `${name}.keep`) === 'yes';
  return { value: isKept ? before : read.condition };
}

export function textIn(typed: Typed, name: string): string {
  return [typed[name] ?? ''].flat().at(-1) ?? '';
}

function readChecks(chosen: readonly string[], none: 'left-out' | undefined): ReadField {
  return { value: chosen.length === 0 && none === 'left-out' ? undefined : chosen };
}

function numberIn(text: string, label: string): ReadField {
  if (text === '') return { value: undefined };
  return /^-?\d+(\.\d+)?$/.test(text) ? { value: Number(text) } : { fault: `${label} must be a number, like 3` };
}

function moneyIn(text: string, label: string): ReadField {
  if (text === '') return { value: undefined };
  const match = /^£?(\d{1,7})(?:\.(\d{2}))?$/.exec(text.replace(/,/g, ''));
  return match
    ? { value: Number(match[1]) * 100 + Number(match[2] ?? 0) }
    : { fault: `${label} must be an amount in pounds and pence, like 12.50` };
}

function splitBy(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function listIn(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function optionLine({ value, label, inTitle }: Option): string {
  return `${value}: ${label}${inTitle === undefined ? '' : ` | ${inTitle}`}`;
}

/** Without a value of its own, an option is kept under the words of its label. */
function optionFrom(text: string): Option {
  const [, key, rest = ''] = /^(?:([a-z][a-z0-9-]*)\s*:\s*)?(.*)$/.exec(text) ?? [];
  const [label = '', inTitle] = rest.split(' | ').map((part) => part.trim());
  const value = key ?? keyFrom(label);
  return inTitle === undefined ? { value, label } : { value, label, inTitle };
}

/** "Garden waste" as a key: garden-waste. */
export function keyFrom(words: string): string {
  const plain = words.normalize('NFKD').toLowerCase();
  const key = plain.replace(/[^a-z0-9]+/g, '-').replace(/^[-0-9]+|-+$/g, '');
  return key.slice(0, 64).replace(/-+$/, '');
}
