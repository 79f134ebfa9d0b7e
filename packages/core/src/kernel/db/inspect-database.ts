import { existsSync } from 'node:fs';
import type { Database as Connection } from 'better-sqlite3';
import type { Client } from 'pg';
import type { DatabaseAddress } from './database.js';
import type { AppliedMigration } from './migrate.js';

/** A database as it is found, without changing it. */
export interface InspectedDatabase {
  /** Migrations that have run; undefined where there is no database yet. */
  readonly schema: readonly AppliedMigration[] | undefined;
  /** What is wrong with it, each with what to do. */
  readonly faults: readonly { readonly says: string; readonly fix: string }[];
  /** Its own time, milliseconds since 1970 UTC, where it lies on another machine. */
  readonly now: number | undefined;
}

const schemaRows = 'select name, digest from schema_migrations order by name';

/** @throws whatever keeps it from answering */
export async function inspectDatabase(address: DatabaseAddress): Promise<InspectedDatabase> {
  return address.engine === 'sqlite' ? await inspectSqlite(address.file) : await inspectPostgres(address.url);
}

/** Migrations that have run, and nothing else; undefined where there is no database yet. @throws as above */
export async function readAppliedMigrations(address: DatabaseAddress): Promise<AppliedMigration[] | undefined> {
  if (address.engine === 'postgres')
    return await onPostgres(address.url, async (client) => {
      const { rows } = await client.query<{ has: boolean }>(
        "select to_regclass('schema_migrations') is not null as has",
      );
      return rows[0]?.has ? (await client.query<AppliedMigration>(schemaRows)).rows : undefined;
    });
  if (!existsSync(address.file)) return undefined;
  return await onSqlite(address.file, schemaIn);
}

async function onSqlite<T>(file: string, look: (connection: Connection) => T): Promise<T> {
  const { default: BetterSqlite } = await import('better-sqlite3');
  const connection = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  try {
    return look(connection);
  } finally {
    connection.close();
  }
}

function schemaIn(connection: Connection): AppliedMigration[] | undefined {
  const has = connection.prepare("select 1 from sqlite_schema where name = 'schema_migrations'").get() !== undefined;
  return has ? connection.prepare<[], AppliedMigration>(schemaRows).all() : undefined;
}

async function onPostgres<T>(url: string, look: (client: Client) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, application_name: 'moothall' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await look(client);
  } finally {
    await client.end();
  }
}

async function inspectSqlite(file: string): Promise<InspectedDatabase> {
  if (!existsSync(file)) return { schema: undefined, faults: [], now: undefined };
  return await onSqlite(file, (connection) => {
    const found = connection.pragma('quick_check(5)') as { quick_check: string }[];
    const wrong = found.map(({ quick_check: said }) => said).filter((said) => said !== 'ok');
    const fix = 'Stop the server, keep the file for whoever looks into it, and go back to a backup: moothall restore';
    return {
      schema: schemaIn(connection),
      faults: wrong.map((said) => ({ says: `The database file is damaged: ${said}`, fix })),
      now: undefined,
    };
  });
}

interface ServerState {
  readonly version: number;
  readonly encoding: string;
  readonly isUnheld: boolean;
  readonly has: boolean;
  readonly now: number;
}

const oldestVersion = 14;

async function inspectPostgres(url: string): Promise<InspectedDatabase> {
  return await onPostgres(url, async (client) => {
    const { rows } = await client.query<ServerState>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
         (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as "isUnheld",
         to_regclass('schema_migrations') is not null as has,
         extract(epoch from clock_timestamp())::float8 * 1000 as now`,
    );
    const [state] = rows;
    const schema = state?.has ? (await client.query<AppliedMigration>(schemaRows)).rows : undefined;
    return { schema, faults: state ? faultsOf(state) : [], now: state?.now };
  });
}

function faultsOf({ version, encoding, isUnheld }: ServerState): { says: string; fix: string }[] {
  const major = Math.floor(version / 10_000);
  return [
    ...(major >= oldestVersion
      ? []
      : [{ says: `PostgreSQL is of version ${major}.`, fix: `Upgrade it to ${oldestVersion} or later` }]),
    ...(encoding === 'UTF8'
      ? []
      : [{ says: `The database is encoded in ${encoding}.`, fix: "Make it anew with encoding 'UTF8'" }]),
    ...(isUnheld
      ? [
          {
            says: 'The server signs in as a role that row-level security doesn’t hold.',
            fix: 'Use a role of its own: docs/operate/postgresql.md',
          },
        ]
      : []),
  ];
}
