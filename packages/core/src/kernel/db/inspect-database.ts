import { existsSync } from 'node:fs';
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

async function inspectSqlite(file: string): Promise<InspectedDatabase> {
  if (!existsSync(file)) return { schema: undefined, faults: [], now: undefined };
  const { default: BetterSqlite } = await import('better-sqlite3');
  const connection = new BetterSqlite(file, { readonly: true, fileMustExist: true });
  try {
    const found = connection.pragma('quick_check(5)') as { quick_check: string }[];
    const wrong = found.map(({ quick_check: said }) => said).filter((said) => said !== 'ok');
    const fix = 'Stop the server, keep the file for whoever looks into it, and go back to a backup: moothall restore';
    const has = connection.prepare("select 1 from sqlite_schema where name = 'schema_migrations'").get() !== undefined;
    return {
      schema: has ? connection.prepare<[], AppliedMigration>(schemaRows).all() : undefined,
      faults: wrong.map((said) => ({ says: `The database file is damaged: ${said}`, fix })),
      now: undefined,
    };
  } finally {
    connection.close();
  }
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
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000, application_name: 'moothall' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<ServerState>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
         (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as "isUnheld",
         to_regclass('schema_migrations') is not null as has,
         extract(epoch from clock_timestamp())::float8 * 1000 as now`,
    );
    const [state] = rows;
    const schema = state?.has ? (await client.query<AppliedMigration>(schemaRows)).rows : undefined;
    return { schema, faults: state ? faultsOf(state) : [], now: state?.now };
  } finally {
    await client.end();
  }
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
