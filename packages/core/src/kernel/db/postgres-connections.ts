import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { everyAuthority, type Scope } from '../scope.js';
import { beOneselfAgain, becomeOwner, beginWithin, scopeText } from './row-security.js';
import { prepareScope, queryWithin } from './scoped-query.js';
import { isConnectionLost, isDuplicate, isRetryable, storageError } from './storage-errors.js';

export interface Runner {
  /** `scope` as `scopeText` has it; none: for a statement that reads no authority's rows. */
  query(query: pg.QueryConfig, scope?: string): Promise<pg.QueryResult>;
}

/** A connection inside a transaction. */
export interface Transaction extends Runner {
  /** Whether it began with every authority in scope. */
  readonly isWide: boolean;
  /** Works as the owner of the tables, whom the policies don't hold. */
  readonly asOwner: <T>(work: (client: pg.PoolClient) => Promise<T>) => Promise<T>;
}

/** More people than a team has press at once. */
const attempts = 20;
/** A key that is still taken after so many is not a neighbour's of this moment. */
const duplicateAttempts = 5;

/**
 * Reads and transactions have pools of their own: a transaction that looks something up outside itself (a calendar, an
 * authority's name) must never wait for a connection that other transactions hold while they wait likewise.
 */
export function openPool(url: string, max: number): pg.Pool {
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
export function readingAgain(pool: pg.Pool): Runner {
  return {
    query: (query, scope) =>
      whileAway(() => (scope === undefined ? pool.query(query) : readWithin(pool, scope, query))),
  };
}

async function readWithin(pool: pg.Pool, scope: string, query: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let broken = false;
  try {
    await prepareScope(client);
    return await queryWithin(client, scope, query);
  } catch (error) {
    broken = isConnectionLost(error);
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Runs work in a transaction that sees one state of the database throughout (repeatable read), and again when a
 * neighbour changed what it had read: so a command that reads a version, checks it and writes can't overwrite a change
 * that it didn't see. Two neighbours that insert the same key are such a case too; run again, the second finds the first.
 */
export async function transaction<T>(pool: pg.Pool, scope: Scope, work: (open: Transaction) => Promise<T>): Promise<T> {
  const within = scopeText(scope);
  for (let attempt = 1; ; attempt += 1) {
    const client = await connect(pool);
    let broken = false;
    try {
      await client.query(beginWithin(within));
      const value = await work(openTransaction(client, within));
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

/** The scope lasts as long as the transaction, so it is set again only when a statement wants another. */
function openTransaction(client: pg.PoolClient, scope: string): Transaction {
  let current = scope;
  return {
    isWide: scope === scopeText(everyAuthority),
    query: (query, within = current) => {
      if (within === current) return client.query(query);
      current = within;
      return queryWithin(client, within, query);
    },
    asOwner: async (work) => {
      await client.query(becomeOwner).catch(explainOwner);
      try {
        return await work(client);
      } finally {
        await client.query(beOneselfAgain).catch(() => undefined); // refused once the transaction has failed, which ends it too
      }
    },
  };
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await whileAway(async () => {
      const client = await pool.connect();
      try {
        await prepareScope(client);
        return client;
      } catch (error) {
        client.release(true);
        throw error;
      }
    });
  } catch (error) {
    throw storageError(error);
  }
}

function explainOwner(error: unknown): never {
  if ((error as { code?: unknown }).code !== '42501') throw error;
  const message = 'the PostgreSQL role may not act as the database’s owner: grant it that (docs/operate/postgresql.md)';
  throw new Error(message, { cause: error });
}
