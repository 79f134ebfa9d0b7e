import BetterSqlite from 'better-sqlite3';
import knexFactory, { type Knex } from 'knex';
import pg from 'pg';
import { makeCaseReference } from '#core/cases/reference.js';
import { systemClock } from '#core/kernel/clock.js';
import { connectionSettings } from '#core/kernel/db/sqlite.js';
import { newId } from '#core/kernel/ids.js';
import type { Value } from '#core/kernel/db/statement.js';
import { randomBytes } from 'node:crypto';
import type { RanStatement } from './recorder.js';

/** Runs recorded statements again with nothing around them. Writes are one transaction, as durable as the product's. */
export interface Replay {
  run(statements: readonly RanStatement[]): Promise<void>;
  close(): Promise<void>;
}

const clock = systemClock();

/** The values of each statement; those that were made up for the recorded request are made up anew. */
function freshValues(statements: readonly RanStatement[]): (readonly Value[])[] {
  const fresh = new Map<Value, Value>();
  for (const { freshIds, freshReference } of statements) {
    for (const id of freshIds) fresh.set(id, newId(clock));
    if (freshReference) fresh.set(freshReference, makeCaseReference(freshReference.slice(0, 2), randomBytes));
  }
  if (fresh.size === 0) return statements.map(({ values }) => values);
  return statements.map(({ values }) => values.map((value) => fresh.get(value) ?? value));
}

const hasWrites = (statements: readonly RanStatement[]): boolean => statements.some(({ kind }) => kind === 'write');

/** better-sqlite3 with prepared statements, on a connection set as the product's are. */
export function replayOnSqlite(file: string): Replay {
  const connection = new BetterSqlite(file, { timeout: 5000 });
  for (const setting of connectionSettings) connection.pragma(setting);
  const prepared = new Map<string, BetterSqlite.Statement<Value[]>>();
  const get = (text: string): BetterSqlite.Statement<Value[]> => {
    let statement = prepared.get(text);
    if (!statement) prepared.set(text, (statement = connection.prepare<Value[]>(text)));
    return statement;
  };
  const runAll = (statements: readonly RanStatement[]): void => {
    const values = freshValues(statements);
    for (const [index, { text }] of statements.entries()) {
      const statement = get(text);
      if (statement.reader) statement.all(...(values[index] ?? []));
      else statement.run(...(values[index] ?? []));
    }
  };
  const inTransaction = connection.transaction(runAll);
  return {
    run: async (statements) => (hasWrites(statements) ? inTransaction.immediate(statements) : runAll(statements)),
    close: async () => void connection.close(),
  };
}

/** node-postgres with named statements on a pool of ten. */
export function replayOnPostgres(url: string): Replay {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    let name = names.get(text);
    if (!name) names.set(text, (name = `c${names.size}`));
    return name;
  };
  const runAll = async (runner: pg.Pool | pg.PoolClient, statements: readonly RanStatement[]): Promise<void> => {
    const values = freshValues(statements);
    for (const [index, { text }] of statements.entries())
      await runner.query({ name: nameOf(text), text, values: [...(values[index] ?? [])] });
  };
  return {
    run: async (statements) => {
      if (!hasWrites(statements)) return await runAll(pool, statements);
      const client = await pool.connect();
      try {
        await client.query('begin');
        await runAll(client, statements);
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}

/** The same through Knex's own pool and `raw`, which spares it the building of each query. */
export function replayOnKnex(url: string): Replay {
  const knex = knexFactory({ client: 'pg', connection: url, pool: { min: 0, max: 10 } });
  const texts = new Map<string, string>();
  const textOf = (text: string): string => {
    let converted = texts.get(text);
    if (!converted) texts.set(text, (converted = text.replaceAll('?', '\\?').replace(/\$\d+/g, '?')));
    return converted;
  };
  const runAll = async (runner: Knex, statements: readonly RanStatement[]): Promise<void> => {
    const values = freshValues(statements);
    for (const [index, { text }] of statements.entries())
      await runner.raw(textOf(text), (values[index] ?? []) as Knex.RawBinding[]);
  };
  return {
    run: (statements) =>
      hasWrites(statements) ? knex.transaction((trx) => runAll(trx, statements)) : runAll(knex, statements),
    close: () => knex.destroy(),
  };
}
