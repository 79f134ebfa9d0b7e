import type { Knex } from 'knex';
import type { Scope } from '../scope.js';
import type { Engine, Params, Statement, Value } from './statement.js';
import type { TableRegistry } from './tables.js';

/** Reading within a scope. */
export interface Reads {
  readonly engine: Engine;
  readonly scope: Scope;
  /** All rows of a prepared statement. */
  all<P extends Params, R>(statement: Statement<P, R>, params: P): Promise<R[]>;
  /** The first row, if any. */
  first<P extends Params, R>(statement: Statement<P, R>, params: P): Promise<R | undefined>;
  /** A builder over a table's rows within the scope: a derived table, so that no later `or` can leak past it. */
  from(table: string): Knex.QueryBuilder;
  /** Runs a builder made by `from`; for lists whose filters vary. Everything else is a prepared statement. */
  rows<R>(builder: Knex.QueryBuilder): Promise<R[]>;
  /** The same connection with another scope: for the few rules that look beyond the permission's own authorities. */
  within(scope: Scope): this;
}

export type Row = Readonly<Record<string, Value>>;

/** Reading and writing inside one transaction. */
export interface Writes extends Reads {
  /** Inserts rows of one shape. Unknown columns, and authorities outside the scope, are refused. */
  insert(table: string, rows: Row | readonly Row[]): Promise<void>;
  /**
   * Inserts many rows given as arrays in the order of `columns`: PostgreSQL by COPY, SQLite many rows a statement.
   * For imports; same checks as `insert`, once for the columns and for each row's authority.
   */
  bulk(table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void>;
  /** Updates the rows that match every key given; `key` is never empty. Answers the number of rows changed. */
  update(table: string, key: Row, changes: Row): Promise<number>;
  /** Deletes the rows that match every key given; `key` is never empty. */
  remove(table: string, key: Row): Promise<number>;
  /** Runs a writing statement. Answers the number of rows changed. */
  run<P extends Params>(statement: Statement<P, never>, params: P): Promise<number>;
  /**
   * Tells PostgreSQL how large a table has become, and what stands in these columns. Its planner otherwise takes it for
   * as small as before a load. SQLite's planner goes by the indexes alone.
   */
  refreshStatistics(table: string, columns: readonly string[]): Promise<void>;
}

/** Where a database lies, in plain data, so that another thread can open it too. */
export type DatabaseAddress =
  { readonly engine: 'sqlite'; readonly file: string } | { readonly engine: 'postgres'; readonly url: string };

/** An open database. Reads run beside writes; writes are transactions that commit wholly or not at all. */
export interface Database {
  readonly engine: Engine;
  readonly address: DatabaseAddress;
  readonly tables: TableRegistry;
  read(scope: Scope): Reads;
  /**
   * Runs `work` in a transaction. It is on disk when the promise resolves.
   * @throws storage_busy, storage_full, storage_unavailable
   */
  write<T>(scope: Scope, work: (db: Writes) => Promise<T>): Promise<T>;
  /** Whether the database answers (readiness). */
  ping(): Promise<void>;
  /** Numbers for /metrics. */
  stats(): Readonly<Record<string, number>>;
  close(): Promise<void>;
  /** Knex without a connection: builds schema and SQL text in this engine's dialect. */
  readonly builder: Knex;
  /** Tells the planner what sizes to plan for, after the schema is up to date. PostgreSQL finds out by itself. */
  prepareToPlan(): Promise<void>;
  /** Brings row-level security up to date (PostgreSQL); answers the tables changed. SQLite has the scope alone. */
  lockRows(): Promise<string[]>;
  /** Runs SQL text of a migration inside a transaction of its own; on PostgreSQL as the database's owner. */
  migration(work: (run: (sql: string) => Promise<void>) => Promise<void>): Promise<void>;
}
