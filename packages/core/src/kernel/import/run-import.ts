import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { writeAudit } from '../records-repository.js';
import { systemActor } from '../actor.js';
import type { Writes } from '../db/database.js';
import { AppError } from '../errors.js';
import { newId } from '../ids.js';
import type { Kernel } from '../kernel.js';
import { everyAuthority, type AuthorityId } from '../scope.js';
import type { FileFormat, ImportFormat, ReadOptions, ReadRow } from './row-reader.js';
import { findRun, finishRun, insertFaults, saveProgress, startRun, type ImportRun } from './run-repository.js';

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
const faultsShown = 100;

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
  let totals = report;
  try {
    for await (const batch of oneAhead(batches(plan, report.resumedAfterLine))) {
      totals = await writeBatch(kernel, plan, run, totals, batch);
      plan.onProgress?.(totals);
    }
    await plan.finish?.(kernel, run);
    await finishRun(kernel, run.id, 'finished');
  } catch (error) {
    await finishRun(kernel, run.id, 'failed', error instanceof AppError ? error.message : 'it stopped unexpectedly');
    throw error;
  }
  return totals;
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

interface Batch<T> {
  readonly good: GoodRow<T>[];
  readonly faults: RowFaultNote[];
  readonly lastLine: number;
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
  else for await (const row of format.read(createReadStream(file, { highWaterMark: 1 << 20 }), options)) yield [row];
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

async function writeBatch<T, O extends ReadOptions>(
  kernel: Kernel,
  plan: ImportPlan<T, O>,
  run: ImportRun,
  totals: ImportReport,
  batch: Batch<T>,
): Promise<ImportReport> {
  return await kernel.db.write(everyAuthority, async (db) => {
    const outcome = await plan.write(db, batch.good, run);
    const faults = [...batch.faults, ...outcome.faults];
    const counts = {
      read: batch.good.length + batch.faults.length,
      written: outcome.written,
      unchanged: outcome.unchanged,
      refused: faults.length,
    };
    await insertFaults(db, run.id, faults);
    await saveProgress(db, run.id, batch.lastLine, counts);
    const note = {
      authorityId: plan.authorityId,
      subject: { kind: 'import', id: run.id },
      details: { ...counts, toLine: batch.lastLine },
    };
    const id = newId(kernel.clock, kernel.random);
    const actor = systemActor(`import by ${plan.startedBy}`);
    await writeAudit(db, [{ id, at: kernel.clock.now(), actor, action: `import.${plan.format.name}`, note }]);
    return {
      ...totals,
      read: totals.read + counts.read,
      written: totals.written + counts.written,
      unchanged: totals.unchanged + counts.unchanged,
      refused: totals.refused + counts.refused,
      faults: [...totals.faults, ...faults].slice(0, faultsShown),
    };
  });
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
