import { existsSync } from 'node:fs';
import { link, rename, rm, stat } from 'node:fs/promises';
import BetterSqlite, { type Database as Connection } from 'better-sqlite3';
import { backupDamaged } from './backup-errors.js';
import type { DatabaseContents } from './manifest.js';

/**
 * Copies a database that is in use to a new file, as it was at one moment between two commits (SQLite manual, VACUUM
 * INTO). Writers go on meanwhile, and unlike the online backup it never begins anew because of them.
 */
export function snapshotSqlite(file: string, to: string): DatabaseContents {
  const connection = new BetterSqlite(file, { fileMustExist: true, timeout: 30_000 });
  try {
    connection.prepare('vacuum into ?').run(to);
  } finally {
    connection.close();
  }
  return contentsOfSqlite(to);
}

/** Of a file that nobody writes. @throws when it is no database */
export function contentsOfSqlite(file: string): DatabaseContents {
  const connection = new BetterSqlite(file, { fileMustExist: true, readonly: true });
  try {
    const names = column<string>(
      connection,
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
    );
    return {
      tables: names.map((table) => ({
        table,
        rows: column<number>(connection, `select count(*) from "${table}"`)[0] ?? 0,
      })),
      schema: connection
        .prepare<[], { name: string; digest: string }>('select name, digest from schema_migrations order by name')
        .all(),
      storedFiles: column(
        connection,
        `select digest from stored_files where kept_in is null
         union select picture_digest from stored_files where picture_digest is not null`,
      ),
      elsewhere: connection
        .prepare<[], { connection: string; files: number }>(
          `select kept_in as connection, count(*) as files from stored_files where kept_in is not null
           group by kept_in order by kept_in`,
        )
        .all(),
    };
  } finally {
    connection.close();
  }
}

/** Looks through a database that nobody uses, and gives it the journal of one that was just made. @throws backup_damaged */
export function settleSqlite(file: string): void {
  const connection = new BetterSqlite(file, { fileMustExist: true });
  try {
    const found = connection.pragma('integrity_check(5)', { simple: true });
    if (found !== 'ok') throw backupDamaged({}, `What was copied is no whole database: ${String(found)}`);
    connection.pragma('journal_mode = delete');
  } finally {
    connection.close();
  }
}

function column<T>(connection: Connection, sql: string): T[] {
  return connection.prepare<[], T>(sql).pluck().all();
}

const sideFiles = ['-wal', '-shm'];
const beside = (file: string): string => `${file}.before-restore`;

/** Whether a restore to that file has begun and not ended. */
export const isSqliteHalfRestored = (file: string): boolean => existsSync(beside(file));

/**
 * Puts a database in the place of another, which stays beside it. At every moment there is one under the name: a name is
 * only ever changed over it. The log of the old one goes first, because SQLite would read it into the new one.
 */
export async function replaceSqlite(file: string, fresh: string): Promise<void> {
  if (existsSync(file) && !existsSync(beside(file))) {
    foldLog(file);
    await link(file, beside(file));
  }
  for (const side of sideFiles)
    if (existsSync(`${file}${side}`)) await rename(`${file}${side}`, `${beside(file)}${side}`);
  await rename(fresh, file);
}

/** A damaged database keeps its log as it is. */
function foldLog(file: string): void {
  try {
    const connection = new BetterSqlite(file, { fileMustExist: true });
    try {
      connection.pragma('wal_checkpoint(truncate)');
    } finally {
      connection.close();
    }
  } catch {
    // what can't be read is kept as it lies
  }
}

/** Takes the replaced database back; one that replaced nothing goes. */
export async function takeBackSqlite(file: string, { isReplaced }: { readonly isReplaced: boolean }): Promise<void> {
  if (!existsSync(beside(file))) {
    if (isReplaced) for (const side of ['', ...sideFiles]) await rm(`${file}${side}`, { force: true });
    return;
  }
  if ((await stat(beside(file))).ino === (await stat(file)).ino) await rm(beside(file));
  else {
    for (const side of sideFiles) await rm(`${file}${side}`, { force: true });
    await rename(beside(file), file);
  }
  for (const side of sideFiles)
    if (existsSync(`${beside(file)}${side}`)) await rename(`${beside(file)}${side}`, `${file}${side}`);
}

/** Ends a restore: the old database is removed, or kept under a name of its own, which is answered. */
export async function endSqliteRestore(file: string, keepAs: string | undefined): Promise<void> {
  for (const side of ['', ...sideFiles]) {
    const old = `${beside(file)}${side}`;
    if (!existsSync(old)) continue;
    if (keepAs === undefined) await rm(old);
    else await rename(old, `${keepAs}${side}`);
  }
}
