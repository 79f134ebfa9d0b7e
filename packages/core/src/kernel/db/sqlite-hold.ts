import { existsSync } from 'node:fs';
import BetterSqlite from 'better-sqlite3';
import { restoreUnfinished, type TakeLock } from './hold.js';
import { isBusy } from './storage-errors.js';

/** Two that try in the same moment get in each other's way for so long. */
const waitMs = 1000;

/**
 * The lock of a file beside the database, in which nothing is ever written: whoever reads it holds it together with
 * others, whoever begins to write has it alone (SQLite manual, "File Locking And Concurrency").
 */
export function lockOfSqlite(file: string): TakeLock {
  return async (use) => {
    if (file === ':memory:') return { release: async () => undefined };
    const connection = new BetterSqlite(`${file}.in-use`, { timeout: waitMs });
    try {
      connection.exec(use === 'alone' ? 'begin exclusive' : 'begin');
      connection.prepare('select count(*) from sqlite_master').get();
    } catch (error) {
      connection.close();
      if (isBusy(error)) return undefined;
      throw error;
    }
    if (use === 'together' && existsSync(`${file}.before-restore`)) {
      connection.close();
      throw restoreUnfinished();
    }
    return { release: async () => void connection.close() };
  };
}
