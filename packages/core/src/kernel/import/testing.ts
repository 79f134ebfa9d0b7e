import { createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isError } from '../errors.js';
import type { ImportSource, ReadRow } from './row-reader.js';

/** For tests: a file's bytes in chunks of `size`, so that every boundary can be tried. */
export async function* bytes(content: string | Buffer, size = 65_536): AsyncGenerator<Buffer> {
  const whole = Buffer.from(content);
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

export async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

/** The values of the rows that can be used. */
export async function valuesOf<T>(rows: AsyncIterable<ReadRow<T>>): Promise<T[]> {
  return (await collect(rows)).flatMap((row) => (row.ok ? [row.value] : []));
}

/** The rows that can't be used, as `line field: message`. */
export async function faultsOf(rows: AsyncIterable<ReadRow<unknown>>): Promise<string[]> {
  const all = await collect(rows);
  return all.flatMap((row) => (row.ok ? [] : [`${row.line} ${row.field ?? ''}: ${row.message}`]));
}

/** The message with which the whole file is refused; fails when it isn't. */
export async function fileFaultOf(rows: AsyncIterable<unknown>): Promise<string> {
  try {
    await collect(rows);
  } catch (error) {
    if (isError(error, 'import_file_unreadable')) return error.message;
    throw error;
  }
  throw new Error('the file was read, though it should be refused');
}

/** A file of the reference data under `folder`, or `undefined` where it isn't at hand. */
export function referenceFile(folder: string | undefined, path: string): (() => ImportSource) | undefined {
  if (folder === undefined || !existsSync(join(folder, path))) return undefined;
  return () => createReadStream(join(folder, path));
}

/** Skips the test, saying why, unless the reference data is at hand. */
export function withReferenceFile(
  path: string,
  run: (open: () => ImportSource) => Promise<void>,
): (this: Mocha.Context) => Promise<void> {
  return async function (this: Mocha.Context) {
    const open = referenceFile(process.env['MOOTHALL_TEST_DATA'], path);
    if (open) return run(open);
    this.test!.title += ' (skipped: MOOTHALL_TEST_DATA has no such file)';
    this.skip();
  };
}

/** The same for what takes a file's path. */
export function withReferencePath(
  path: string,
  run: (file: string) => Promise<void>,
): (this: Mocha.Context) => Promise<void> {
  return withReferenceFile(path, () => run(join(process.env['MOOTHALL_TEST_DATA'] ?? '', path)));
}

/** The path of a small file of invented data that stands in `fixtures/` beside the test's source. */
export function fixturePath(testUrl: string, name: string): string {
  return new URL(`fixtures/${name}`, testUrl.replace('/core/dist/', '/core/src/')).pathname;
}

let temporaryDirectory: string | undefined;
let temporaryFiles = 0;

/** A file of these lines in a directory that goes when the tests end. */
export function temporaryFile(lines: readonly string[]): string {
  if (temporaryDirectory === undefined) {
    const directory = mkdtempSync(join(tmpdir(), 'moothall-import-'));
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    temporaryDirectory = directory;
  }
  temporaryFiles += 1;
  const file = join(temporaryDirectory, `import-${temporaryFiles}.csv`);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** A small file of invented data that stands in `fixtures/` beside the test's source. */
export function fixture(testUrl: string, name: string): ImportSource {
  return createReadStream(new URL(`fixtures/${name}`, testUrl.replace('/core/dist/', '/core/src/')));
}
