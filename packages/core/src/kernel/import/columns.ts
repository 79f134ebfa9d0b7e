import type { RowMaker } from './csv-table.js';
import { RowFault, fileFault } from './row-reader.js';

/** One column of a file: the heading that we print, others that we accept, and whether the file must have it. */
export interface Column {
  readonly heading: string;
  readonly also?: readonly string[];
  readonly presence: 'required' | 'optional';
}

export type Columns<K extends string> = Readonly<Record<K, Column>>;

/** The trimmed cells of a row under our names; an absent optional column is an empty text. */
export type Cells<K extends string> = Readonly<Record<K, string>>;

export function required(heading: string, ...also: string[]): Column {
  return { heading, also, presence: 'required' };
}

export function optional(heading: string, ...also: string[]): Column {
  return { heading, also, presence: 'optional' };
}

/** Headings are compared without case, spaces or punctuation: `First_Name` is `first name`. */
export function headingKey(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A plan for `readCsvTable`: finds the columns among the headings and gives each row's cells to `make`. Throws one
 * file fault that lists everything amiss: missing, doubled and (unless `unknown: 'ignore'`) unknown columns.
 */
export function namedColumns<K extends string, T>(
  columns: Columns<K>,
  unknown: 'refuse' | 'ignore',
  make: (cells: Cells<K>, line: number) => T | undefined,
): (headings: readonly string[]) => RowMaker<T> {
  return (headings) => {
    const places = findColumns(columns, unknown, headings);
    return (fields, line) => {
      checkWidth(fields, headings.length);
      return make(pickCells(places, fields), line);
    };
  };
}

/** Refuses a record whose cells don't fit the headings: which cell belongs where can't be told. */
export function checkWidth(fields: readonly string[], expected: number): void {
  const extra = fields.slice(expected).some((cell) => cell.trim() !== '');
  if (fields.length >= expected && !extra) return;
  throw new RowFault(
    `This row has ${fields.length} cells; the headings have ${expected}. Check its commas and quotation marks.`,
  );
}

/** Where each column stands (-1: absent). */
function findColumns<K extends string>(
  columns: Columns<K>,
  unknown: 'refuse' | 'ignore',
  headings: readonly string[],
): [K, number][] {
  const keys = headings.map(headingKey);
  const names = Object.keys(columns) as K[];
  const places = names.map((name): [K, number[]] => [name, placesOf(columns[name], keys)]);
  const faults = [...missing(columns, places), ...doubled(columns, places)];
  if (unknown === 'refuse') faults.push(...unknownAmong(headings, places));
  if (faults.length > 0) throw fileFault(`${faults.join(' ')} ${expectation(columns)}`, 1);
  return places.map(([name, found]) => [name, found[0] ?? -1]);
}

function placesOf(column: Column, keys: readonly string[]): number[] {
  const accepted = new Set([column.heading, ...(column.also ?? [])].map(headingKey));
  return keys.flatMap((key, place) => (accepted.has(key) ? [place] : []));
}

function missing<K extends string>(columns: Columns<K>, places: readonly [K, number[]][]): string[] {
  const absent = places.filter(([name, found]) => found.length === 0 && columns[name].presence === 'required');
  return absent.length === 0 ? [] : [`The file has no column ${list(absent.map(([name]) => columns[name].heading))}.`];
}

function doubled<K extends string>(columns: Columns<K>, places: readonly [K, number[]][]): string[] {
  const twice = places.filter(([, found]) => found.length > 1);
  return twice.length === 0
    ? []
    : [`The file has more than one column ${list(twice.map(([name]) => columns[name].heading))}.`];
}

function unknownAmong(headings: readonly string[], places: readonly [string, number[]][]): string[] {
  const known = new Set(places.flatMap(([, found]) => found));
  const others = headings.filter((heading, place) => heading !== '' && !known.has(place));
  return others.length === 0 ? [] : [`The file has columns that aren’t expected: ${list(others)}.`];
}

function expectation<K extends string>(columns: Columns<K>): string {
  const all = Object.values<Column>(columns);
  const needed = all.filter((column) => column.presence === 'required').map((column) => column.heading);
  const allowed = all.filter((column) => column.presence === 'optional').map((column) => column.heading);
  const may = allowed.length === 0 ? '' : ` It may have ${list(allowed)}.`;
  return `The first line needs ${list(needed)}.${may}`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `“${name.slice(0, 60)}”`).join(', ');
}

/** Names come from our own table, never from the file, so a heading such as `__proto__` can do nothing. */
function pickCells<K extends string>(places: readonly [K, number][], fields: readonly string[]): Cells<K> {
  const cells = {} as Record<K, string>;
  for (const [name, place] of places) cells[name] = place < 0 ? '' : (fields[place] ?? '').trim();
  return cells;
}
