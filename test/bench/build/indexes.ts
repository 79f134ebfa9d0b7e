import { tidyIndex } from '#core/customers/search/tidy-index-job.js';
import type { Database } from '#core/kernel/db/database.js';
import { statement } from '#core/kernel/db/statement.js';
import { everyAuthority } from '#core/kernel/scope.js';

const onSqlite = statement<Record<string, never>, { name: string; sql: string }>(
  `select name, sql from sqlite_master where type = 'index' and sql is not null order by name`,
);
// Indexes of constraints stay: they can only go with their constraint.
const onPostgres = statement<Record<string, never>, { name: string; sql: string }>(
  `select i.indexname as name, i.indexdef as sql from pg_indexes i
   where i.schemaname = 'public' and i.indexname not in (select c.conname from pg_constraint c) order by i.indexname`,
);

/** Takes indexes away for a large load. Answers what puts them back, as they were. */
export async function dropIndexes(db: Database): Promise<() => Promise<void>> {
  const indexes = await db.read(everyAuthority).all(db.engine === 'sqlite' ? onSqlite : onPostgres, {});
  await db.migration(async (run) => {
    for (const { name } of indexes) await run(`drop index ${name}`);
  });
  return async () => {
    for (const { sql } of indexes)
      await db.migration(async (run) => {
        if (db.engine === 'postgres')
          await run(`set local maintenance_work_mem = '512MB'; set local statement_timeout = 0`);
        await run(sql);
      });
  };
}

/** More memory for the connection that loads, and none of a caller's patience. */
export async function prepareForLoad(db: Database): Promise<void> {
  if (db.engine === 'sqlite') await db.migration((run) => run('pragma cache_size = -1500000'));
}

/** As after a night: PostgreSQL has counted the tables, which it does by itself, and SQLite's index of tokens is tidy. */
export async function finishLoad(db: Database): Promise<void> {
  await tidyIndex({ db });
  if (db.engine === 'postgres') await db.migration((run) => run('set local statement_timeout = 0; analyze'));
  else await db.prepareToPlan();
}
