import { addToSearch, insertLinks } from '../customers/index.js';
import type { LocalDate } from '../kernel/clock.js';
import { formatFullDate } from '../kernel/format-time.js';
import { startOfDay } from '../kernel/london-time.js';
import type { Writes } from '../kernel/db/database.js';
import type { TableRegistry, TableSpec } from '../kernel/db/tables.js';
import type { StoredRow } from '../kernel/db/made-statements.js';
import {
  findFileOf,
  findTeamCalled,
  hasServiceCalled,
  insertCopies,
  readRows,
  type Splitting,
} from './split-move-repository.js';
import { decide, findCopies } from './split-repository.js';
import { ofCopiedCustomer, type copied } from './split-rules.js';

/** What copying needs. */
export interface Copying {
  readonly splitting: Splitting;
  /** The slug of the council that is split, and the other's first day. */
  readonly slug: string;
  readonly on: LocalDate;
  readonly schema: TableRegistry;
  readonly newId: () => string;
}

type Copied = (typeof copied)[number];

/** Makes sure that each of those rows has something that takes its place at the other council. Answers how many it made. */
export async function ensureCopies(
  db: Writes,
  table: Copied,
  ids: readonly string[],
  copying: Copying,
): Promise<number> {
  const known = await findCopies(db, { split: copying.splitting.split, table }, ids);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length === 0) return 0;
  const spec = specOf(copying.schema, table);
  const rows = await readRows(db, spec, 'id', missing);
  switch (table) {
    case 'customers':
      return await copyCustomers(db, rows, copying);
    case 'teams':
      return await placeEach(db, table, rows, copying, (row) =>
        findTeamCalled(db, copying.splitting.to, String(row['key'])),
      );
    case 'stored_files':
      return await placeEach(db, table, rows, copying, (row) =>
        findFileOf(db, copying.splitting.to, String(row['digest'])),
      );
    case 'services':
      return await copyServices(db, rows, copying);
    case 'service_versions':
      return await ensureCopies(db, 'services', [...new Set(rows.map((row) => String(row['service_id'])))], copying);
  }
}

function specOf(schema: TableRegistry, table: string): TableSpec {
  const spec = schema.get(table);
  if (!spec) throw new Error(`there is no table ${table}`);
  return spec;
}

/** A row takes the place of another: the other council's own of the same key, else a copy. */
async function placeEach(
  db: Writes,
  table: Copied,
  rows: readonly StoredRow[],
  { splitting: { split, to }, newId }: Copying,
  findOwn: (row: StoredRow) => Promise<string | undefined>,
): Promise<number> {
  let made = 0;
  for (const row of rows) {
    const own = await findOwn(row);
    const copyId = own ?? newId();
    if (own === undefined) {
      await insertCopies(db, table, [{ ...row, id: copyId, authority_id: to }]);
      made += 1;
    }
    await decide(db, { split, table }, [{ id: String(row['id']), becomes: 'copied', copyId }]);
  }
  return made;
}

/**
 * Cases go on under the service and the version that they were logged with. Where the other council has a service of
 * that key, the copy takes the slug to its key and is withdrawn: new cases are logged under the other council's.
 */
async function copyServices(db: Writes, rows: readonly StoredRow[], copying: Copying): Promise<number> {
  const { splitting, slug, on, schema, newId } = copying;
  const { split, to } = splitting;
  for (const row of rows) {
    const copyId = newId();
    const versions = await readRows(db, specOf(schema, 'service_versions'), 'service_id', [String(row['id'])]);
    const copies = versions.map((version) => ({
      id: String(version['id']),
      becomes: 'copied' as const,
      copyId: newId(),
    }));
    const copyOf = new Map(copies.map((each) => [each.id, each.copyId]));
    const isTaken = await hasServiceCalled(db, to, String(row['key']));
    const changes: StoredRow = isTaken ? { key: `${String(row['key'])}-${slug}`, withdrawn_on: on } : {};
    const published = copyOf.get(String(row['published_version_id'])) ?? null;
    await insertCopies(db, 'services', [
      { ...row, ...changes, id: copyId, authority_id: to, published_version_id: published },
    ]);
    await insertCopies(
      db,
      'service_versions',
      versions.map((version) => ({
        ...version,
        ...{ id: copyOf.get(String(version['id'])) ?? '', service_id: copyId, authority_id: to },
      })),
    );
    await decide(db, { split, table: 'services' }, [{ id: String(row['id']), becomes: 'copied', copyId }]);
    await decide(db, { split, table: 'service_versions' }, copies);
  }
  return rows.length;
}

/**
 * Two controllers hold a record each from here on: as it was, with how to reach them and what staff must know. A link
 * says that the two are of one customer.
 */
export async function copyCustomers(db: Writes, rows: readonly StoredRow[], copying: Copying): Promise<number> {
  const { splitting, schema, newId, on } = copying;
  const { split, to } = splitting;
  const pairs = rows.map((row) => ({ id: String(row['id']), becomes: 'copied' as const, copyId: newId() }));
  const copyOf = new Map(pairs.map(({ id, copyId }) => [id, copyId]));
  await insertCopies(
    db,
    'customers',
    rows.map(({ number: _, ...row }) => ({
      ...row,
      ...{ id: copyOf.get(String(row['id'])) ?? '', authority_id: to, merged_into_id: null },
      ...{ former_authority_id: splitting.from, taken_over_on: on },
      ...{ import_run_id: null, source_key: null, import_digest: null },
    })),
  );
  for (const table of ofCopiedCustomer) {
    const parts = await readRows(db, specOf(schema, table), 'customer_id', [...copyOf.keys()]);
    await insertCopies(
      db,
      table,
      parts.map((part) => ({
        ...part,
        ...{ id: newId(), authority_id: to, customer_id: copyOf.get(String(part['customer_id'])) ?? '' },
      })),
    );
  }
  await insertLinks(
    db,
    pairs.map(({ id, copyId }) => ({
      ...{ id: newId(), authorityId: to, customerId: copyId, otherId: id, agreementId: null, madeBy: null },
      ...{ lawfulBasis: `Reorganisation of ${formatFullDate(on)}`, fromAt: startOfDay(on) },
    })),
  );
  await decide(db, { split, table: 'customers' }, pairs);
  await addToSearch(db, to, [...copyOf.values()]);
  return rows.length;
}
