import type { Row, Writes } from '../db/database.js';
import { toSql, type Value } from '../db/statement.js';

export interface SaveRows {
  readonly table: string;
  /** The columns by which a row is known. */
  readonly key: readonly string[];
  /** The rows that are stored under the keys given, with every column that is compared. */
  readonly stored: readonly Row[];
  /** All of one shape, no key twice. A column that is `undefined` isn't stated: it stays as it is, null in a new row. */
  readonly rows: readonly Row[];
  /** Named by each row that is written, and not compared. */
  readonly runId: string;
}

/** Inserts the rows that are new and updates those that differ. Answers the rows written: what is alike isn't touched. */
export async function saveRows(db: Writes, { table, key, stored, rows, runId }: SaveRows): Promise<Row[]> {
  const keyOf = (row: Row): string => JSON.stringify(key.map((column) => toSql(row[column])));
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  const fresh: Row[] = [];
  const changed: Row[] = [];
  for (const row of rows) {
    const before = known.get(keyOf(row));
    if (!before) fresh.push(row);
    else if (differs(before, row)) changed.push(row);
  }
  const columns = Object.keys(rows[0] ?? {});
  await db.bulk(
    table,
    [...columns, 'import_run_id'],
    fresh.map((row) => [...columns.map((column) => row[column] ?? null), runId]),
  );
  for (const row of changed) await db.update(table, pick(row, key), { ...statedOnly(row), import_run_id: runId });
  return [...fresh, ...changed];
}

function differs(before: Row, row: Row): boolean {
  return Object.entries(row).some(([column, value]) => value !== undefined && toSql(value) !== toSql(before[column]));
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column): [string, Value] => [column, row[column]]));
}

function statedOnly(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}
