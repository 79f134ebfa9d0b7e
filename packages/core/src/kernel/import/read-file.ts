import { createReadStream } from 'node:fs';
import type { GoodRow, RowFaultNote } from './run-import.js';
import type { ImportFormat, ImportSource, ReadOptions } from './row-reader.js';
import { badInput, isError } from '../errors.js';
import { decodeAll } from './decode-text.js';

/** Every row of a file that is looked at as a whole, those that can't be read apart. */
export interface ReadFile<T> {
  readonly rows: readonly GoodRow<T>[];
  readonly faults: readonly RowFaultNote[];
}

/** @throws import_file_unreadable */
export async function readFileRows<T>(
  format: ImportFormat<T>,
  source: ImportSource,
  options: ReadOptions,
): Promise<ReadFile<T>> {
  const rows: GoodRow<T>[] = [];
  const faults: RowFaultNote[] = [];
  for await (const row of format.read(source, options)) {
    if (row.ok) rows.push({ line: row.line, value: row.value });
    else
      faults.push({ line: row.line, message: row.message, ...(row.field === undefined ? {} : { field: row.field }) });
  }
  return { rows, faults };
}

/** The same of a text that somebody sent. @throws bad_input on `file` when it can't be read at all */
export async function readSentRows<T>(format: ImportFormat<T>, content: string): Promise<ReadFile<T>> {
  try {
    return await readFileRows(format, sourceOf(content), {});
  } catch (error) {
    if (!isError(error, 'import_file_unreadable')) throw error;
    throw badInput({ faults: [{ field: 'file', message: error.message }] });
  }
}

/** The bytes of a file that was sent as text, or in words why they aren't; at most `maxCharacters`. */
export async function sentText(
  bytes: Buffer,
  encoding: '' | 'windows-1252',
  maxCharacters: number,
): Promise<{ readonly text: string } | { readonly message: string }> {
  try {
    return { text: await decodeAll(sourceOf(bytes), encoding === '' ? {} : { encoding }, maxCharacters) };
  } catch (error) {
    if (!isError(error, 'import_file_unreadable')) throw error;
    return { message: error.message };
  }
}

/** A text, or the bytes of a file, as the readers of files take them. */
export async function* sourceOf(content: string | Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(content));
}

/** The bytes of a file, which is opened when they are first asked for, and closed however that ends. */
export async function* bytesOf(file: string): AsyncGenerator<Buffer> {
  yield* createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
}
