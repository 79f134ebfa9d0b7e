import type { DatabaseAddress } from '../kernel/db/database.js';
import type { ProgramPlace } from './snapshot-postgres-repository.js';

/*
 * The driver of PostgreSQL need not be installed where SQLite serves, so these load it when they are called.
 */

/** Makes an empty database beside another, for the same owner; false where the role may not and there is none. */
export async function createScratchDatabase(url: string, name: string): Promise<boolean> {
  return await (await import('./snapshot-postgres-repository.js')).createScratchDatabase(url, name);
}

/** Removes Moothall's tables from a scratch database, whatever an earlier rehearsal left. */
export async function emptyScratchDatabase(url: string): Promise<void> {
  await (await import('./snapshot-postgres-repository.js')).emptyPostgres(url);
}

/** Copies a database that is in use, as it is at one moment, to a file or to an empty scratch database. */
export async function copyDatabase(
  from: DatabaseAddress,
  to: DatabaseAddress,
  { dump, ...place }: ProgramPlace & { readonly dump: string },
): Promise<void> {
  if (from.engine === 'sqlite' && to.engine === 'sqlite') {
    (await import('./snapshot-sqlite-repository.js')).snapshotSqlite(from.file, to.file);
    return;
  }
  if (from.engine === 'sqlite' || to.engine === 'sqlite') throw new Error('a copy is of the same engine');
  const postgres = await import('./snapshot-postgres-repository.js');
  await postgres.snapshotPostgres(from.url, dump, place);
  await postgres.replacePostgres(to.url, dump, place);
  await postgres.endPostgresRestore(to.url, undefined);
}
