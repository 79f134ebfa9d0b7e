import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Database, DatabaseAddress, Reads } from '../kernel/db/database.js';
import { openToRead } from '../kernel/db/open-to-read.js';
import type { TableRegistry } from '../kernel/db/tables.js';
import { mayBeIdle } from '../kernel/db/open-transaction.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { snapshotFile } from './snapshot-file.js';

interface Moment {
  readonly from: DatabaseAddress;
  readonly tables: TableRegistry;
  /** A folder for what lasts as long as the reading: nothing is left in it, nor it. */
  readonly work: string;
}

const stayOpen = statement<Record<string, never>, never>(mayBeIdle);

/** Reads one state of a database beside its running servers, however long it takes. */
export async function atOneMoment<T>({ from, tables, work }: Moment, read: (reads: Reads) => Promise<T>): Promise<T> {
  if (from.engine === 'postgres') {
    const { openPostgres } = await import('../kernel/db/postgres.js');
    const source = openPostgres({ url: from.url }, tables);
    try {
      return await readInTransaction(source, read);
    } finally {
      await source.close();
    }
  }
  await mkdir(work, { recursive: true, mode: 0o700 });
  const file = path.join(work, 'source.sqlite');
  try {
    await snapshotFile(from.file, file);
    const source = await openToRead({ engine: 'sqlite', file }, tables);
    try {
      return await read(source.read(everyAuthority));
    } finally {
      await source.close();
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The transaction only reads. It is over before a failure is told, so that nothing is begun again by itself. */
async function readInTransaction<T>(source: Database, read: (reads: Reads) => Promise<T>): Promise<T> {
  const ended = await source.write(everyAuthority, async (db) => {
    await db.run(stayOpen, {});
    try {
      return { value: await read(db) };
    } catch (error) {
      return { error };
    }
  });
  if ('error' in ended) throw ended.error;
  return ended.value;
}
