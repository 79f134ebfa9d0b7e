import { systemActor } from '../actor.js';
import { newId } from '../ids.js';
import type { Kernel } from '../kernel.js';
import { writeAudit } from '../records-repository.js';
import { everyAuthority } from '../scope.js';
import type { ReadOptions } from './row-reader.js';
import type { GoodRow, ImportPlan, ImportReport, RowFaultNote } from './run-import.js';
import { insertFaults, saveProgress, type ImportRun } from './run-repository.js';

/** Rows that are read and commit together. */
export interface Batch<T> {
  readonly good: readonly GoodRow<T>[];
  readonly faults: readonly RowFaultNote[];
  readonly lastLine: number;
}

interface UnderWay<T> {
  readonly batch: Batch<T>;
  /** What has been done up to and with this batch, once it is committed and told. */
  readonly done: Promise<ImportReport>;
}

const faultsShown = 100;

/**
 * Writes batches in their order, each in a transaction of its own. On PostgreSQL two that are apart are written at once:
 * the server then has work while this process makes rows. The later one commits after the earlier, and not at all when
 * that fails, so that everything up to the last line noted is stored.
 */
export async function writeBatches<T, O extends ReadOptions>(
  kernel: Kernel,
  plan: ImportPlan<T, O>,
  run: ImportRun,
  report: ImportReport,
  batches: AsyncIterable<Batch<T>>,
): Promise<ImportReport> {
  const mayMeet = (earlier: Batch<T>, later: Batch<T>): boolean =>
    kernel.db.engine !== 'postgres' || plan.areApart?.(earlier.good, later.good) !== true;
  let last: UnderWay<T> | undefined;
  try {
    for await (const batch of batches) {
      if (last && mayMeet(last.batch, batch)) await last.done;
      const earlier: UnderWay<T> | undefined = last;
      last = { batch, done: writeBatch(kernel, plan, run, earlier?.done ?? report, batch) };
      last.done.catch(() => undefined); // told when it is its turn
      await earlier?.done;
    }
    return (await last?.done) ?? report;
  } finally {
    await Promise.allSettled([last?.done]);
  }
}

async function writeBatch<T, O extends ReadOptions>(
  kernel: Kernel,
  plan: ImportPlan<T, O>,
  run: ImportRun,
  before: ImportReport | Promise<ImportReport>,
  batch: Batch<T>,
): Promise<ImportReport> {
  const totals = await kernel.db.write(everyAuthority, async (db) => {
    const outcome = await plan.write(db, batch.good, run);
    const earlier = await before;
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
      ...earlier,
      read: earlier.read + counts.read,
      written: earlier.written + counts.written,
      unchanged: earlier.unchanged + counts.unchanged,
      refused: earlier.refused + counts.refused,
      faults: [...earlier.faults, ...faults].slice(0, faultsShown),
    };
  });
  plan.onProgress?.(totals);
  return totals;
}
