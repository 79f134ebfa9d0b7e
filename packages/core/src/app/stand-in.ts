import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { copyDatabase, emptyScratchDatabase } from '../backups/index.js';
import { capturedFolder } from '../interactions/index.js';
import type { Clock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import { holdInstallation } from '../kernel/db/hold.js';
import { openKeptLines } from '../kernel/kept-lines.js';
import type { Kernel } from '../kernel/kernel.js';
import { openReadAudit } from '../kernel/read-audit.js';
import { keepingAudit } from './keeping-audit.js';
import { moothallVersion } from './moothall-version.js';
import { inEmptyScratch, inScratchDatabase } from './scratch-place.js';

/** A copy of the database that the desk can be read from, in `run/reading`. */
const Copy = z.object({ version: z.string(), since: z.number() });
export type ReadingCopy = z.output<typeof Copy>;

const folderOf = ({ directory }: Pick<Config, 'directory'>): string => path.join(directory, 'run', 'reading');
const noteOf = (config: Pick<Config, 'directory'>): string => path.join(folderOf(config), 'copy.json');

/**
 * Copies the database beside running servers, so that the desk can be read while its tables are changed. On PostgreSQL
 * the copy is the scratch database of rehearsals. Begun anew, whatever was left of an earlier one.
 * @throws no_scratch_database; scratch_in_use; postgres_programs_missing
 */
export async function makeReadingCopy(
  config: Config,
  clock: Clock,
  environment: NodeJS.ProcessEnv,
): Promise<ReadingCopy> {
  const make = (): Promise<ReadingCopy> => makeCopyAndNote(config, clock, environment);
  await rm(folderOf(config), { recursive: true, force: true });
  return config.database.engine === 'postgres' ? await inEmptyScratch(config, make) : await make();
}

async function makeCopyAndNote(config: Config, clock: Clock, environment: NodeJS.ProcessEnv): Promise<ReadingCopy> {
  const folder = folderOf(config);
  const from = databaseAddress(config);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const hold = await holdInstallation({ address: from }, 'together');
  try {
    const copy = { version: moothallVersion, since: clock.now() };
    const dump = path.join(folder, 'dump');
    const to = databaseAddress(onCopy(config));
    await copyDatabase(from, to, { dump, folder: config.backups.postgresPrograms, environment });
    await rm(dump, { force: true });
    await writeFile(`${noteOf(config)}.part`, JSON.stringify(copy), { mode: 0o600 });
    await rename(`${noteOf(config)}.part`, noteOf(config));
    return copy;
  } catch (error) {
    await removeReadingCopy(config);
    throw error;
  } finally {
    await hold.release();
  }
}

/** The copy that is ready to be read, if there is one. */
export function findReadingCopy(config: Pick<Config, 'directory'>): ReadingCopy | undefined {
  const file = noteOf(config);
  return existsSync(file) ? Copy.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** Leaves nothing of the records in the copy. */
export async function removeReadingCopy(config: Config): Promise<void> {
  const isThere = existsSync(folderOf(config));
  if (isThere && config.database.engine === 'postgres') {
    const address = databaseAddress(onCopy(config));
    if (address.engine === 'postgres') await emptyScratchDatabase(address.url);
  }
  await rm(folderOf(config), { recursive: true, force: true });
}

/** The installation with the copy in the place of its database. */
export function onCopy(config: Config): Config {
  if (config.database.engine === 'postgres') return { ...config, database: inScratchDatabase(config) };
  return { ...config, database: { engine: 'sqlite', file: path.join(folderOf(config), 'moothall.sqlite') } };
}

/** What the desk leans on while it stands in: contacts and what the audit must know go into a file of this process. */
export async function standIn(kernel: Kernel, { since }: ReadingCopy): Promise<Kernel> {
  const { clock, random, log } = kernel;
  const kept = await openKeptLines(capturedFolder(kernel.config), clock.now());
  const db = keepingAudit(kernel.db, kept);
  const readAudit = openReadAudit(db, clock, random, (error) =>
    log.error({ err: error }, 'the read audit could not be kept'),
  );
  const standsIn = { since, keepContact: (contact: object) => kept.keep([{ contact }]), close: () => kept.close() };
  return { ...kernel, db, readAudit, standsIn };
}
