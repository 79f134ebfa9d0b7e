import type { Database, DatabaseAddress } from './database.js';
import type { TableRegistry } from './tables.js';

/**
 * Opens a database once more, in a thread that reads much of it: reading on the thread that serves pages, or taking
 * long answers apart there, would keep them waiting.
 */
export async function openToRead(
  address: DatabaseAddress,
  tables: TableRegistry,
): Promise<Pick<Database, 'read' | 'close'>> {
  if (address.engine === 'sqlite') {
    const { openSqlite } = await import('./sqlite.js');
    return openSqlite({ file: address.file, readOnly: true }, tables);
  }
  const { openPostgres } = await import('./postgres.js');
  return openPostgres({ url: address.url }, tables);
}
