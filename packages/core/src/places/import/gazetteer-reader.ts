import { wholeNumberCell } from '../../kernel/import/cells.js';
import { readCsvRows } from '../../kernel/import/csv-table.js';
import { RowFault, fileFault, rowFault } from '../../kernel/import/row-reader.js';
import type { ImportSource, ReadOptions, ReadRow } from '../../kernel/import/row-reader.js';
import { normalisePostcode } from '../../kernel/postcode.js';
import type { GazetteerPart } from './gazetteer-part.js';
import { PART_MAKERS } from './gazetteer-records.js';
import { TRAILER } from './record-layout.js';
import type { RecordLayout, RecordLayouts } from './record-layout.js';

/**
 * Reads a file of typed records. Refuses the file when it doesn't begin with a header (10); ends with a fault when it
 * has no trailer (99), because a supply that was cut short would otherwise look complete.
 */
export async function* readGazetteer(
  source: ImportSource,
  options: ReadOptions,
  layouts: RecordLayouts,
): AsyncGenerator<ReadRow<GazetteerPart>> {
  let records = 0;
  let lastLine = 0;
  let ended = false;
  const make = (fields: readonly string[], line: number): GazetteerPart | undefined => {
    lastLine = line;
    refuseOtherFormats(records, fields, line);
    if (ended) throw new RowFault('This record stands below the trailer (99). Split the file into its volumes.');
    records += 1;
    if (fields[0] !== '99') return toPart(fields, layouts);
    ended = true;
    return { part: 'end', declaredRecords: declaredIn(fields), readRecords: records - 2 };
  };
  yield* readCsvRows(source, { delimiter: ',', ...options }, make);
  if (records === 0) throw fileFault('The file is empty. It begins with a header record (10).');
  if (!ended) yield rowFault(lastLine, 'The file ends without its trailer record (99): it has been cut short.');
}

function refuseOtherFormats(recordsBefore: number, fields: readonly string[], line: number): void {
  if (recordsBefore > 0) return;
  const start = (fields[0] ?? '').trimStart();
  if (start.startsWith('<')) throw fileFault('This is the GML supply. Order the CSV supply of the same product.', line);
  if (start !== '10') throw fileFault('The file doesn’t begin with a header record (10): is it the first line?', line);
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
