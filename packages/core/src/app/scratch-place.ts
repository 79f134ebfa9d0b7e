import path from 'node:path';
import { createScratchDatabase, emptyScratchDatabase } from '../backups/index.js';
import type { Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { defineError } from '../kernel/errors.js';

const noScratch = defineError('no_scratch_database', 422, 'There is no scratch database to rehearse in.');

/** The settings of an installation with the database beside its own, whose name ends in `_rehearsal`, in its place. */
export function inScratchDatabase(config: Config): Config['database'] {
  if (config.database.engine !== 'postgres') throw new Error('only PostgreSQL has databases beside each other');
  const url = new URL(config.database.url);
  url.pathname = `/${encodeURIComponent(nameOf(config.database.url))}`;
  return { ...config.database, url: url.href, connections: 4 };
}

/** Makes that database where it is missing, and leaves nothing in it. Answers its address. @throws no_scratch_database */
export async function emptyScratch(config: Config): Promise<string> {
  const address = databaseAddress(config);
  const scratch = databaseAddress({ ...config, database: inScratchDatabase(config) });
  if (address.engine === 'sqlite' || scratch.engine === 'sqlite') throw new Error('SQLite needs no scratch database');
  const name = nameOf(address.url);
  if (!(await createScratchDatabase(address.url, name)))
    throw noScratch(
      {},
      `A rehearsal on PostgreSQL needs the database ${name}. As a superuser, once: create database ${name} owner moothall_owner encoding 'UTF8' template template0;`,
    );
  await emptyScratchDatabase(scratch.url);
  return scratch.url;
}

const nameOf = (url: string): string => `${decodeURIComponent(path.basename(new URL(url).pathname))}_rehearsal`;
