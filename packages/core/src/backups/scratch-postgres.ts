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
