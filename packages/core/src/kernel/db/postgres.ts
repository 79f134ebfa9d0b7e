import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import knexFactory, { type Knex } from 'knex';
import { withReader, type Scope } from '../scope.js';
import { ChangeBuilder, type Change } from './changes.js';
import type { Database, Reads, Row, Writes } from './database.js';
import { derivedTable } from './derived-table.js';
import { isConnectionLost, isDuplicate, isRetryable, storageError } from './storage-errors.js';
import { StatementCompiler, toSql, type Params, type Statement, type Value } from './statement.js';
import type { TableRegistry } from './tables.js';

export interface PostgresSettings {
  /** `postgres://user:password@host/database`, or a socket directory as host. */
  readonly url: string;
  /** Connections this process may hold. Default 10, at least 4. */
  readonly connections?: number;
}

interface Runner {
  query(query: pg.QueryConfig): Promise<pg.QueryResult>;
}

/** A connection inside a transaction: it can also COPY. */
interface Transaction extends Runner {
  query(query: pg.QueryConfig): Promise<pg.QueryResult>;
  query(copy: CopyStreamQuery): CopyStreamQuery;
}

/** Two to read and two to write: an import writes two batches at a time, either of which may have to begin again. */
const fewestConnections = 4;
/** Rows that one insert statement may carry: PostgreSQL takes 65,535 parameters. */
const rowsAtOnce = 500;
/** COPY takes several turns between the two machines; fewer rows go in by one insert. */
const copiedFrom = 20;
/** More people than a team has press at once. */
const attempts = 20;
/** A key that is still taken after so many is not a neighbour's of this moment. */
const duplicateAttempts = 5;

/**
 * PostgreSQL: two pools, named prepared statements. Behind PgBouncer use session pooling, or transaction pooling with
 * `max_prepared_statements` set (1.21 or later).
 */
export function openPostgres(settings: PostgresSettings, tables: TableRegistry): Database {
  const connections = Math.max(fewestConnections, settings.connections ?? 10);
  const readers = openPool(settings.url, Math.ceil(connections / 2));
  const writers = openPool(settings.url, Math.floor(connections / 2));
  const builder = knexFactory({ client: 'pg' });
  const compiler = new StatementCompiler('postgres', tables);
  const changes = new ChangeBuilder('postgres', tables);
  return {
    engine: 'postgres',
    address: { engine: 'postgres', url: settings.url },
    tables,
    builder,
    read: (scope) => postgresReads(readingAgain(readers), compiler, builder, tables, scope),
    write: (scope, work) =>
      transaction(writers, (client) => work(postgresWrites(client, compiler, changes, builder, tables, scope))),
    ping: async () => void (await readers.query('select 1')),
    stats: () => ({
      connections: readers.totalCount + writers.totalCount,
      idle: readers.idleCount + writers.idleCount,
      waiting: readers.waitingCount + writers.waitingCount,
    }),
    migration: (work) =>
      transaction(writers, (client) => work(async (sql) => void (await client.query({ text: sql })))),
    prepareToPlan: () => Promise.resolve(),
    close: async () => {
      await Promise.all([readers.end(), writers.end()]);
    },
  };
}

/**
 * Reads and transactions have pools of their own: a transaction that looks something up outside itself (a calendar, an
 * authority's name) must never wait for a connection that other transactions hold while they wait likewise.
 */
function openPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5000,
    statement_timeout: 30_000,
    application_name: 'moothall',
    types: { getTypeParser: wholeNumbers },
  });
  // A connection that dies fails its query; without a listener it would end the process as well.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** bigint (instants, counts) as numbers: all of ours stay below 2^53. */
function wholeNumbers(oid: number, format?: string): (value: string) => unknown {
  if (oid === 20 || oid === 1700) return Number;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}

/** How long work that is safe to try again waits for a server that restarts or fails over. */
const waitForServerMs = 5000;

/** Tries again while the connection is lost. @throws the loss, once the server has been away for too long */
async function whileAway<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + waitForServerMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionLost(error) || performance.now() > until) throw error;
      if (attempt > 1) await pause(50);
    }
  }
}

/** A read is safe to run again when the connection was lost: a server restart costs the reader a moment. */
function readingAgain(pool: pg.Pool): Runner {
  return { query: (query) => whileAway(() => pool.query(query)) };
}

