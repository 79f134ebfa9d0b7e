import { isUtf8 } from 'node:buffer';
import { malformed, tooLarge } from '../errors.js';

/** Fields of a form. A name given twice, or ending in `[]`, is a list. */
export type FormFields = Record<string, string | string[]>;

const maxFields = 500;

/**
 * Reads `application/x-www-form-urlencoded` strictly: broken UTF-8 or escapes are refused by name of the field rather
 * than silently replaced, and no name can reach a prototype.
 * @throws malformed_request, too_large
 */
export function parseForm(bytes: Buffer): FormFields {
  if (!isUtf8(bytes)) throw malformed({}, 'The form is not UTF-8 text. Send it as UTF-8.');
  const fields = Object.create(null) as FormFields;
  const pairs = bytes.length === 0 ? [] : bytes.toString('utf8').split('&');
  if (pairs.length > maxFields) throw tooLarge({}, `The form has more than ${maxFields} fields.`);
  for (const pair of pairs) {
    const cut = pair.indexOf('=');
    const name = decode(cut < 0 ? pair : pair.slice(0, cut), 'a field name');
    addField(fields, name, decode(cut < 0 ? '' : pair.slice(cut + 1), name));
  }
  return fields;
}

export function addField(fields: FormFields, name: string, value: string): void {
  const list = name.endsWith('[]');
  const key = list ? name.slice(0, -2) : name;
  const before = fields[key];
  if (before === undefined) fields[key] = list ? [value] : value;
  else fields[key] = Array.isArray(before) ? [...before, value] : [before, value];
}

function decode(text: string, field: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    throw malformed({ faults: [{ field, message: 'This holds text that is not UTF-8. Type it again' }] });
  }
}

const maxDepth = 40;

/** Reads JSON. @throws malformed_request when it is not UTF-8, not JSON or nested deeper than 40. */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed({}, 'The body is not UTF-8 text. Send JSON as UTF-8.');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw malformed(
      { cause },
      `The body is not JSON: ${(cause as Error).message.replace(/"[^"]*"/g, '…').slice(0, 120)}`,
    );
  }
  if (deeperThan(value, maxDepth)) throw malformed({}, `The body is nested deeper than ${maxDepth} levels.`);
  return value;
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((item) => deeperThan(item, levels - 1));
}
