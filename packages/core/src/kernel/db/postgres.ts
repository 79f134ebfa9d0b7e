import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import knexFactory, { type Knex } from 'knex';
import { everyAuthority, withReader, type Scope } from '../scope.js';
import { ChangeBuilder, type Change } from './changes.js';
import type { Database, Reads, Row, Writes } from './database.js';
import { derivedTable } from './derived-table.js';
import { openPool, readingAgain, transaction, type Runner, type Transaction } from './postgres-connections.js';
import { lockRows, scopeText } from './row-security.js';
import { storageError } from './storage-errors.js';
import { StatementCompiler, toSql, type Params, type Statement, type Value } from './statement.js';
import type { TableRegistry } from './tables.js';

export interface PostgresSettings {
  /** `postgres://user:password@host/database`, or a socket directory as host. */
  readonly url: string;
  /** Connections this process may hold. Default 10, at least 4. */
  readonly connections?: number;
}

/** Two to read and two to write: an import writes two batches at a time, either of which may have to begin again. */
const fewestConnections = 4;
/** Rows that one insert statement may carry: PostgreSQL takes 65,535 parameters. */
const rowsAtOnce = 500;
/** COPY takes several turns between the two machines; fewer rows go in by one insert. */
const copiedFrom = 20;

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
  const database: Database = {
    engine: 'postgres',
    address: { engine: 'postgres', url: settings.url },
    tables,
    builder,
    read: (scope) => postgresReads(readingAgain(readers), compiler, builder, tables, scope),
    write: (scope, work) =>
      transaction(writers, scope, (open) => work(postgresWrites(open, compiler, changes, builder, tables, scope))),
    ping: async () => void (await readers.query('select 1')),
    stats: () => ({
      connections: readers.totalCount + writers.totalCount,
      idle: readers.idleCount + writers.idleCount,
      waiting: readers.waitingCount + writers.waitingCount,
    }),
    migration: (work) =>
      transaction(writers, everyAuthority, ({ asOwner }) =>
        asOwner((client) => work(async (sql) => void (await client.query(sql)))),
      ),
    prepareToPlan: () => Promise.resolve(),
    lockRows: () => lockRows(database),
    close: async () => {
      await Promise.all([readers.end(), writers.end()]);
    },
  };
  return database;
}

function postgresReads(
  runner: Runner,
  compiler: StatementCompiler,
  builder: Knex,
  tables: TableRegistry,
  scope: Scope,
): Reads {
  const own = scopeText(scope);
  const query = async (config: pg.QueryConfig, within?: string): Promise<unknown[]> => {
    try {
      return (await runner.query(config, within)).rows as unknown[];
    } catch (error) {
      throw storageError(error);
    }
  };
  const all = async <P extends Params, R>(statement: Statement<P, R>, params: P): Promise<R[]> => {
    const { name, text, bind, isScoped } = compiler.compile(statement.sql, params, scope);
    return (await query({ name, text, values: bind(params, scope) }, isScoped ? own : undefined)) as R[];
  };
  return {
    engine: 'postgres',
    scope,
    all,
    first: async (statement, params) => (await all(statement, params))[0],
    from: (table) => derivedTable(builder, tables, scope, table, 'postgres'),
    rows: async <R>(knexQuery: Knex.QueryBuilder) => {
      const { sql, bindings } = knexQuery.toSQL().toNative();
      return (await query({ text: sql, values: (bindings as Value[]).map(toSql) }, own)) as R[];
    },
    within: (other) => postgresReads(runner, compiler, builder, tables, withReader(scope, other)),
  } satisfies Reads;
}

function postgresWrites(
  open: Transaction,
  compiler: StatementCompiler,
  changes: ChangeBuilder,
  builder: Knex,
  tables: TableRegistry,
  scope: Scope,
): Writes {
  const own = scopeText(scope);
  const apply = async (change: Change): Promise<number> => (await open.query({ ...change }, own)).rowCount ?? 0;
  return {
    ...postgresReads(open, compiler, builder, tables, scope),
    insert: async (table, rows) => {
      const list = Array.isArray(rows) ? (rows as readonly Row[]) : [rows as Row];
      for (let from = 0; from < list.length; from += rowsAtOnce)
        await apply(changes.insert(scope, table, list.slice(from, from + rowsAtOnce)));
    },
    bulk: async (table, columns, rows) => {
      changes.checkBulk(scope, table, columns, rows);
      if (rows.length === 0) return;
      if (rows.length < copiedFrom || !open.isWide) {
        for (let from = 0; from < rows.length; from += rowsAtOnce)
          await apply(changes.insert(scope, table, rows.slice(from, from + rowsAtOnce).map(asRow(columns))));
        return;
      }
      // PostgreSQL copies into no table whose policies hold the role. `checkBulk` has looked at whose each row is.
      await open.asOwner(async (client) => {
        const stream = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
        await pipeline(Readable.from(copyLines(rows)), stream);
      });
    },
    refreshStatistics: (table, columns) =>
      open.asOwner(async (client) => void (await client.query(`analyze ${table} (${columns.join(', ')})`))),
    update: (table, key, row) => apply(changes.update(scope, table, key, row)),
    remove: (table, key) => apply(changes.remove(scope, table, key)),
    run: (statement, params) => {
      const compiled = compiler.compile(statement.sql, params, scope);
      return apply({ name: compiled.name, text: compiled.text, values: compiled.bind(params, scope) });
    },
    within: (other) => postgresWrites(open, compiler, changes, builder, tables, withReader(scope, other)),
  };
}

function asRow(columns: readonly string[]): (values: readonly Value[]) => Row {
  return (values) => Object.fromEntries(columns.map((column, index) => [column, values[index]]));
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
