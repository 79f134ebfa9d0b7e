import type { Database } from '#core/kernel/db/database.js';
import type { Value } from '#core/kernel/db/statement.js';
import { everyAuthority } from '#core/kernel/scope.js';

/** Rows of several tables, written together when enough have come: parents first, in the order of `tables`. */
export interface BulkWriter {
  add(table: string, row: readonly Value[]): void;
  /** Writes when full; call it between rows that belong together. */
  spill(): Promise<void>;
  flush(): Promise<void>;
}

const rowsAtOnce = 60_000;

export function bulkWriter(db: Database, tables: Readonly<Record<string, readonly string[]>>): BulkWriter {
  const waiting = new Map(Object.keys(tables).map((table) => [table, [] as (readonly Value[])[]]));
  let count = 0;
  const flush = async (): Promise<void> => {
    await db.write(everyAuthority, async (writes) => {
      for (const [table, rows] of waiting) await writes.bulk(table, tables[table] ?? [], rows);
    });
    for (const rows of waiting.values()) rows.length = 0;
    count = 0;
  };
  return {
    add: (table, row) => {
      waiting.get(table)?.push(row);
      count += 1;
    },
    spill: async () => {
      if (count >= rowsAtOnce) await flush();
    },
    flush,
  };
}
