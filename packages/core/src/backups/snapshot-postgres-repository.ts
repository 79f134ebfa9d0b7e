import pg from 'pg';
import { mayBeIdle } from '../kernel/db/open-transaction.js';
import { becomeOwner } from '../kernel/db/row-security.js';
import type { DatabaseContents } from './manifest.js';
import { findPostgresPrograms, runPostgresProgram } from './postgres-programs.js';

/** How PostgreSQL's programs are found and run. */
export interface ProgramPlace {
  readonly folder: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

/** Holds the tables that a restore replaces, until it has succeeded. While it is there, servers don't start. */
const oldSchema = 'moothall_before_restore';

/**
 * Dumps a database that is in use, as it was at one moment: the counts are taken in the transaction whose snapshot
 * pg_dump is given (PostgreSQL manual, pg_dump, --snapshot).
 */
export async function snapshotPostgres(url: string, to: string, place: ProgramPlace): Promise<DatabaseContents> {
  return await asOwner(url, async (client, owner) => {
    const programs = await findPostgresPrograms(await majorOf(client), place.folder);
    const [exported] = (await client.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')).rows;
    const words = ['--format=custom', `--file=${to}`, `--snapshot=${exported?.snapshot ?? ''}`, `--role=${owner}`];
    await runPostgresProgram(programs.dump, url, [...words, '--exclude-schema=moothall_*'], place.environment);
    return await contentsOf(client);
  });
}

/** Of a database that nobody writes. */
export async function contentsOfPostgres(url: string): Promise<DatabaseContents> {
  return await asOwner(url, contentsOf);
}

/** Whether Moothall's tables are there. */
export async function hasTables(url: string): Promise<boolean> {
  return await asOwner(url, async (client) => (await tablesOf(client, 'public')).length > 0);
}

/** Whether a restore to that database has begun and not ended. */
export async function isPostgresHalfRestored(url: string): Promise<boolean> {
  return await asOwner(url, hasOldSchema);
}

/**
 * Puts a dump in the place of what is there: the old tables go into a schema of their own in one transaction, the dump
 * comes in one.
 */
export async function replacePostgres(url: string, dump: string, place: ProgramPlace): Promise<void> {
  const { owner, major } = await asOwner(url, async (client, name) => ({ owner: name, major: await majorOf(client) }));
  const programs = await findPostgresPrograms(major, place.folder);
  await asOwner(url, setAside, 'write');
  const words = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-acl', `--role=${owner}`, dump];
  await runPostgresProgram(programs.restore, url, words, place.environment);
}

/** Removes what was restored and takes the old tables back. */
export async function takeBackPostgres(url: string): Promise<void> {
  await asOwner(
    url,
    async (client) => {
      if (!(await hasOldSchema(client))) return;
      await dropTables(client);
      await moveTables(client, oldSchema, 'public');
      await client.query(`drop schema ${oldSchema}`);
    },
    'write',
  );
}

/** Ends a restore: the old tables are removed, or kept in the schema that is named. */
export async function endPostgresRestore(url: string, keepAs: string | undefined): Promise<void> {
  const last =
    keepAs === undefined
      ? `drop schema if exists ${oldSchema} cascade`
      : `alter schema ${oldSchema} rename to ${keepAs}`;
  await asOwner(url, async (client) => void (await client.query(last)), 'write');
}

/** Removes Moothall's tables, and those that a restore has set aside. */
export async function emptyPostgres(url: string): Promise<void> {
  await asOwner(
    url,
    async (client) => {
      await dropTables(client);
      await client.query(`drop schema if exists ${oldSchema} cascade`);
    },
    'write',
  );
}

/** Makes an empty database beside another, for the same owner; false where the role may not. */
export async function createScratchDatabase(url: string, name: string): Promise<boolean> {
  const client = await connect(url);
  try {
    const { rows } = await client.query<{ owner: string }>(
      'select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()',
    );
    const owner = pg.escapeIdentifier(rows[0]?.owner ?? '');
    if ((await client.query('select 1 from pg_database where datname = $1', [name])).rows.length > 0) return true;
    await client.query(
      `create database ${pg.escapeIdentifier(name)} owner ${owner} encoding 'UTF8' template template0`,
    );
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === '42501') return false;
    throw error;
  } finally {
    await client.end();
  }
}

/** The old tables of a restore that was cut off stay the old ones: what came in since is dropped. */
async function setAside(client: pg.Client): Promise<void> {
  if (await hasOldSchema(client)) await dropTables(client);
  else {
    await client.query(`create schema ${oldSchema}`);
    await moveTables(client, 'public', oldSchema);
  }
}

async function moveTables(client: pg.Client, from: string, to: string): Promise<void> {
  const moves = (await tablesOf(client, from)).map((table) => `alter table ${from}."${table}" set schema ${to}`);
  if (moves.length > 0) await client.query(moves.join(';'));
}

async function dropTables(client: pg.Client): Promise<void> {
  const names = (await tablesOf(client, 'public')).map((table) => `public."${table}"`);
  if (names.length > 0) await client.query(`drop table ${names.join(', ')} cascade`);
}

async function hasOldSchema(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query('select 1 from pg_namespace where nspname = $1', [oldSchema]);
  return rows.length > 0;
}

async function contentsOf(client: pg.Client): Promise<DatabaseContents> {
  const names = await tablesOf(client, 'public');
  const counts = names.map((table) => `select '${table}' as "table", count(*)::float8 as rows from public."${table}"`);
  const tables = (await client.query<{ table: string; rows: number }>(counts.join(' union all '))).rows;
  const { rows: schema } = await client.query<{ name: string; digest: string }>(
    'select name, digest from schema_migrations order by name',
  );
  const { rows: files } = await client.query<{ digest: string }>(
    'select digest from stored_files where kept_in is null union select picture_digest from stored_files where picture_digest is not null',
  );
  const { rows: elsewhere } = await client.query<{ connection: string; files: number }>(
    `select kept_in as connection, count(*)::float8 as files from stored_files where kept_in is not null
     group by kept_in order by kept_in`,
  );
  return { tables, schema, storedFiles: files.map(({ digest }) => digest), elsewhere };
}

async function tablesOf(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = $1 order by c.relname`,
    [schema],
  );
  return rows.map(({ name }) => name);
}

async function majorOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: string }>(`select current_setting('server_version_num') as version`);
  return Math.floor(Number(rows[0]?.version) / 10_000);
}

/** Works in one transaction as the database's owner, whom row-level security doesn't hold. */
async function asOwner<T>(
  url: string,
  work: (client: pg.Client, owner: string) => Promise<T>,
  mode: 'read' | 'write' = 'read',
): Promise<T> {
  const client = await connect(url);
  try {
    await client.query(mode === 'read' ? 'begin isolation level repeatable read read only' : 'begin');
    await client.query(`${mayBeIdle}; set local statement_timeout = 0`);
    await client.query(becomeOwner);
    const { rows } = await client.query<{ owner: string }>('select current_user as owner');
    const done = await work(client, rows[0]?.owner ?? '');
    await client.query('commit');
    return done;
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'moothall',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
