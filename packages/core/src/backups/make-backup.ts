import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Clock, Instant } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { databaseAddress } from '../kernel/db/database-address.js';
import type { DatabaseAddress } from '../kernel/db/database.js';
import { holdInstallation } from '../kernel/db/hold.js';
import { backupFolderFull, noBackupKey } from './backup-errors.js';
import { backupFolder, flushFolder, listBackups, makeWorkFolder, type KnownBackup } from './backup-folder.js';
import { backupName } from './backup-names.js';
import { copyFolder } from './copy/copy-record.js';
import { encrypted, readBackupKeys } from './encryption.js';
import { keptBackups } from './kept-backups.js';
import {
  databaseFile,
  manifestDigestFile,
  manifestFile,
  type BackupManifest,
  type DatabaseContents,
} from './manifest.js';
import { tarEnd, tarHeader, tarPadding } from './tar-format.js';

export interface BackupOptions {
  /** Whether it is encrypted to the installation's public keys. Then the secrets are in it too. */
  readonly protection: 'encrypted' | 'none';
  /** Of Moothall. */
  readonly version: string;
  /** For PostgreSQL's programs. */
  readonly environment: NodeJS.ProcessEnv;
  readonly onStep?: (step: string) => void;
}

export interface MadeBackup {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: BackupManifest;
  /** Older ones that were removed by the rule of `backups.keep`. */
  readonly removed: readonly string[];
}

/**
 * Makes one backup of the database as it is between two commits, of the stored files and of the configuration, beside
 * running servers. It appears under its name once the whole of it is on disk.
 * @throws no_backup_key; installation_taken; postgres_programs_missing; backup_folder_full
 */
export async function makeBackup(config: Config, clock: Clock, options: BackupOptions): Promise<MadeBackup> {
  const keys = options.protection === 'encrypted' ? await readBackupKeys(config.directory) : [];
  if (options.protection === 'encrypted' && keys.length === 0) throw noBackupKey();
  const address = databaseAddress(config);
  const folder = backupFolder(config);
  const hold = await holdInstallation({ address }, 'together');
  const work = await makeWorkFolder(folder, 'making');
  try {
    const madeAt = clock.now();
    const partial = path.join(work, 'archive');
    options.onStep?.('copying the database');
    const { database, contents } = await snapshot(config, address, work, options.environment);
    const parts = [database, ...(await configurationFiles(config, options)), ...(await dataFiles(config, address))];
    options.onStep?.('writing the archive');
    const writing = writeEntries(parts, { contents, madeAt, engine: address.engine, version: options.version });
    await writeWhole(partial, keys.length > 0 ? await encrypted(writing.bytes, keys) : writing.bytes);
    const file = path.join(folder, backupName(madeAt, { encrypted: keys.length > 0 }));
    await rename(partial, file);
    await flushFolder(folder);
    const removed = await removeOld(folder, config.backups.keep);
    return { file, bytes: (await stat(file)).size, manifest: writing.manifest(), removed };
  } catch (error) {
    throw explained(error);
  } finally {
    await rm(work, { recursive: true, force: true });
    await hold.release();
  }
}

/** A file that goes into the backup, by the name that it has there. */
interface Part {
  readonly name: string;
  readonly file: string;
}

async function snapshot(
  config: Config,
  address: DatabaseAddress,
  work: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ database: Part; contents: DatabaseContents }> {
  const database = { name: databaseFile[address.engine], file: path.join(work, 'database') };
  if (address.engine === 'sqlite') {
    const { snapshotSqlite } = await import('./snapshot-sqlite-repository.js');
    return { database, contents: snapshotSqlite(address.file, database.file) };
  }
  const { snapshotPostgres } = await import('./snapshot-postgres-repository.js');
  const place = { folder: config.backups.postgresPrograms, environment };
  return { database, contents: await snapshotPostgres(address.url, database.file, place) };
}

/** The secrets only where nobody without the private key can read them. */
async function configurationFiles({ directory }: Config, { protection }: BackupOptions): Promise<Part[]> {
  const names = ['moothall.yaml', 'backup-keys.txt', ...(protection === 'encrypted' ? ['secrets.yaml'] : [])];
  const there = new Set(await readdir(directory));
  return names
    .filter((name) => there.has(name))
    .map((name) => ({ name: `configuration/${name}`, file: path.join(directory, name) }));
}

