import type { Writes } from '../../kernel/db/database.js';
import { newId } from '../../kernel/ids.js';
import { runImport, type BatchOutcome, type GoodRow, type ImportReport } from '../../kernel/import/run-import.js';
import type { ImportRun } from '../../kernel/import/run-repository.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { findByKeys, insertRows, insertTokens, tellSizes, type NewRows } from '../import-repository.js';
import type { CustomerMapping } from '../import/customer-columns.js';
import { customersCsv, type CustomersOptions } from '../import/customers-csv.js';
import { fitRows } from '../import/fit-rows.js';
import { prepareRows, type FittedRow, type RowContext } from '../import/prepare-rows.js';
import { readCustomers, type ReadCustomer } from '../import/read-customers.js';
import { updateImported } from '../import/update-imported.js';

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
const madeAtOnce = 500;

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
      if (isPowerOfTwo(batches) && outcome.written > 0) await tellSizes(db);
      return outcome;
    },
    ...(onProgress ? { onProgress } : {}),
  });
}

/** After 1, 2, 4, 8 batches: each time the tables have doubled. */
function isPowerOfTwo(count: number): boolean {
  return (count & (count - 1)) === 0;
}

async function writeBatch(
  kernel: Kernel,
  everywhere: Writes,
  rows: readonly GoodRow<ReadCustomer>[],
  run: ImportRun,
): Promise<BatchOutcome> {
  const { authorityId } = run;
  const db = everywhere.within({ authorityIds: [authorityId], grants: [] });
  const random = drawnAtOnce(kernel.random);
  const makeId = (): string => newId(kernel.clock, random);
  const context: RowContext = { authorityId, runId: run.id, now: kernel.clock.now(), newId: makeId };
  const { rows: fitted, faults } = await fitRows(db, rows);
  const { fresh, changed, unchanged } = await sortOut(db, fitted);
  await insertFresh(db, fresh, context);
  const late = await findByKeys(
    db,
    changed.map(({ sourceKey }) => sourceKey),
  );
  for (const row of changed) {
    const known = late.get(row.sourceKey);
    if (known) await updateImported(db, known.id, row, context);
  }
  return { written: fresh.length + changed.length, unchanged, faults };
}

/** Rows are made and written a few at a time, so that they are gone again before they fill the memory. */
async function insertFresh(db: Writes, fresh: readonly FittedRow[], context: RowContext): Promise<void> {
  const owners: string[] = [];
  for (let from = 0; from < fresh.length; from += madeAtOnce) {
    const rows: NewRows = { customers: [], contactPoints: [], identifiers: [], occupancies: [] };
    for (const row of fresh.slice(from, from + madeAtOnce)) prepareRows(rows, owners, row, context);
    await insertRows(db, rows);
  }
  await insertTokens(db, context.authorityId, owners);
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
    rows.map(({ sourceKey }) => sourceKey),
  );
  const digests = new Map([...known].map(([key, { digest }]) => [key, digest]));
  const fresh: FittedRow[] = [];
  const changed: FittedRow[] = [];
  for (const row of rows) {
    const before = digests.get(row.sourceKey);
    if (before === undefined) fresh.push(row);
    else if (before !== row.digest) changed.push(row);
    digests.set(row.sourceKey, row.digest);
  }
  return { fresh, changed, unchanged: rows.length - fresh.length - changed.length };
}

/** Random bytes cut from a large draw: asking the system for ten at a time would be half of what an id costs. */
function drawnAtOnce(random: Kernel['random']): Kernel['random'] {
  let drawn: Buffer = Buffer.alloc(0);
  return (size) => {
    if (drawn.length < size) drawn = random(16_384);
    const given = drawn.subarray(0, size);
    drawn = drawn.subarray(size);
    return given;
  };
}
