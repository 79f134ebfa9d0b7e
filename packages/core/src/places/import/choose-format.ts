import { open } from 'node:fs/promises';
import type { AddressFormat, FilePart } from '@moothall/adapter-sdk';
import { badInput } from '../../kernel/errors.js';
import { openCsvScanner, type CsvRecord } from '../../kernel/import/csv-scanner.js';
import { decodeText } from '../../kernel/import/decode-text.js';
import { sourceOf } from '../../kernel/import/read-file.js';
import { fileFault, type ReadOptions } from '../../kernel/import/row-reader.js';

/** A record of a gazetteer is far shorter. */
const endBytes = 65_536;

export interface Chosen {
  readonly format: AddressFormat;
  /** What the file says of itself, where its format has a header. */
  readonly header: FilePart | undefined;
}

/**
 * Which of the formats a file is in, by its first record or as it is named, before any of it is written.
 * @throws bad_input on `format`; import_file_unreadable when it is in none of them, or was cut short
 */
export async function chooseFormat(
  file: string,
  formats: readonly AddressFormat[],
  { named, read }: { readonly named: string | undefined; readonly read: ReadOptions },
): Promise<Chosen> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const bytesOf = async (from: number): Promise<Buffer> => {
      const length = Math.min(endBytes, size - from);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, from);
      return buffer.subarray(0, bytesRead);
    };
    const head = await bytesOf(0);
    const first = (await recordsOf(head, read))[0];
    if (!first) throw fileFault('The file is empty.');
    const format = named === undefined ? recognised(first, formats) : formatNamed(named, formats);
    if (!isUtf16(head)) refuseEnd(format, await bytesOf(Math.max(0, size - endBytes)), size);
    return { format, header: headerOf(format, first) };
  } finally {
    await handle.close();
  }
}

/** The records of the beginning of a file; a character that is cut at its end is left out. */
async function recordsOf(head: Buffer, read: ReadOptions): Promise<CsvRecord[]> {
  const whole = head.length < endBytes ? head : head.subarray(0, head.lastIndexOf(0x0a) + 1 || head.length);
  const scanner = openCsvScanner(read.delimiter ?? ',');
  const records: CsvRecord[] = [];
  for await (const text of decodeText(sourceOf(whole), read)) records.push(...scanner.push(text));
  return head.length < endBytes ? [...records, ...scanner.end()] : records;
}

function isUtf16(head: Buffer): boolean {
  const mark = head.toString('latin1', 0, 2);
  return mark === '\xff\xfe' || mark === '\xfe\xff';
}

function recognised({ fields, line }: CsvRecord, formats: readonly AddressFormat[]): AddressFormat {
  const fitting = formats.filter((format) => format.begins(fields));
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  if (fitting.length > 1)
    throw badInput({ faults: [{ field: 'format', message: `Say which it is: ${namesOf(fitting)}` }] });
  if ((fields[0] ?? '').trimStart().startsWith('<'))
    throw fileFault('This is the GML supply. Order the CSV supply of the same product.', line);
  const known = namesOf(formats);
  throw fileFault(
    `The file begins like none of ${known}: its first record has ${fields.length} columns. Is it the right file, with its first line? If it is, say its format.`,
    line,
  );
}

function formatNamed(name: string, formats: readonly AddressFormat[]): AddressFormat {
  const found = formats.find((format) => format.name === name);
  if (!found) throw badInput({ faults: [{ field: 'format', message: `Use one of ${namesOf(formats)}` }] });
  return found;
}

function namesOf(formats: readonly AddressFormat[]): string {
  return formats.map(({ name }) => name).join(', ');
}

function refuseEnd({ faultOfEnd }: AddressFormat, end: Buffer, size: number): void {
  if (!faultOfEnd) return;
  const scanner = openCsvScanner(',');
  const text = end.toString('latin1');
  const lines = end.length < size ? text.slice(text.indexOf('\n') + 1) : text;
  const last = [...scanner.push(lines), ...scanner.end()].at(-1);
  const fault = faultOfEnd(last?.fields ?? []);
  if (fault !== undefined) throw fileFault(fault);
}

function headerOf(format: AddressFormat, { fields, line }: CsvRecord): FilePart | undefined {
  if (format.gives !== 'parts') return undefined;
  try {
    const part = format.open().read(fields, line);
    return part?.part === 'file' ? part : undefined;
  } catch {
    return undefined; // said of its line when the file is read
  }
}
