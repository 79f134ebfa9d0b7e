import type { Database } from './database.js';
import { everyAuthority } from '../scope.js';
import { statement } from './statement.js';
import type { Clock } from '../clock.js';
import { createTable, type TableSpec } from './tables.js';
import type { Knex } from 'knex';

/** One step of the schema. Shipped ones are never edited: expand, back-fill, contract. */
export interface Migration {
  /** `0001-foundation`: its place in the order, and what it brings. */
  readonly name: string;
  /** Tables that it creates, as declared. */
  readonly creates: readonly TableSpec[];
  /** Anything that a table declaration can't say (back-fills, partial indexes). */
  readonly also?: (schema: Knex, engine: Database['engine']) => string[];
}

const applied = statement<Record<string, never>, { name: string }>('select name from schema_migrations order by name');

/** Brings the schema up to date, one transaction a migration, so that a killed run goes on where it stopped. */
export async function migrate(db: Database, migrations: readonly Migration[], clock: Clock): Promise<string[]> {
  const create = 'create table if not exists schema_migrations (name text primary key, applied_at bigint not null)';
  await db.migration((run) => run(create));
  const done = new Set((await db.read(everyAuthority).all(applied, {})).map((row) => row.name));
  refuseNewerDatabase(done, migrations);
  const fresh = migrations.filter((migration) => !done.has(migration.name));
  for (const migration of fresh) await applyMigration(db, migration, clock);
  await db.prepareToPlan();
  return fresh.map((migration) => migration.name);
}

function refuseNewerDatabase(done: Set<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...done].filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Error(
      `this database is newer than this version of Moothall (it has ${unknown.join(', ')}): upgrade first`,
    );
}

async function applyMigration(db: Database, migration: Migration, clock: Clock): Promise<void> {
  await db.migration(async (run) => {
    for (const table of migration.creates)
      for (const sql of createTable(db.builder.schema, table, db.engine)) await run(sql);
    for (const sql of migration.also?.(db.builder, db.engine) ?? []) await run(sql);
    await run(`insert into schema_migrations (name, applied_at) values ('${migration.name}', ${clock.now()})`);
  });
}
