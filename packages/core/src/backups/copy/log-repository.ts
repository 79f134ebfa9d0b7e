import BetterSqlite, { type Database as Connection } from 'better-sqlite3';

/** How long writers may keep the copier waiting. */
const waitMs = 2000;

/** What came of folding the log into the database. */
export interface Folded {
  /** Whether the file of the database now holds everything; a long read may have kept part of it out. */
  readonly isWhole: boolean;
  /** In the log. */
  readonly frames: number;
}

/**
 * A database whose log is kept from beginning anew. SQLite writes over the log only once all of it was folded into the file
 * and nobody reads from it (sqlite.org/wal.html, "Avoiding Excessively Large WAL Files"). A read that stays open from the
 * moment at which everything was folded lets the log begin anew once at most, and then keeps the file as it is: whoever
 * checkpoints meanwhile, nothing is lost.
 */
export interface HeldDatabase {
  /**
   * Stops writers for a moment: lets `take` read what is left in the log, folds it, holds on from there, and lets `settle`
   * look at what is there then. Where `take` answers `false`, everything stays as it was. `undefined`: not now.
   */
  fold<T>(take: () => boolean, settle: (folded: Folded) => T): T | undefined;
  /** Folds most of the log beside writers, so that `fold` stops them for little. */
  foldBeside(): void;
  close(): void;
}

/** @throws when the file is no database in the journal mode WAL */
export function holdDatabase(file: string): HeldDatabase {
  const open = (): Connection => new BetterSqlite(file, { fileMustExist: true, timeout: waitMs });
  const writer = open();
  const folder = open();
  let held = read(open());
  if (writer.pragma('journal_mode', { simple: true }) !== 'wal')
    throw new Error('The database has no write-ahead log to copy.');
  return {
    fold: (take, settle) => {
      if (!tryBegin(writer)) return undefined;
      try {
        if (!take()) return undefined;
        letGo(held);
        const folded = checkpoint(folder);
        held = read(open());
        return settle(folded);
      } finally {
        writer.exec('rollback');
      }
    },
    foldBeside: () => {
      const old = held;
      held = read(open());
      letGo(old);
      checkpoint(folder);
    },
    close: () => {
      letGo(held);
      folder.close();
      writer.close();
    },
  };
}

function read(connection: Connection): Connection {
  connection.exec('begin');
  connection.prepare('select count(*) from sqlite_schema').get();
  return connection;
}

function letGo(connection: Connection): void {
  if (!connection.open) return;
  connection.exec('rollback');
  connection.close();
}

function tryBegin(connection: Connection): boolean {
  try {
    connection.exec('begin immediate');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

function checkpoint(connection: Connection): Folded {
  const [found] = connection.pragma('wal_checkpoint(passive)') as { busy: number; log: number; checkpointed: number }[];
  const { busy, log, checkpointed } = found ?? { busy: 1, log: -1, checkpointed: -1 };
  return { isWhole: busy === 0 && log === checkpointed, frames: Math.max(log, 0) };
}
