import {
  FileFault,
  normalisePostcode,
  RowFault,
  wholeNumberCell,
  type GazetteerPart,
  type PartsFormat,
  type RecordReader,
} from '@moothall/adapter-sdk';
import { PART_MAKERS } from './gazetteer-records.js';
import { HEADER, TRAILER, type RecordLayout, type RecordLayouts } from './record-layout.js';

interface Product {
  readonly name: string;
  readonly describe: string;
  readonly layouts: RecordLayouts;
  /** Whether a file with this header is of the format: Premium and DTF begin alike. */
  readonly isVersion: (header: readonly string[]) => boolean;
}

/** Files of typed records: a header (10), whatever it holds, a trailer (99). */
export function partRecords({ name, describe, layouts, isVersion }: Product): PartsFormat {
  return {
    ...{ name, describe, gives: 'parts' },
    begins: (fields) => isHeader(fields) && isVersion(fields),
    faultOfEnd: ([identifier]) =>
      identifier?.trim() === '99'
        ? undefined
        : 'The file ends without its trailer record (99): it was cut short. Ask for it again.',
    open: () => openParts(layouts),
  };
}

/** The version of the specification by which the header says that the file is written: `2.0`, `7.3`. */
export function versionOf(header: readonly string[]): string {
  return (header[HEADER.indexOf('VERSION')] ?? '').trim();
}

function isHeader(fields: readonly string[]): boolean {
  return fields[0]?.trim() === '10' && fields.length === HEADER.length;
}

function openParts(layouts: RecordLayouts): RecordReader<GazetteerPart> {
  let records = 0;
  let ended = false;
  return {
    read: (fields) => {
      if (records === 0) refuseOtherFormats(fields);
      if (ended) throw new RowFault('This record stands below the trailer (99). Split the file into its volumes.');
      records += 1;
      if (fields[0] !== '99') return toPart(fields, layouts);
      ended = true;
      return { part: 'end', declaredRecords: declaredIn(fields), readRecords: records - 2 };
    },
  };
}

function refuseOtherFormats(fields: readonly string[]): void {
  const start = (fields[0] ?? '').trimStart();
  if (start.startsWith('<')) throw new FileFault('This is the GML supply. Order the CSV supply of the same product.');
  if (start !== '10') throw new FileFault('The file doesn’t begin with a header record (10): is it the first line?');
}

function toPart(fields: readonly string[], layouts: RecordLayouts): GazetteerPart | undefined {
  const id = fields[0] ?? '';
  const known = Object.hasOwn(layouts, id) ? layouts[id] : undefined;
  const make = PART_MAKERS[id];
  if (!known || !make)
    throw new RowFault(`Record identifier ${id.slice(0, 4)} isn’t one of ${Object.keys(layouts).join(', ')}.`);
  const layout = layoutOf(fields, known);
  return make((column) => {
    const place = layout.indexOf(column);
    return place < 0 ? '' : (fields[place] ?? '').trim();
  });
}

/** By the number of columns; where two layouts have as many, by the place in which the postcode stands. */
function layoutOf(fields: readonly string[], layouts: readonly RecordLayout[]): RecordLayout {
  const fitting = layouts.filter((layout) => layout.length === fields.length);
  const [first] = fitting;
  if (first === undefined) {
    const counts = layouts.map((layout) => layout.length).join(' or ');
    throw new RowFault(`Record ${fields[0]} has ${fields.length} columns; this format has ${counts}.`);
  }
  if (fitting.length === 1) return first;
  return fitting.find((layout) => normalisePostcode(fields[layout.indexOf('POSTCODE')] ?? '') !== undefined) ?? first;
}

function declaredIn(fields: readonly string[]): number {
  return wholeNumberCell(fields[TRAILER.indexOf('RECORD_COUNT')] ?? '', 'record count');
}
