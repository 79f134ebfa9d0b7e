import { createHash } from 'node:crypto';
import knexFactory, { type Knex } from 'knex';
import type { Database } from './database.js';
import { everyAuthority } from '../scope.js';
import { grantMigrations } from './row-security.js';
import { statement } from './statement.js';
import type { Clock } from '../clock.js';
import { createTable, type TableSpec } from './tables.js';

/** One step of the schema. Shipped ones are never edited: expand, back-fill, contract. */
export interface Migration {
  /** `0001-foundation`: its place in the order, and what it brings. */
  readonly name: string;
  /** Tables that it creates, as declared. */
  readonly creates: readonly TableSpec[];
  /** Anything that a table declaration can't say (back-fills, partial indexes). */
  readonly also?: (schema: Knex, engine: Database['engine']) => string[];
}

const applied = statement<Record<string, never>, AppliedMigration>(
  'select name, digest from schema_migrations order by name',
);

/**
 * Brings the schema up to date, one transaction a migration, so that a killed run goes on where it stopped.
 * @throws Error for a database of a newer version, and for one whose tables another build made under the same name
 */
export async function migrate(db: Database, migrations: readonly Migration[], clock: Clock): Promise<string[]> {
  const create =
    'create table if not exists schema_migrations (name text primary key, digest text not null, applied_at bigint not null)';
  await db.migration(async (run) => {
    await run(create);
    if (db.engine === 'postgres') await run(grantMigrations);
  });
  const done = new Map((await db.read(everyAuthority).all(applied, {})).map(({ name, digest }) => [name, digest]));
  refuseNewerDatabase([...done.keys()], migrations);
  for (const migration of migrations) refuseOtherTables(db, migration, done.get(migration.name));
  const fresh = migrations.filter((migration) => !done.has(migration.name));
  for (const migration of fresh) await applyMigration(db, migration, clock);
  await db.lockRows();
  await db.prepareToPlan();
  return fresh.map((migration) => migration.name);
}

/** A migration as a database that has it names it. */
export interface AppliedMigration {
  readonly name: string;
  readonly digest: string;
}

/** What `schema_migrations` holds once all of them have run on an engine; needs no database. */
export function schemaOf(engine: Database['engine'], migrations: readonly Migration[]): AppliedMigration[] {
  const builder = knexFactory({ client: engine === 'sqlite' ? 'better-sqlite3' : 'pg', useNullAsDefault: true });
  return migrations.map((migration) => ({
    name: migration.name,
    digest: digestOf(linesOf({ builder, engine }, migration)),
  }));
}

function refuseNewerDatabase(done: readonly string[], migrations: readonly Migration[]): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = done.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Error(
      `this database is newer than this version of Moothall (it has ${unknown.join(', ')}): upgrade first`,
    );
}

/** A migration that was edited after it ran would leave tables that the code doesn't expect, and nobody would be told. */
function refuseOtherTables(db: Database, migration: Migration, digest: string | undefined): void {
  if (digest === undefined || digest === digestOf(linesOf(db, migration))) return;
  throw new Error(
    `this database’s tables were made by another build of Moothall (${migration.name} differs): use the build that made them, or an empty database; the demo makes its own anew with --reset`,
  );
}

async function applyMigration(db: Database, migration: Migration, clock: Clock): Promise<void> {
  const lines = linesOf(db, migration);
  await db.migration(async (run) => {
    for (const sql of lines) await run(sql);
    await run(
      `insert into schema_migrations (name, digest, applied_at) values ('${migration.name}', '${digestOf(lines)}', ${clock.now()})`,
    );
  });
}

function linesOf({ builder, engine }: Pick<Database, 'builder' | 'engine'>, { creates, also }: Migration): string[] {
  return [
    ...creates.flatMap((table) => createTable(builder.schema, table, engine)),
    ...(also?.(builder, engine) ?? []),
  ];
}

const digestOf = (lines: readonly string[]): string => createHash('sha256').update(lines.join(';\n')).digest('hex');