function postgresReads(
  runner: Runner,
  compiler: StatementCompiler,
  builder: Knex,
  tables: TableRegistry,
  scope: Scope,
): Reads {
  const query = async (config: pg.QueryConfig): Promise<unknown[]> => {
    try {
      return (await runner.query(config)).rows as unknown[];
    } catch (error) {
      throw storageError(error);
    }
  };
  const all = async <P extends Params, R>(statement: Statement<P, R>, params: P): Promise<R[]> => {
    const { name, text, bind } = compiler.compile(statement.sql, params, scope);
    return (await query({ name, text, values: bind(params, scope) })) as R[];
  };
  return {
    engine: 'postgres',
    scope,
    all,
    first: async (statement, params) => (await all(statement, params))[0],
    from: (table) => derivedTable(builder, tables, scope, table),
    rows: async <R>(knexQuery: Knex.QueryBuilder) => {
      const { sql, bindings } = knexQuery.toSQL().toNative();
      return (await query({ text: sql, values: (bindings as Value[]).map(toSql) })) as R[];
    },
    within: (other) => postgresReads(runner, compiler, builder, tables, withReader(scope, other)),
  } satisfies Reads;
}

function postgresWrites(
  client: Transaction,
  compiler: StatementCompiler,
  changes: ChangeBuilder,
  builder: Knex,
  tables: TableRegistry,
  scope: Scope,
): Writes {
  const apply = async (change: Change): Promise<number> => (await client.query({ ...change })).rowCount ?? 0;
  return {
    ...postgresReads(client, compiler, builder, tables, scope),
    insert: async (table, rows) => {
      const list = Array.isArray(rows) ? (rows as readonly Row[]) : [rows as Row];
      for (let from = 0; from < list.length; from += rowsAtOnce)
        await apply(changes.insert(scope, table, list.slice(from, from + rowsAtOnce)));
    },
    bulk: async (table, columns, rows) => {
      changes.checkBulk(scope, table, columns, rows);
      if (rows.length === 0) return;
      if (rows.length < copiedFrom) {
        await apply(changes.insert(scope, table, rows.map(asRow(columns))));
        return;
      }
      const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
      await pipeline(Readable.from(copyLines(rows)), stream);
    },
    update: (table, key, row) => apply(changes.update(scope, table, key, row)),
    remove: (table, key) => apply(changes.remove(scope, table, key)),
    run: (statement, params) => {
      const compiled = compiler.compile(statement.sql, params, scope);
      return apply({ name: compiled.name, text: compiled.text, values: compiled.bind(params, scope) });
    },
    within: (other) => postgresWrites(client, compiler, changes, builder, tables, withReader(scope, other)),
  };
}

function asRow(columns: readonly string[]): (values: readonly Value[]) => Row {
  return (values) => Object.fromEntries(columns.map((column, index) => [column, values[index]]));
}

/**
 * Runs work in a transaction that sees one state of the database throughout (repeatable read), and again when a
 * neighbour changed what it had read: so a command that reads a version, checks it and writes can't overwrite a change
 * that it didn't see. Two neighbours that insert the same key are such a case too; run again, the second finds the first.
 */
async function transaction<T>(pool: pg.Pool, work: (client: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await connect(pool);
    let broken = false;
    try {
      await client.query('begin isolation level repeatable read');
      const value = await work(client);
      await client.query('commit');
      return value;
    } catch (error) {
      broken = isConnectionLost(error);
      if (!broken) await client.query('rollback').catch(() => (broken = true));
      const again = isRetryable(error) ? attempt < attempts : isDuplicate(error) && attempt < duplicateAttempts;
      if (!again) throw storageError(error);
    } finally {
      client.release(broken);
    }
    await pause(Math.random() * attempt * 5);
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await whileAway(() => pool.connect());
  } catch (error) {
    throw storageError(error);
  }
}

/** Rows in COPY's text format (PostgreSQL manual, COPY, "Text Format"), in pieces of some hundred rows. */
function* copyLines(rows: readonly (readonly Value[])[]): Generator<string> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    let lines = '';
    const end = Math.min(from + rowsAtOnce, rows.length);
    for (let at = from; at < end; at += 1) lines += copyLine(rows[at] ?? []);
    yield lines;
  }
}

function copyLine(row: readonly Value[]): string {
  let line = '';
  for (let at = 0; at < row.length; at += 1) line += (at === 0 ? '' : '\t') + copyValue(row[at]);
  return `${line}\n`;
}

const special = /[\\\n\r\t]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function copyValue(value: Value): string {
  const stored = toSql(value);
  if (stored === null) return '\\N';
  if (typeof stored === 'number') return String(stored);
  if (Buffer.isBuffer(stored)) return `\\\\x${stored.toString('hex')}`;
  if (!special.test(stored)) return stored;
  return stored.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
}
