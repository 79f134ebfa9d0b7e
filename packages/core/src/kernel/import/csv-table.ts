import { openCsvScanner } from './csv-scanner.js';
import type { CsvRecord, CsvScanner } from './csv-scanner.js';
import { decodeText } from './decode-text.js';
import { fileFault, readRow, rowFault } from './row-reader.js';
import type { ImportSource, ReadOptions, ReadRow } from './row-reader.js';

type Delimiter = ',' | ';' | '\t';

/** Makes a value of a record's cells. `undefined` skips the record; a `RowFault` refuses it. */
export type RowMaker<T> = (fields: readonly string[], line: number) => T | undefined;

/** Records in batches (one for each chunk that was read), blank lines left out. */
export async function* readCsvRecords(source: ImportSource, options: ReadOptions): AsyncGenerator<CsvRecord[]> {
  let scanner: CsvScanner | undefined;
  let head = '';
  for await (const text of decodeText(source, options)) {
    if (scanner) {
      yield scanner.push(text);
      continue;
    }
    head += text;
    if (!/[\r\n]/.test(head)) continue;
    scanner = openCsvScanner(options.delimiter ?? delimiterOf(head));
    yield scanner.push(head);
  }
  if (scanner) yield scanner.end();
  else yield* scanRest(head, options);
}

function* scanRest(head: string, options: ReadOptions): Generator<CsvRecord[]> {
  const scanner = openCsvScanner(options.delimiter ?? delimiterOf(head));
  yield scanner.push(head);
  yield scanner.end();
}

/** The commonest of comma, tab and semicolon in the first line, outside quotation marks. */
function delimiterOf(text: string): Delimiter {
  const firstLine = /^[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? '';
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const count = (delimiter: Delimiter): number => bare.split(delimiter).length;
  const found: Delimiter = count('\t') > count(',') ? '\t' : ',';
  return count(';') > count(found) ? ';' : found;
}

/** A file without headings: each record is told from its own cells (AddressBase, DTF). */
export async function* readCsvRows<T>(
  source: ImportSource,
  options: ReadOptions,
  make: RowMaker<T>,
): AsyncGenerator<ReadRow<T>> {
  for await (const records of readCsvRecords(source, options)) {
    for (const record of records) {
      const row = toRow(record, make);
      if (row && row.line > (options.afterLine ?? 0)) yield row;
    }
  }
}

/** A file whose first record names its columns. `plan` sees the headings once and says how to read a row. */
export async function* readCsvTable<T>(
  source: ImportSource,
  options: ReadOptions,
  plan: (headings: readonly string[]) => RowMaker<T>,
): AsyncGenerator<ReadRow<T>> {
  for await (const rows of readCsvTableInParts(source, options, plan)) yield* rows;
}

/** The same rows, those of one chunk of the source at a time: a great file's are too many to wait for one by one. */
export async function* readCsvTableInParts<T>(
  source: ImportSource,
  options: ReadOptions,
  plan: (headings: readonly string[]) => RowMaker<T>,
): AsyncGenerator<ReadRow<T>[]> {
  let make: RowMaker<T> | undefined;
  for await (const records of readCsvRecords(source, options)) {
    const rows: ReadRow<T>[] = [];
    for (const record of records) {
      if (!make) {
        make = checkedColumns(record, plan);
        continue;
      }
      if (isBlank(record.fields)) continue;
      const row = toRow(record, make);
      if (row && row.line > (options.afterLine ?? 0)) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
  if (!make) throw fileFault('The file is empty. Its first line names the columns.');
}

function isBlank(fields: readonly string[]): boolean {
  return fields.length > 0 && fields.every((cell) => cell.trim() === '');
}

/** Plans the columns and checks every later record's number of cells against them. */
function checkedColumns<T>(record: CsvRecord, plan: (headings: readonly string[]) => RowMaker<T>): RowMaker<T> {
  if (record.fault !== undefined) throw fileFault(`The line of headings can’t be read. ${record.fault}`, record.line);
  const headings = withoutEmptyEnd(record.fields.map((heading) => heading.trim()));
  return plan(headings);
}

function withoutEmptyEnd(headings: string[]): string[] {
  const last = headings.findLastIndex((heading) => heading !== '');
  return headings.slice(0, last + 1);
}

function toRow<T>(record: CsvRecord, make: RowMaker<T>): ReadRow<T> | undefined {
  const { line, fields, fault } = record;
  if (fault !== undefined) return rowFault(line, fault);
  const row = readRow(line, () => make(fields, line));
  if (!row || row.ok || !record.unterminated) return row;
  return { ...row, message: `${row.message} The file ends here without a line break: it may have been cut short.` };
}
