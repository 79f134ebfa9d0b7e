import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import type { DatabaseAddress } from '../kernel/db/database.js';
import { holdInstallation } from '../kernel/db/hold.js';
import { schemaOf } from '../kernel/db/migrate.js';
import { migrations } from '../migrations/index.js';
import { backupDamaged, liveData, otherEngine, otherSchema } from './backup-errors.js';
import { flushFolder } from './backup-folder.js';
import { databaseFile, differingTables, type BackupManifest } from './manifest.js';
import { placeOfDatabase, type DatabasePlace } from './database-place.js';
import { unpackBackup } from './unpack-backup.js';

export interface RestoreOptions {
  /** Of which one opens the backup; none for one that isn't encrypted. */
  readonly privateKeys: readonly string[];
  /** What becomes of data that are there: they keep the backup out, or give way to it. */
  readonly over: 'nothing' | 'live-data';
  /** Whether the old database stays afterwards, under a name of its own. */
  readonly old: 'remove' | 'keep';
  /** For PostgreSQL's programs. */
  readonly environment: NodeJS.ProcessEnv;
  /** Looks at the restored installation; what it throws takes the old data back. */
  readonly verify: (config: Config) => Promise<void>;
  readonly onStep?: (step: string) => void;
}

export interface RestoredBackup {
  readonly manifest: BackupManifest;
  /** Where the old database lies, if it was kept: a file, or a schema of the database. */
  readonly keptAs: string | undefined;
}

/**
 * Puts a backup in place. Nothing that is there is touched before the whole backup has been verified; the old database
 * stays beside the new one until that has been verified too. Cut off at any moment, the same again finishes.
 * @throws installation_in_use while anything runs; live_data; backup_damaged and its like; backup_of_other_version
 */
export async function restoreBackup(config: Config, file: string, options: RestoreOptions): Promise<RestoredBackup> {
  await mkdir(config.data, { recursive: true, mode: 0o700 });
  const address = databaseAddress(config);
  const hold = await holdInstallation({ address }, 'alone');
  const work = path.join(config.data, '.restoring');
  try {
    const place = await placeOfDatabase(address, {
      folder: config.backups.postgresPrograms,
      environment: options.environment,
    });
    if (options.over === 'nothing' && (await place.isLive())) throw liveData();
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { mode: 0o700 });
    options.onStep?.('verifying the backup');
    const manifest = await unpackBackup(file, work, options.privateKeys);
    const fresh = path.join(work, databaseFile[manifest.engine]);
    await refuseUnsuitable(manifest, address, fresh);
    options.onStep?.('putting it in place');
    await placeFiles(path.join(work, 'data'), config.data);
    const keptAs = await replaceDatabase(place, fresh, manifest, config, options);
    if (options.old === 'remove') await removeOtherFiles(config, manifest);
    return { manifest, keptAs };
  } finally {
    await rm(work, { recursive: true, force: true });
    await hold.release();
  }
}

/** Puts a database in place and verifies it there. @throws whatever went wrong, after the old database is back */
export async function replaceDatabase(
  place: DatabasePlace,
  fresh: string,
  manifest: BackupManifest,
  config: Config,
  { verify, old, onStep }: RestoreOptions,
): Promise<string | undefined> {
  try {
    await place.replace(fresh);
    onStep?.('checking what was restored');
    const differing = differingTables(manifest.tables, (await place.contents()).tables);
    if (differing.length > 0) throw backupDamaged({}, `This backup is damaged: ${differing.join('; ')}.`);
    await verify(config);
  } catch (error) {
    await place.takeBack();
    throw error;
  }
  return await place.end(old === 'keep' ? new Date(manifest.madeAt) : undefined);
}

/** @throws backup_of_other_engine; backup_of_other_version; backup_damaged */
export async function refuseUnsuitable(
  manifest: BackupManifest,
  address: DatabaseAddress,
  fresh: string,
): Promise<void> {
  const { engine, version } = manifest;
  if (engine !== address.engine)
    throw otherEngine(
      {},
      `This backup is of ${nameOf[engine]}, and moothall.yaml names ${nameOf[address.engine]}. Restore it where database.engine is ${engine}.`,
    );
  if (!existsSync(fresh)) throw backupDamaged();
  const known = new Map(schemaOf(engine, migrations).map(({ name, digest }) => [name, digest]));
  const newer = manifest.schema.filter(({ name }) => !known.has(name));
  if (newer.length > 0)
    throw otherSchema({}, `This backup was made by Moothall ${version}, which is newer. Install that version first.`);
  const other = manifest.schema.filter(({ name, digest }) => known.get(name) !== digest);
  if (other.length > 0)
    throw otherSchema(
      {},
      `This backup was made by another build of Moothall ${version} (${other.map(({ name }) => name).join(', ')} differs). Restore it with the build that made it.`,
    );
}

const nameOf = { sqlite: 'an SQLite database', postgres: 'a PostgreSQL database' } as const;

/** Stored files are named by what is in them, so that putting them in place takes nothing from the old data. */
export async function placeFiles(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const folders = new Set<string>();
  for (const entry of entries.filter((each) => each.isFile())) {
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, source));
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await rename(source, target);
    folders.add(path.dirname(target));
  }
  for (const folder of folders) await flushFolder(folder);
}

/** Uploaded files that only the old database named. */
async function removeOtherFiles({ data }: Config, { files }: BackupManifest): Promise<void> {
  const folder = path.join(data, 'files');
  if (!existsSync(folder)) return;
  const named = new Set(files.map(({ path: name }) => path.join(data, path.relative('data', name))));
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    if (!named.has(file)) await rm(file);
  }
}
