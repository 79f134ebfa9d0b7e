/** Copies an SQLite database that is in use to a new file, as it was at one moment. The driver is loaded only now. */
export async function snapshotFile(file: string, to: string): Promise<void> {
  const { snapshotSqlite } = await import('./snapshot-sqlite-repository.js');
  snapshotSqlite(file, to);
}
