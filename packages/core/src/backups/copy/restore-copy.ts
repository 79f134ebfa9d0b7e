import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Instant } from '../../kernel/clock.js';
import type { Config } from '../../kernel/config.js';
import { databaseAddress } from '../../kernel/db/database-address.js';
import { holdInstallation } from '../../kernel/db/hold.js';
import { isError } from '../../kernel/errors.js';
import { liveData, wrongBackupKey } from '../backup-errors.js';
import { placeOfDatabase } from '../database-place.js';
import type { BackupManifest, DatabaseContents } from '../manifest.js';
import {
  placeFiles,
  refuseUnsuitable,
  replaceDatabase,
  type RestoredBackup,
  type RestoreOptions,
} from '../restore-backup.js';
import { contentsOfSqlite, settleSqlite } from '../snapshot-sqlite-repository.js';
import { bytesOf, fileName, type CopyPlace } from './copy-place.js';
import { fetchCopy, type WantedMoment } from './fetch-copy.js';
import { unsealed } from './segment.js';

/**
 * Goes back to a moment by the continuous copy, as `restoreBackup` goes back to a backup: nothing that is there is touched
 * before every segment up to that moment was verified. Uploaded files that are there stay, those that aren’t are fetched.
 * @throws no_copy; moment_not_copied; moment_of_another; copy_damaged; wrong_backup_key; installation_in_use; live_data;
 * backup_of_other_version
 */
export async function restoreCopy(
  config: Config,
  copyPlace: CopyPlace,
  wanted: WantedMoment,
  options: RestoreOptions & { readonly version: string },
): Promise<RestoredBackup> {
  await mkdir(config.data, { recursive: true, mode: 0o700 });
  const address = databaseAddress(config);
  const hold = await holdInstallation({ address }, 'alone');
  const work = path.join(config.data, '.restoring');
  try {
    const place = await placeOfDatabase(address, { folder: undefined, environment: options.environment });
    const isLive = await place.isLive();
    if (options.over === 'nothing' && isLive) throw liveData();
    await rm(work, { recursive: true, force: true });
    await mkdir(work, { mode: 0o700 });
    options.onStep?.('fetching and verifying the copy');
    const fresh = path.join(work, 'database');
    const { at } = await fetchCopy(copyPlace, wanted, fresh, options.privateKeys);
    settleSqlite(fresh);
    const contents = contentsOfSqlite(fresh);
    options.onStep?.('fetching uploaded files');
    const files = await fetchFiles(config, contents, copyPlace, work, options.privateKeys);
    const manifest = manifestOf(contents, at, options.version, files);
    await refuseUnsuitable(manifest, address, fresh);
    options.onStep?.('putting it in place');
    await placeFiles(path.join(work, 'data'), config.data);
    const before = isLive ? await place.contents().catch(() => undefined) : undefined;
    const keptAs = await replaceDatabase(place, fresh, manifest, config, options);
    if (options.old === 'remove') await removeNewer(config, before, contents);
    return { manifest, keptAs };
  } finally {
    await rm(work, { recursive: true, force: true });
    await hold.release();
  }
}

function manifestOf(
  { tables, schema, elsewhere }: DatabaseContents,
  madeAt: Instant,
  version: string,
  { files, missing }: Pick<BackupManifest, 'files' | 'missing'>,
): BackupManifest {
  const about = { format: 'moothall-backup', formatVersion: 1, engine: 'sqlite', version, madeAt } as const;
  return { ...about, tables: [...tables], schema: [...schema], elsewhere: [...elsewhere], files, missing };
}

/** Those that the database names and the disk doesn’t have; what the copy doesn’t have either is missing. */
async function fetchFiles(
  { data }: Config,
  { storedFiles }: DatabaseContents,
  place: CopyPlace,
  work: string,
  privateKeys: readonly string[],
): Promise<Pick<BackupManifest, 'files' | 'missing'>> {
  const files: BackupManifest['files'] = [];
  const missing: string[] = [];
  for (const digest of storedFiles) {
    const name = `data/files/${digest.slice(0, 2)}/${digest}`;
    const there = path.join(data, path.relative('data', name));
    if (existsSync(there)) files.push({ path: name, bytes: (await stat(there)).size, sha256: digest });
    else {
      const bytes = await fetchFile(place, digest, privateKeys);
      if (!bytes) missing.push(digest);
      else {
        const file = path.join(work, name);
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(file, bytes, { mode: 0o600, flush: true });
        files.push({ path: name, bytes: bytes.length, sha256: digest });
      }
    }
  }
  return { files, missing };
}

/** `undefined` for what isn’t there, or isn’t what was copied. @throws whatever else keeps it from being fetched */
async function fetchFile(place: CopyPlace, digest: string, keys: readonly string[]): Promise<Buffer | undefined> {
  const stored = await bytesOf(place, fileName(digest));
  const bytes = stored && (await opened(stored, keys));
  return bytes && createHash('sha256').update(bytes).digest('hex') === digest ? bytes : undefined;
}

/** `undefined` for what is damaged. @throws wrong_backup_key */
async function opened(stored: Buffer, keys: readonly string[]): Promise<Buffer | undefined> {
  try {
    return await unsealed(stored, keys);
  } catch (error) {
    if (isError(error, wrongBackupKey.code)) throw error;
    return undefined;
  }
}

/** Files that only the replaced database named. */
async function removeNewer(
  { data }: Config,
  before: DatabaseContents | undefined,
  now: DatabaseContents,
): Promise<void> {
  const named = new Set(now.storedFiles);
  for (const digest of before?.storedFiles ?? [])
    if (!named.has(digest)) await rm(path.join(data, 'files', digest.slice(0, 2), digest), { force: true });
}
