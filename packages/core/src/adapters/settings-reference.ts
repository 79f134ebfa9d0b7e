import type { Adapter } from '@moothall/adapter-sdk';
import { z } from 'zod';

/** One setting as its adapter's schema has it, for whoever writes the configuration. */
export interface SettingRow {
  /** `url`; inside others with dots, `[]` for each of a list and `<name>` for each name: `statuses.<name>.state`. */
  readonly name: string;
  /** "text", "one of: email, text". */
  readonly takes: string;
  readonly isRequired: boolean;
  /** What holds without it; nothing when nothing does. */
  readonly fallback: string | undefined;
  readonly about: string;
}

export interface AdapterReference {
  readonly settings: readonly SettingRow[];
  readonly secrets: readonly SettingRow[];
}

/** What an adapter can be told, from the schemas that check it. */
export function referenceOf({ settings, secrets }: Pick<Adapter, 'settings' | 'secrets'>): AdapterReference {
  return { settings: rowsOf(settings), secrets: rowsOf(secrets) };
}

interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** An adapter may bring a zod of its own, whose schemas ours can't put into words: then the names alone. */
function rowsOf(schema: z.ZodType): SettingRow[] {
  try {
    const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Schema;
    return inside(made, '');
  } catch {
    const names = Object.keys((schema as { shape?: object }).shape ?? {});
    return names.map((name) => ({ name, takes: '', isRequired: false, fallback: undefined, about: '' }));
  }
}

function inside(schema: Schema, before: string): SettingRow[] {
  const { properties = {}, required = [], additionalProperties: others } = schema;
  const named = Object.entries(properties).flatMap(([name, one]) =>
    rowsFor(one, before === '' ? name : `${before}.${name}`, required.includes(name)),
  );
  if (typeof others !== 'object' || Object.keys(others).length === 0) return named;
  return [...named, ...(holdsOthers(others) ? inside(others, `${before}.<name>`) : [])];
}

function rowsFor(one: Schema, name: string, isRequired: boolean): SettingRow[] {
  const { description: about = '', default: value } = one;
  const fallback = value === undefined || isEmpty(value) ? undefined : JSON.stringify(value);
  const row = { name, takes: wordsFor(one), isRequired: isRequired && value === undefined, fallback, about };
  const each = typeof one.items === 'object' ? one.items : undefined;
  return [
    row,
    ...(holdsOthers(one) ? inside(one, name) : []),
    ...(each && holdsOthers(each) ? inside(each, `${name}[]`) : []),
  ];
}

function holdsOthers({ properties, additionalProperties }: Schema): boolean {
  return properties !== undefined || (typeof additionalProperties === 'object' && holdsOthers(additionalProperties));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

const formats: Readonly<Record<string, string>> = {
  uri: 'web address',
  email: 'mail address',
  date: 'date such as 2026-11-16',
  'date-time': 'time such as 2026-11-16T09:30:00Z',
};
const types: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'nothing',
};

function wordsFor(schema: Schema): string {
  const { type, format, enum: values, const: only, items, additionalProperties, anyOf, oneOf } = schema;
  if (values) return `one of: ${values.map(String).join(', ')}`;
  if (only !== undefined) return JSON.stringify(only);
  const choices = anyOf ?? oneOf;
  if (choices) return [...new Set(choices.map(wordsFor))].join(', or ');
  if (type === 'array') return `list: ${typeof items === 'object' ? wordsFor(items) : 'anything'}`;
  if (type === 'object')
    return typeof additionalProperties === 'object' && Object.keys(additionalProperties).length > 0
      ? `by name: ${wordsFor(additionalProperties)}`
      : 'settings of its own';
  if (typeof type !== 'string') return 'anything';
  return (format === undefined ? undefined : formats[format]) ?? types[type] ?? type;
}
