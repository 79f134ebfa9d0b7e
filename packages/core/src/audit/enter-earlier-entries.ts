import type { Kernel } from '../kernel/kernel.js';
import type { Value } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { listKnownEntries } from './repository.js';

/** Rows as `writeAudit` wrote them to a copy of the database. */
export interface EarlierRows {
  readonly table: 'audit_entries' | 'audit_values';
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

const idColumn = { audit_entries: 'id', audit_values: 'entry_id' } as const;

/** Enters what was audited on a copy of the database, each entry once; the sealer adds them to the chains. */
export async function enterEarlierEntries(kernel: Kernel, earlier: readonly EarlierRows[]): Promise<void> {
  if (earlier.length === 0) return;
  const idOf = ({ table, columns }: EarlierRows, row: readonly Value[]): string =>
    String(row[columns.indexOf(idColumn[table])]);
  const ids = [...new Set(earlier.flatMap((group) => group.rows.map((row) => idOf(group, row))))];
  await kernel.db.write(everyAuthority, async (db) => {
    const known = new Set(await listKnownEntries(db, ids));
    for (const group of earlier)
      await db.bulk(
        group.table,
        group.columns,
        group.rows.filter((row) => !known.has(idOf(group, row))),
      );
  });
}
