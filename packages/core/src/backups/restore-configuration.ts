import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { noConfiguration } from './backup-errors.js';
import { unpackBackup } from './unpack-backup.js';

/** Of an installation: the last one first is there once all are, should the work be cut off. */
const files = ['backup-keys.txt', 'secrets.yaml', 'moothall.yaml'];

/**
 * Writes the configuration of a backup into a folder that has none, after the whole backup has been verified. Files that
 * are there stay.
 * @throws no_configuration where the backup has no secrets, because it isn't encrypted; backup_damaged and its like
 */
export async function restoreConfiguration(
  file: string,
  directory: string,
  privateKeys: readonly string[],
): Promise<void> {
  const work = await mkdtemp(path.join(directory, '.restoring-'));
  try {
    await unpackBackup(file, work, privateKeys);
    const from = (name: string): string => path.join(work, 'configuration', name);
    const isThere = (name: string): boolean => existsSync(from(name)) || existsSync(path.join(directory, name));
    if (!isThere('secrets.yaml') || !isThere('moothall.yaml')) throw noConfiguration();
    for (const name of files)
      if (existsSync(from(name)) && !existsSync(path.join(directory, name)))
        await copyFile(from(name), path.join(directory, name));
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
