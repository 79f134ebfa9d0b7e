import BetterSqlite, { type Database as Connection } from 'better-sqlite3';
import knexFactory, { type Knex } from 'knex';
import { withReader, type Scope } from '../scope.js';
import { ChangeBuilder } from './changes.js';
import type { Database, Reads, Row, Writes } from './database.js';
import { derivedTable } from './derived-table.js';
import { storageError } from './storage-errors.js';
import { prepareQuery, type SqliteQuery } from './sqlite-query.js';
import { setStatistics } from './sqlite-statistics.js';
import { StatementCompiler, toSql, type Params, type Statement, type Value } from './statement.js';
import type { TableRegistry } from './tables.js';
import { WriteQueue } from './write-queue.js';

export interface SqliteSettings {
  readonly file: string;
  /** How long a write waits for another process's write before it gives up. Default 5,000 ms. */
  readonly busyForMs?: number;
  /** For a thread that only reads: its writes are refused by SQLite itself. */
  readonly readOnly?: boolean;
}

/** How long SQLite itself may block the event loop on a lock before we wait asynchronously instead. */
const blockForMs = 50;
/** Values that one statement of a bulk insert carries: with more, preparing and binding cost more than they save. */
const bulkValuesAtOnce = 150;

/**
 * SQLite: one connection writes, one reads, both with `synchronous=FULL` (a re-opened WAL database runs NORMAL
 * otherwise, which loses acknowledged writes in a power cut). Writes queue up and share a commit.
 */
export function openSqlite(settings: SqliteSettings, tables: TableRegistry): Database {
  const { file, readOnly = false } = settings;
  const writer = connect(file, readOnly);
  const reader = file === ':memory:' || readOnly ? writer : connect(file);
  const builder = knexFactory({ client: 'better-sqlite3', useNullAsDefault: true });
  const compiler = new StatementCompiler('sqlite', tables);
  const changes = new ChangeBuilder('sqlite', tables);
  const reads = new Cache(reader);
  const writes = reader === writer ? reads : new Cache(writer);
  const queue = new WriteQueue(writer, settings.busyForMs ?? 5000);
  return {
    engine: 'sqlite',
    address: { engine: 'sqlite', file },
    tables,
    builder,
    read: (scope) => sqliteReads(reads, compiler, builder, tables, scope),
    write: (scope, work) => queue.add(() => work(sqliteWrites(writes, compiler, changes, builder, tables, scope))),
    ping: async () => void reads.get('select 1').first([]),
    stats: () => ({ write_queue: queue.waiting, commits: queue.commits, commands: queue.commands }),
    migration: (work) => queue.add(() => work(async (sql) => void writer.exec(sql))),
    lockRows: () => Promise.resolve([]),
    prepareToPlan: () => queue.add(async () => setStatistics(writer, tables)),
    close: async () => {
      await queue.drained();
      if (reader !== writer) reader.close();
      writer.close();
    },
  };
}

/** How every connection is set (SQLite manual, PRAGMA statements). */
export const connectionSettings: readonly string[] = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  // Pages beyond these 4 MB come from the operating system's own cache: with 16 MB neither a search of a million
  // customers nor an import took less processor time. Mapping the file instead was no faster either, and made a process
  // look as large as what it had read.
  'cache_size = -4000',
  'temp_store = MEMORY',
  // Pages of the log, 32 MB, before they are copied into the file. With SQLite's own thousand a writing adviser waits for
  // that every sixty notes, and most pages copied are those copied the time before.
  'wal_autocheckpoint = 8000',
];

function connect(file: string, readonly = false): Connection {
  const connection = new BetterSqlite(file, { timeout: blockForMs, readonly });
  // A file's journal is a property of the file: whoever only reads it takes it as it is.
  const settings = connectionSettings.filter((setting) => !(readonly && setting.startsWith('journal_mode')));
  for (const setting of settings) connection.pragma(setting);
  if (
    connection.pragma('synchronous', { simple: true }) !== 2 ||
    connection.pragma('foreign_keys', { simple: true }) !== 1
  )
    throw new Error('the SQLite connection did not take synchronous=FULL and foreign_keys=ON');
  return connection;
}

