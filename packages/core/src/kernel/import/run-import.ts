import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Writes } from '../db/database.js';
import { AppError } from '../errors.js';
import type { Kernel } from '../kernel.js';
import type { AuthorityId } from '../scope.js';
import { bytesOf } from './read-file.js';
import type { FileFormat, ImportFormat, ReadOptions, ReadRow } from './row-reader.js';
import { findRun, finishRun, startRun, type ImportRun } from './run-repository.js';
import { writeBatches, type Batch } from './write-batches.js';

export interface BatchOutcome {
  readonly written: number;
  readonly unchanged: number;
  /** Rows that read well but don't fit what is stored: an unknown UPRN, say. */
  readonly faults: readonly RowFaultNote[];
}

export interface RowFaultNote {
  readonly line: number;
  readonly field?: string;
  readonly message: string;
}

export interface GoodRow<T> {
  readonly line: number;
  readonly value: T;
}

/** What one kind of import does with rows; everything else is the same for all. */
export interface ImportPlan<T, O extends ReadOptions> {
  readonly format: ImportFormat<T, O> | FileFormat<T, O>;
  readonly options: O;
  readonly file: string;
  /** Whose data it is; the partnership's for the shared gazetteer and lists. */
  readonly authorityId: AuthorityId;
  /** Who runs it, for the record: a sign-in name or "command line". */
  readonly startedBy: string;
  readonly rowsAtOnce?: number;
  /** Writes one batch inside its transaction. Writing the same rows twice must change nothing. */
  write(db: Writes, rows: readonly GoodRow<T>[], run: ImportRun): Promise<BatchOutcome>;
  /**
   * Whether a batch may be written while the one before it still is, where the engine writes two at a time: then they
   * share no row that either would change. Left out: never.
   */
  areApart?(earlier: readonly GoodRow<T>[], later: readonly GoodRow<T>[]): boolean;
  /** Runs once, after the last batch and in its own transaction: composing what came in parts. */
  finish?(kernel: Kernel, run: ImportRun): Promise<void>;
  onProgress?(progress: ImportReport): void;
}

export interface ImportReport {
  readonly runId: string;
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The first hundred; the rest are in `import_faults`. */
  readonly faults: readonly RowFaultNote[];
  /** Line after which this run went on, when an earlier one was cut off. */
  readonly resumedAfterLine: number;
}

const defaultRowsAtOnce = 2000;

/**
 * Imports a file: batches that commit wholly or not at all, each with its place in the file, so that a run cut off goes
 * on where it stopped and running it again does no harm. Bad rows are listed by line; the others go in.
 * @throws import_file_unreadable when the file as a whole can't be read (the batches before stay)
 */
export async function runImport<T, O extends ReadOptions>(
  kernel: Kernel,
  plan: ImportPlan<T, O>,
): Promise<ImportReport> {
  const digest = await digestOf(plan.file);
  const { run, report } = await openRun(kernel, plan, digest);
  try {
    const totals = await writeBatches(kernel, plan, run, report, oneAhead(batches(plan, report.resumedAfterLine)));
    await plan.finish?.(kernel, run);
    await finishRun(kernel, run.id, 'finished');
    return totals;
  } catch (error) {
    await finishRun(kernel, run.id, 'failed', error instanceof AppError ? error.message : 'it stopped unexpectedly');
    throw error;
  }
}

async function openRun<T, O extends ReadOptions>(
  kernel: Kernel,
  plan: ImportPlan<T, O>,
  digest: string,
): Promise<{ run: ImportRun; report: ImportReport }> {
  const about = {
    kind: plan.format.name,
    authorityId: plan.authorityId,
    fileDigest: digest,
    optionsDigest: createHash('sha256').update(JSON.stringify(plan.options)).digest('hex'),
  };
  const cutOff = await findRun(kernel, about);
  const run = await startRun(
    kernel,
    { ...about, fileName: path.basename(plan.file), startedBy: plan.startedBy },
    cutOff,
  );
  const nothing = { read: 0, written: 0, unchanged: 0, refused: 0, faults: [] };
  return { run, report: { runId: run.id, ...nothing, resumedAfterLine: cutOff?.lastLine ?? 0 } };
}

async function* batches<T, O extends ReadOptions>(plan: ImportPlan<T, O>, afterLine: number): AsyncGenerator<Batch<T>> {
  const size = plan.rowsAtOnce ?? defaultRowsAtOnce;
  let rows: ReadRow<T>[] = [];
  for await (const some of rowsOf(plan, afterLine)) {
    for (const row of some) {
      rows.push(row);
      if (rows.length < size) continue;
      yield batchOf(rows);
      rows = [];
    }
  }
  if (rows.length > 0) yield batchOf(rows);
}

async function* rowsOf<T, O extends ReadOptions>(
  { format, file, ...plan }: ImportPlan<T, O>,
  afterLine: number,
): AsyncGenerator<readonly ReadRow<T>[]> {
  const options = { ...plan.options, afterLine };
  if ('readFile' in format) yield* format.readFile(file, options);
  else for await (const row of format.read(bytesOf(file), options)) yield [row];
}

/** The same batches, each read while the one before it is being written. */
async function* oneAhead<B>(of: AsyncGenerator<B>): AsyncGenerator<B> {
  const read = (): Promise<IteratorResult<B, unknown>> => {
    const next = of.next();
    next.catch(() => undefined); // told when it is its turn
    return next;
  };
  try {
    for (let next = read(); ;) {
      const { done, value } = await next;
      if (done) return;
      next = read();
      yield value;
    }
  } finally {
    await of.return(undefined);
  }
}

function batchOf<T>(rows: readonly ReadRow<T>[]): Batch<T> {
  const good: GoodRow<T>[] = [];
  const faults: RowFaultNote[] = [];
  for (const row of rows) {
    if (row.ok) good.push(row);
    else faults.push(row);
  }
  return { good, faults, lastLine: rows.at(-1)?.line ?? 0 };
}

/** SHA-256 of a file, in hexadecimal. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of bytesOf(file)) hash.update(chunk);
  return hash.digest('hex');
}
