import path from 'node:path';
import { createScratchDatabase, emptyScratchDatabase } from '../backups/index.js';
import type { Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { holdInstallation } from '../kernel/db/hold.js';
import { defineError, isError } from '../kernel/errors.js';

const noScratch = defineError('no_scratch_database', 422, 'There is no scratch database to rehearse in.');

export const scratchInUse = defineError(
  'scratch_in_use',
  409,
  'The scratch database is in use: the desk is read from it while Moothall is upgraded, or a rehearsal works in it. Wait until that has ended ("moothall upgrade" again ends an upgrade that was cut off), and run the same again.',
);

/** The settings of an installation with the database beside its own, whose name ends in `_rehearsal`, in its place. */
export function inScratchDatabase(config: Config): Config['database'] {
  if (config.database.engine !== 'postgres') throw new Error('only PostgreSQL has databases beside each other');
  const url = new URL(config.database.url);
  url.pathname = `/${encodeURIComponent(nameOf(config.database.url))}`;
  return { ...config.database, url: url.href, connections: 4 };
}

/** Makes that database where it is missing, and leaves nothing in it. Answers its address. @throws no_scratch_database; scratch_in_use */
export async function emptyScratch(config: Config): Promise<string> {
  return await inEmptyScratch(config, async (url) => url);
}

/** The same, and nobody else empties or fills it until the work is done. @throws no_scratch_database; scratch_in_use */
export async function inEmptyScratch<T>(config: Config, work: (url: string) => Promise<T>): Promise<T> {
  const address = databaseAddress(config);
  const scratch = databaseAddress({ ...config, database: inScratchDatabase(config) });
  if (address.engine === 'sqlite' || scratch.engine === 'sqlite') throw new Error('SQLite needs no scratch database');
  const name = nameOf(address.url);
  if (!(await createScratchDatabase(address.url, name)))
    throw noScratch(
      {},
      `A rehearsal on PostgreSQL needs the database ${name}. As a superuser, once: create database ${name} owner moothall_owner encoding 'UTF8' template template0;`,
    );
  const hold = await holdInstallation({ address: scratch }, 'alone').catch((error: unknown) => {
    throw isError(error, 'installation_in_use') ? scratchInUse() : error;
  });
  try {
    await emptyScratchDatabase(scratch.url);
    return await work(scratch.url);
  } finally {
    await hold.release();
  }
}

const nameOf = (url: string): string => `${decodeURIComponent(path.basename(new URL(url).pathname))}_rehearsal`;