/** Prepared statements of one connection. */
class Cache {
  readonly #connection: Connection;
  readonly #prepared = new Map<string, SqliteQuery>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get(text: string): SqliteQuery {
    let prepared = this.#prepared.get(text);
    if (!prepared) {
      if (this.#prepared.size > 2000) this.#prepared.clear();
      this.#prepared.set(text, (prepared = prepareQuery(this.#connection, text)));
    }
    return prepared;
  }

  /** Runs a text that is made for one request; not kept. */
  once(text: string): SqliteQuery {
    return this.#prepared.get(text) ?? prepareQuery(this.#connection, text);
  }
}

function sqliteReads(
  cache: Cache,
  compiler: StatementCompiler,
  builder: Knex,
  tables: TableRegistry,
  scope: Scope,
): Reads {
  const prepared = <P extends Params, R>(statement: Statement<P, R>, params: P): [SqliteQuery, Value[]] => {
    const compiled = compiler.compile(statement.sql, params, scope);
    return [cache.get(compiled.text), compiled.bind(params, scope)];
  };
  const guarded = async <T>(read: () => T): Promise<T> => {
    try {
      return read();
    } catch (error) {
      throw storageError(error);
    }
  };
  return {
    engine: 'sqlite',
    scope,
    all: <P extends Params, R>(statement: Statement<P, R>, params: P) =>
      guarded(() => {
        const [query, values] = prepared(statement, params);
        return query.all(values) as R[];
      }),
    first: <P extends Params, R>(statement: Statement<P, R>, params: P) =>
      guarded(() => {
        const [query, values] = prepared(statement, params);
        return query.first(values) as R | undefined;
      }),
    from: (table) => derivedTable(builder, tables, scope, table, 'sqlite'),
    rows: <R>(query: Knex.QueryBuilder) =>
      guarded(() => {
        const { sql, bindings } = query.toSQL().toNative();
        return cache.once(sql).all((bindings as Value[]).map(toSql)) as R[];
      }),
    within: (other) => sqliteReads(cache, compiler, builder, tables, withReader(scope, other)),
  } satisfies Reads;
}

function sqliteWrites(
  cache: Cache,
  compiler: StatementCompiler,
  changes: ChangeBuilder,
  builder: Knex,
  tables: TableRegistry,
  scope: Scope,
): Writes {
  const apply = ({ text, values }: { text: string; values: Value[] }): number => {
    try {
      return cache.get(text).run(values);
    } catch (error) {
      throw storageError(error);
    }
  };
  return {
    ...sqliteReads(cache, compiler, builder, tables, scope),
    insert: async (table, rows) => {
      const list = Array.isArray(rows) ? (rows as readonly Row[]) : [rows as Row];
      for (const row of list) apply(changes.insert(scope, table, [row]));
    },
    bulk: async (table, columns, rows) => {
      changes.checkBulk(scope, table, columns, rows);
      const atOnce = Math.max(1, Math.floor(bulkValuesAtOnce / columns.length));
      const text = changes.bulkText(table, columns, atOnce);
      const last = rows.length - (rows.length % atOnce);
      for (let from = 0; from < last; from += atOnce) apply({ text, values: valuesOf(rows, from, from + atOnce) });
      const left = rows.length - last;
      if (left > 0) apply({ text: changes.bulkText(table, columns, left), values: valuesOf(rows, last, rows.length) });
    },
    refreshStatistics: () => Promise.resolve(),
    update: async (table, key, row) => apply(changes.update(scope, table, key, row)),
    remove: async (table, key) => apply(changes.remove(scope, table, key)),
    run: async (statement, params) => {
      const compiled = compiler.compile(statement.sql, params, scope);
      return apply({ text: compiled.text, values: compiled.bind(params, scope) });
    },
    within: (other) => sqliteWrites(cache, compiler, changes, builder, tables, withReader(scope, other)),
  };
}

/** Values of some rows, one row after another. */
function valuesOf(rows: readonly (readonly Value[])[], from: number, to: number): Value[] {
  const values: Value[] = [];
  for (let at = from; at < to; at += 1) for (const value of rows[at] ?? []) values.push(toSql(value));
  return values;
}
