import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { asServer, makeRoles, ownedByOwner } from './bound-role.js';
import { findPostgresBinaries, startPostgresServer } from './postgres-server.js';

/**
 * A real PostgreSQL for tests. Every address is that of a database that no other test uses, for a role that row-level
 * security holds, as an installation's.
 */
export interface TestPostgres {
  /** The address of a new, empty database. */
  url(): Promise<string>;
  /** The address of a new copy of the database at `template`, which must have no open connections. Takes about 30 ms. */
  cloneOf(template: string): Promise<string>;
  /** The same database's address for a role that row-level security doesn't hold. */
  unheld(url: string): string;
  /** Removes the database at `url`, and ends its connections. Worth calling for large databases only. */
  drop(url: string): Promise<void>;
}

/**
 * The PostgreSQL of this test run, started when it is first asked for and shared by all suites of the process: the
 * server at `MOOTHALL_TEST_PG_URL` (whose role may create databases and roles), else installed server programs. `undefined`
 * when there is neither: the caller skips, and says so.
 *
 * @throws Error when there is neither and `CI` is set, so that a skipped engine cannot pass for a tested one.
 */
export function testPostgres(): Promise<TestPostgres | undefined> {
  return (shared ??= open());
}

let shared: Promise<TestPostgres | undefined> | undefined;

async function open(): Promise<TestPostgres | undefined> {
  const given = process.env['MOOTHALL_TEST_PG_URL'];
  if (given) return databasesOn(given, { keptAfterRun: true });
  const binaries = findPostgresBinaries();
  if (binaries) {
    const admin = startPostgresServer(binaries);
    await untilReady(admin);
    return databasesOn(admin, { keptAfterRun: false });
  }
  if (process.env['CI']) throw new Error('No PostgreSQL to test on. Install it, or set MOOTHALL_TEST_PG_URL.');
  return undefined;
}

function databasesOn(admin: string, server: { keptAfterRun: boolean }): TestPostgres {
  const made = new Set<string>();
  let count = 0;
  let strategy: Promise<string> | undefined;
  let roles: Promise<unknown> | undefined;
  const create = async (template: string): Promise<string> => {
    const name = `moothall_test_${process.pid}_${++count}`;
    strategy ??= copiesFiles(admin);
    await (roles ??= run(admin, makeRoles(new URL(admin).password)));
    const copied = `template ${pg.escapeIdentifier(template)} ${await strategy}`;
    await run(admin, `create database ${name} ${ownedByOwner} ${copied}`);
    made.add(name);
    return asServer(withDatabase(admin, name));
  };
  const drop = async (name: string): Promise<void> => {
    made.delete(name);
    await run(admin, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
  };
  if (server.keptAfterRun) {
    process.once('beforeExit', () => void Promise.all([...made].map(drop)));
  }
  return {
    url: () => create('template0'),
    cloneOf: (template) => create(databaseOf(template)),
    unheld: (url) => withDatabase(admin, databaseOf(url)),
    drop: (url) => drop(databaseOf(url)),
  };
}

const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/**
 * Copying a small database's files takes a fifth of the time of logging its pages, which became the usual way in
 * PostgreSQL 15; before, there was no other.
 */
async function copiesFiles(url: string): Promise<string> {
  const [row] = await run<{ version: string }>(url, `select current_setting('server_version_num') as version`);
  return Number(row?.version) >= 150_000 ? 'strategy file_copy' : '';
}

async function run<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return void (await run(url, 'select 1'));
    } catch (error) {
      if (attempt === 200)
        throw new Error('The PostgreSQL started for the tests never became ready.', { cause: error });
      await wait(50);
    }
  }
}
