import type { StoredRow } from '../../kernel/db/made-statements.js';
import { keyOfTable } from '../../kernel/db/rows-in-order.js';
import type { TableSpec } from '../../kernel/db/tables.js';
import { fixedValue, replacementOf, replacementOfKey, type Replacement } from './column-rules.js';
import type { Inventor } from './invent.js';

export interface Anonymising {
  readonly inventor: Inventor;
  /** Tables that the copy has empty: nothing names a row of theirs. */
  readonly emptied: ReadonlySet<string>;
  /** Words of the configuration: codes of answers, states, kinds. They stay where JSON holds them. */
  readonly codes: ReadonlySet<string>;
  /** Another place for a place, always the same. */
  readonly placeFor: (id: string) => string;
  /** Numbers the accounts, so that no two sign in by one name. */
  readonly nextAccount: () => number;
}

/** A row of the copy. Every value whose column is tagged is another. */
export function anonymiseRow(row: StoredRow, spec: TableSpec, how: Anonymising): StoredRow {
  const key = keyOfTable(spec)
    .map((column) => row[column])
    .join(' ');
  const made: Record<string, string | number | null> = {};
  for (const [column, columnSpec] of Object.entries(spec.columns)) {
    const value = row[column] ?? null;
    const always = fixedValue(spec, column);
    const replacement = replacementOf(spec, column, columnSpec);
    const { references } = columnSpec;
    if (always !== undefined) made[column] = always;
    else if (value === null) made[column] = null;
    else if (references !== undefined && how.emptied.has(references)) made[column] = null;
    else if (references === 'places' && spec.ownership === 'authority') made[column] = how.placeFor(String(value));
    else if (replacement === undefined) made[column] = value;
    else made[column] = replaced(value, replacement, key, how, columnSpec.nullable);
  }
  return made;
}

function replaced(
  value: string | number,
  by: Replacement,
  row: string,
  how: Anonymising,
  mayBeNull: boolean,
): string | number | null {
  const { inventor } = how;
  if (by === 'none') return mayBeNull ? null : typeof value === 'number' ? 0 : '';
  if (typeof value === 'number') return mayBeNull ? null : 0;
  switch (by) {
    case 'json':
      return JSON.stringify(replacedJson(JSON.parse(value) as unknown, undefined, row, how));
    case 'date':
      return inventor.date(value, row);
    case 'sortName':
      return sortName(value, inventor);
    case 'signInName':
      return `${inventor
        .givenNames(value.split('.')[0] ?? value)
        .toLowerCase()
        .replace(/[^a-z]/g, '')}.${how.nextAccount()}`;
    default:
      return value === '' ? '' : inventor[by](value);
  }
}

/** "price, ann": the family's name first. */
function sortName(value: string, inventor: Inventor): string {
  const [family = '', ...given] = value.split(/[\s,]+/).filter(Boolean);
  return [inventor.familyName(family), inventor.givenNames(given.join(' '))]
    .join(value.includes(',') ? ', ' : ' ')
    .trim();
}

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
const isDate = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

function replacedJson(value: unknown, key: string | undefined, row: string, how: Anonymising): unknown {
  if (Array.isArray(value)) return value.map((each) => replacedJson(each, key, row, how));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replacedJson(each, name, row, how)]));
  if (typeof value !== 'string' || value === '') return value;
  const named = key === undefined ? undefined : replacementOfKey(key);
  if (named && named !== 'none') return replaced(value, named, row, how, false);
  if (isId(value)) return /place/i.test(key ?? '') ? how.placeFor(value) : value;
  if (how.codes.has(value)) return value;
  if (isDate(value)) return how.inventor.date(value, row);
  if (value.includes('@') || /^\+\d{7,}$/.test(value)) return how.inventor.reach(value);
  return /^[\w.:/-]{1,24}$/.test(value) ? how.inventor.code(value) : how.inventor.text(value);
}
