import type { Writes } from '../../kernel/db/database.js';
import { newIds } from '../../kernel/ids.js';
import { runImport, type BatchOutcome, type GoodRow, type ImportReport } from '../../kernel/import/run-import.js';
import type { ImportRun } from '../../kernel/import/run-repository.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { findByKeys, insertRows, tellSizes, type NewRows } from '../import-repository.js';
import type { CustomerMapping } from '../import/customer-columns.js';
import { customersCsv, type CustomersOptions } from '../import/customers-csv.js';
import { fitRows } from '../import/fit-rows.js';
import { prepareRows, type FittedRow, type RowContext } from '../import/prepare-rows.js';
import { readCustomers } from '../import/read-customers.js';
import type { ReadCustomer } from '../import/told-customer.js';
import { updateImported } from '../import/update-imported.js';
import { customerTokenIndex } from '../search/token-index.js';

export interface CustomerImport {
  readonly file: string;
  /** Whose customers they are. */
  readonly authorityId: AuthorityId;
  /** Which column holds what, where headings don't say it. */
  readonly mapping?: CustomerMapping;
  readonly options?: Omit<CustomersOptions, 'mapping' | 'afterLine'>;
  /** A sign-in name or "command line". */
  readonly startedBy: string;
  readonly onProgress?: (progress: ImportReport) => void;
}

/** Large batches: each index page is then written for many rows at once, and the disk waited for seldom. */
const rowsAtOnce = 10_000;
/** Few enough for them to be gone again before they fill the memory, and to be made while those before are written. */
const madeAtOnce = 1000;

/**
 * Imports customers from a CSV file. A customer is known by its source key, else by the whole row: importing the file
 * again changes nothing, and importing a newer one changes those whose rows differ. Batches commit wholly or not at all,
 * and a run that was cut off goes on where it stopped.
 * @throws import_file_unreadable
 */
export async function importCustomers(kernel: Kernel, about: CustomerImport): Promise<ImportReport> {
  const { file, authorityId, mapping, startedBy, onProgress } = about;
  const options = { ...about.options, ...(mapping ? { mapping } : {}) };
  let batches = 0;
  return await runImport<ReadCustomer, CustomersOptions>(kernel, {
    format: { name: customersCsv.name, readFile: readCustomers },
    options,
    file,
    authorityId,
    startedBy,
    rowsAtOnce,
    write: async (db, rows, run) => {
      const outcome = await writeBatch(kernel, db, rows, run);
      batches += 1;
      if (isPowerOfFour(batches) && outcome.written > 0) await tellSizes(db);
      return outcome;
    },
    areApart,
    ...(onProgress ? { onProgress } : {}),
  });
}

/** A customer whose rows stand in both is written by the later batch after the earlier. */
function areApart(earlier: readonly GoodRow<ReadCustomer>[], later: readonly GoodRow<ReadCustomer>[]): boolean {
  const keys = new Set(earlier.map(({ value }) => value.sourceKey));
  return !later.some(({ value }) => keys.has(value.sourceKey));
}

/** After 1, 4, 16, 64 batches: each time the tables are four times as large. */
function isPowerOfFour(count: number): boolean {
  return Number.isInteger(Math.log2(count) / 2);
}

async function writeBatch(
  kernel: Kernel,
  everywhere: Writes,
  rows: readonly GoodRow<ReadCustomer>[],
  run: ImportRun,
): Promise<BatchOutcome> {
  const { authorityId } = run;
  const db = everywhere.within({ authorityIds: [authorityId], grants: [] });
  const context: RowContext = { authorityId, runId: run.id, now: kernel.clock.now(), newId: idsOf(kernel) };
  const { rows: fitted, faults } = await fitRows(db, rows);
  const { fresh, changed, unchanged } = await sortOut(db, fitted);
  await insertFresh(db, fresh, context);
  const late = await findByKeys(
    db,
    changed.map(({ told }) => told.sourceKey),
  );
  for (const row of changed) {
    const known = late.get(row.told.sourceKey);
    if (known) await updateImported(db, known.id, row, context);
  }
  return { written: fresh.length + changed.length, unchanged, faults };
}

/** PostgreSQL writes some rows while the next are being made. */
async function insertFresh(db: Writes, fresh: readonly FittedRow[], context: RowContext): Promise<void> {
  if (fresh.length === 0) return;
  const numbers = await customerTokenIndex.takeNumbers(db, fresh.length);
  const load = customerTokenIndex.load(db, context.authorityId);
  let written = Promise.resolve();
  for (let from = 0; from < fresh.length; from += madeAtOnce) {
    const rows: NewRows = { customers: [], contactPoints: [], identifiers: [], occupancies: [] };
    const tokens = fresh
      .slice(from, from + madeAtOnce)
      .map((row, place) => prepareRows(rows, numbers[from + place] ?? 0, row, context));
    await written;
    written = load.take(tokens, insertRows(db, rows));
  }
  await written;
  await load.finish();
}

interface Sorted {
  readonly fresh: readonly FittedRow[];
  readonly changed: readonly FittedRow[];
  readonly unchanged: number;
}

/** A key that stands twice in the file is one customer, and the last row counts. */
async function sortOut(db: Writes, rows: readonly FittedRow[]): Promise<Sorted> {
  const known = await findByKeys(
    db,
    rows.map(({ told }) => told.sourceKey),
  );
  const digests = new Map([...known].map(([key, { digest }]) => [key, digest]));
  const fresh: FittedRow[] = [];
  const changed: FittedRow[] = [];
  for (const row of rows) {
    const before = digests.get(row.told.sourceKey);
    if (before === undefined) fresh.push(row);
    else if (before !== row.told.digest) changed.push(row);
    digests.set(row.told.sourceKey, row.told.digest);
  }
  return { fresh, changed, unchanged: rows.length - fresh.length - changed.length };
}

/** Ids, made a thousand at a time: one by one they would take a tenth of a batch. */
function idsOf({ clock, random }: Kernel): () => string {
  let ids: string[] = [];
  let given = 0;
  return () => {
    if (given === ids.length) {
      ids = newIds(clock, 1000, random);
      given = 0;
    }
    given += 1;
    return ids[given - 1] ?? '';
  };
}
