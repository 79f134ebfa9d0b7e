import { createHash } from 'node:crypto';
import type { Database, Reads } from '../kernel/db/database.js';
import type { StoredRow } from '../kernel/db/made-statements.js';
import { keyOfTable, pageOfRows } from '../kernel/db/rows-in-order.js';
import type { TableSpec } from '../kernel/db/tables.js';
import { everyAuthority } from '../kernel/scope.js';

/** A table that is the same in both databases. */
export interface ComparedTable {
  readonly table: string;
  readonly rows: number;
  /** Of every row's values, in the order of the key. */
  readonly sha256: string;
}

/** The first row that is not the same in both. */
export interface Difference {
  readonly table: string;
  /** Of the row, as JSON. */
  readonly key: string;
}

const rowsAtOnce = 2000;

/** Reads every row of both databases, a page at a time. */
export async function compareTables(
  from: Pick<Database, 'read'>,
  to: Pick<Database, 'read' | 'tables'>,
  onTable: (table: string) => void,
): Promise<{ readonly tables: readonly ComparedTable[]; readonly difference?: Difference }> {
  const tables: ComparedTable[] = [];
  for (const spec of to.tables.values()) {
    if (spec.tokensOf) continue;
    onTable(spec.name);
    const compared = await compareTable(from.read(everyAuthority), to.read(everyAuthority), spec);
    if ('key' in compared) return { tables, difference: compared };
    tables.push(compared);
  }
  return { tables };
}

async function compareTable(from: Reads, to: Reads, spec: TableSpec): Promise<ComparedTable | Difference> {
  const hash = createHash('sha256');
  let rows = 0;
  let last: StoredRow | undefined;
  for (;;) {
    const [ours, theirs]: [StoredRow[], StoredRow[]] = await Promise.all([
      pageOfRows(from, spec, last, rowsAtOnce),
      pageOfRows(to, spec, last, rowsAtOnce),
    ]);
    const [lines, theirLines] = [ours.map(asLine), theirs.map(asLine)];
    const at = Array.from({ length: Math.max(lines.length, theirLines.length) }).findIndex(
      (_, place) => lines[place] !== theirLines[place],
    );
    if (at >= 0) return { table: spec.name, key: keyText(spec, ours[at] ?? theirs[at]) };
    hash.update(lines.join('\n'));
    rows += ours.length;
    last = ours.at(-1);
    if (ours.length < rowsAtOnce) return { table: spec.name, rows, sha256: hash.digest('hex') };
  }
}

const asLine = (row: StoredRow): string => JSON.stringify(Object.values(row));

const keyText = (spec: TableSpec, row: StoredRow | undefined): string =>
  JSON.stringify(keyOfTable(spec).map((column) => row?.[column] ?? null));
