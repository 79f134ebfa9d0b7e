import type { Readable } from 'node:stream';
import type { RowFault } from '@moothall/adapter-sdk';
import { defineError } from '../errors.js';
import type { AppError } from '../errors.js';

/**
 * The shape that every reader of an imported file has, so that one runner can batch, resume and report them all.
 * A row that can't be used is a value (`ok: false`): the runner counts it and goes on. A file that can't be used is
 * thrown as `import_file_unreadable`. Neither message repeats what a cell holds, because messages reach logs.
 */
export type ReadRow<T> =
  | { readonly ok: true; /** Line (from 1) on which the record begins. */ readonly line: number; readonly value: T }
  | { readonly ok: false; readonly line: number; readonly field?: string; readonly message: string };

/** Bytes of a file, in order, in chunks of any size. */
export type ImportSource = AsyncIterable<Buffer> | Readable;

export interface ReadOptions {
  /** Only where the file is known to be in Windows-1252; otherwise UTF-8, or UTF-16 with a byte order mark. */
  readonly encoding?: 'windows-1252';
  /** Found from the first line when left out. */
  readonly delimiter?: ',' | ';' | '\t';
  /** To resume: records that begin on this line or before it are read but not given again. */
  readonly afterLine?: number;
}

export interface ImportFormat<T, O extends ReadOptions = ReadOptions> {
  /** Kebab-case, as `moothall import <name>` says it. */
  readonly name: string;
  /** One sentence: which file this is, and who supplies it. */
  readonly describe: string;
  /** Streams the rows in file order. Throws `import_file_unreadable` for a fault of the file as a whole. */
  read(source: ImportSource, options: O): AsyncIterable<ReadRow<T>>;
}

/** A format that opens its file itself, to read it in a thread of its own. */
export interface FileFormat<T, O extends ReadOptions = ReadOptions> {
  readonly name: string;
  /** Streams the rows in file order, some at a time. Throws `import_file_unreadable` for a fault of the file as a whole. */
  readFile(file: string, options: O): AsyncIterable<readonly ReadRow<T>[]>;
}

export const importFileUnreadable = defineError('import_file_unreadable', 422, 'The file can’t be read.');

/** A fault of the file as a whole. `line` is where it shows, when there is such a place. */
export function fileFault(message: string, line?: number): AppError {
  return importFileUnreadable(line === undefined ? {} : { facts: { line } }, message);
}

/** Thrown by a row's parser and turned into `{ ok: false }`; it never leaves a reader. */
export { RowFault } from '@moothall/adapter-sdk';

/** Runs a row's parser. A value of `undefined` means that the record carries nothing to import (a heading). */
export function readRow<T>(line: number, parse: () => T | undefined): ReadRow<T> | undefined {
  try {
    const value = parse();
    return value === undefined ? undefined : { ok: true, line, value };
  } catch (error) {
    if (!isRowFault(error)) throw error;
    return rowFault(line, error.message, error.field);
  }
}

/** By its name: an adapter may bring an SDK of its own. */
function isRowFault(error: unknown): error is RowFault {
  return error instanceof Error && error.name === 'RowFault';
}

/** A row that can't be used, with the fix in its message. */
export function rowFault(line: number, message: string, field?: string): ReadRow<never> {
  return field === undefined ? { ok: false, line, message } : { ok: false, line, field, message };
}
