import type { Database, Writes } from '../kernel/db/database.js';
import type { Value } from '../kernel/db/statement.js';
import type { KeptLines } from '../kernel/kept-lines.js';

/** Rows of the audit as they were written to a copy of the database, which goes. */
interface KeptAudit {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

const audited = new Set(['audit_entries', 'audit_values']);

/** A database whose audit is kept in a file too: what is written there is gone with the copy, what the audit says stays. */
export function keepingAudit(db: Database, kept: KeptLines): Database {
  return {
    ...db,
    read: (scope) => db.read(scope),
    write: async (scope, work) => {
      let lines: { audit: KeptAudit }[] = [];
      const done = await db.write(scope, async (writes) => {
        lines = []; // a transaction that another got in the way of is run again
        return await work(watched(writes, (audit) => lines.push({ audit })));
      });
      if (lines.length > 0) await kept.keep(lines);
      return done;
    },
  };
}

function watched(db: Writes, note: (audit: KeptAudit) => void): Writes {
  return {
    ...db,
    bulk: async (table, columns, rows) => {
      await db.bulk(table, columns, rows);
      if (audited.has(table)) note({ table, columns, rows });
    },
    within: (scope) => watched(db.within(scope), note),
  };
}
