import type { AddressFormat, AddressChange, GazetteerPart, RecordReader } from '@moothall/adapter-sdk';
import { readCsvRows } from '../../kernel/import/csv-table.js';
import { fileFault, importFileUnreadable, RowFault, rowFault } from '../../kernel/import/row-reader.js';
import type { ImportFormat, ReadRow } from '../../kernel/import/row-reader.js';
import { isLocalDate } from '../../kernel/local-date.js';
import { normaliseUprn } from '../../kernel/uprn.js';
import { withBothPairs } from './grid-points.js';
import type { GazetteerChange } from './gazetteer-change.js';

/** Each row of a file whose records say all of a property, read by an adapter's format. */
export function changesIn(format: Extract<AddressFormat, { gives: 'addresses' }>): ImportFormat<GazetteerChange> {
  return readThrough(format, (change: AddressChange) => toChange(change, format.name));
}

/** Each part of a file in which a property is spread over records. */
export function partsIn(format: Extract<AddressFormat, { gives: 'parts' }>): ImportFormat<GazetteerPart> {
  return readThrough(format, (part: GazetteerPart) =>
    part.part === 'property' || part.part === 'street' ? { ...part, ...withBothPairs(part) } : part,
  );
}

interface Readable<V> {
  readonly name: string;
  readonly describe: string;
  readonly faultOfEnd?: AddressFormat['faultOfEnd'];
  open(): RecordReader<V>;
}

function readThrough<V, T>(format: Readable<V>, toValue: (value: V) => T): ImportFormat<T> {
  return {
    name: format.name,
    describe: format.describe,
    read: async function* (source, options): AsyncGenerator<ReadRow<T>> {
      const reader = format.open();
      let lastLine = 0;
      let faultOfEnd: string | undefined = 'The file is empty.';
      yield* readCsvRows(source, { delimiter: ',', ...options }, (fields, line) => {
        lastLine = line;
        if (faultOfEnd !== undefined) faultOfEnd = format.faultOfEnd?.(fields);
        const value = ask(reader, fields, line);
        return value === undefined ? undefined : toValue(value);
      });
      if (faultOfEnd === undefined) return;
      if (lastLine === 0) throw fileFault(faultOfEnd);
      yield rowFault(lastLine, faultOfEnd);
    },
  };
}

/** What the adapter says of a record. It comes from outside: what isn't a fault of the file is a fault of its own. */
function ask<V>(reader: RecordReader<V>, fields: readonly string[], line: number): V | undefined {
  try {
    return reader.read(fields, line);
  } catch (error) {
    const { name, message } = error as Partial<Error>;
    if (name === 'RowFault') throw error;
    if (name === 'FileFault') throw fileFault(message ?? '', line);
    const says = `The adapter that reads the file failed on line ${line}. Tell whoever supplies the adapter.`;
    throw importFileUnreadable({ facts: { line }, cause: error }, says);
  }
}

/** @throws RowFault where the adapter gives what can't be kept */
export function toChange(change: AddressChange, source: string): GazetteerChange {
  const { asOf, ...facts } = change;
  if (!isLocalDate(asOf)) throw new RowFault('The adapter gives no day of the last change.', 'last update date');
  if (normaliseUprn(change.uprn) !== change.uprn) throw new RowFault('The adapter gives no UPRN.', 'UPRN');
  return { ...facts, ...withBothPairs(change), source, asOf };
}