/** Everything in the data directory but the database, what is half-written, and what lies there for other reasons. */
async function dataFiles(config: Config, address: DatabaseAddress): Promise<Part[]> {
  const { data, directory } = config;
  const others = ['moothall.yaml', 'backup-keys.txt', 'secrets.yaml'].map((name) => path.join(directory, name));
  const database = address.engine === 'sqlite' ? [address.file] : [];
  const folders = [path.join(data, 'archives'), path.join(data, '.restoring'), copyFolder(config)];
  folders.push(backupFolder(config));
  const isLeftOut = (file: string): boolean =>
    file.endsWith('.part') ||
    others.includes(file) ||
    database.some((own) => file.startsWith(own)) ||
    folders.some((folder) => file.startsWith(`${folder}${path.sep}`));
  const entries = await readdir(data, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !isLeftOut(file))
    .sort()
    .map((file) => ({ name: `data/${path.relative(data, file)}`, file }));
}

interface About {
  readonly contents: DatabaseContents;
  readonly madeAt: Instant;
  readonly engine: BackupManifest['engine'];
  readonly version: string;
}

function writeEntries(parts: readonly Part[], { contents, madeAt, engine, version }: About) {
  const files: BackupManifest['files'] = [];
  const manifest = (): BackupManifest => {
    const stored = new Set(files.map(({ path: name }) => path.basename(name)));
    const missing = contents.storedFiles.filter((digest) => !stored.has(digest));
    const schema = contents.schema.map(({ name, digest }) => ({ name, digest }));
    const tables = contents.tables.map(({ table, rows }) => ({ table, rows }));
    const about = { format: 'moothall-backup', formatVersion: 1, version, engine, madeAt } as const;
    return { ...about, schema, tables, files, missing, elsewhere: [...contents.elsewhere] };
  };
  async function* bytes(): AsyncGenerator<Buffer> {
    for (const { name, file } of parts) {
      const handle = await openUnlessGone(file);
      if (!handle) continue;
      const hash = createHash('sha256');
      const { size } = await handle.stat();
      yield tarHeader(name, size, madeAt);
      for await (const piece of piecesOf(handle, size)) {
        hash.update(piece);
        yield piece;
      }
      yield tarPadding(size);
      files.push({ path: name, bytes: size, sha256: hash.digest('hex') });
    }
    const text = Buffer.from(JSON.stringify(manifest()));
    yield* entry(manifestFile, text, madeAt);
    yield* entry(manifestDigestFile, Buffer.from(createHash('sha256').update(text).digest('hex')), madeAt);
    yield tarEnd;
  }
  return { bytes: bytes(), manifest };
}

function* entry(name: string, content: Buffer, at: Instant): Generator<Buffer> {
  yield Buffer.concat([tarHeader(name, content.length, at), content, tarPadding(content.length)]);
}

/** A stored file may have been removed since the folder was listed. */
async function openUnlessGone(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** So many bytes of a file and no more, should it grow meanwhile. @throws Error when it has become shorter */
async function* piecesOf(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  let read = 0;
  const stream = size === 0 ? [] : createReadStream('', { fd: handle, end: size - 1, highWaterMark: 1024 ** 2 });
  for await (const piece of stream) {
    read += (piece as Buffer).length;
    yield piece as Buffer;
  }
  if (size === 0) await handle.close();
  if (read !== size) throw new Error('A file became shorter while it was backed up. Run the same again.');
}

async function writeWhole(file: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const piece of source) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeOld(folder: string, rule: Config['backups']['keep']): Promise<string[]> {
  const backups = await listBackups(folder);
  const kept = keptBackups(backups, rule);
  const old = backups.filter((backup: KnownBackup) => !kept.has(backup));
  for (const { file } of old) await rm(file);
  return old.map(({ name }) => name);
}

function explained(error: unknown): unknown {
  const code = (error as { code?: unknown }).code;
  return code === 'ENOSPC' || code === 'SQLITE_FULL' ? backupFolderFull({ cause: error }) : error;
}
