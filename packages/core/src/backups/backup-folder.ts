import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '../kernel/config.js';
import { noBackup } from './backup-errors.js';
import { readBackupName, type BackupName } from './backup-names.js';

/** A backup that lies in a folder. */
export interface KnownBackup extends BackupName {
  readonly file: string;
  readonly bytes: number;
}

export function backupFolder({ directory, backups }: Config): string {
  return path.resolve(directory, backups.folder);
}

/** Finished backups of a folder, the newest first; none when there is no such folder. */
export async function listBackups(folder: string): Promise<KnownBackup[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).map(readBackupName).filter((name) => name !== undefined);
  const known = names.map(async (name) => {
    const file = path.join(folder, name.name);
    return { ...name, file, bytes: (await stat(file)).size };
  });
  return (await Promise.all(known)).sort((a, b) => b.madeAt - a.madeAt);
}

/** @throws no_backup */
export async function newestBackup(folder: string): Promise<KnownBackup> {
  const [newest] = await listBackups(folder);
  if (!newest) throw noBackup({}, `There is no backup in ${folder}. Make one with "moothall backup".`);
  return newest;
}

const unfinished = /^\.(?:making|rehearsing|exporting)-(.+)-(\d+)$/;

/** A folder for what is being made, of this process; whatever died with an earlier one is removed. */
export async function makeWorkFolder(folder: string, kind: 'making' | 'rehearsing' | 'exporting'): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeDead(folder);
  const work = path.join(folder, `.${kind}-${os.hostname()}-${process.pid}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: 0o700 });
  return work;
}

async function removeDead(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, host, pid] = unfinished.exec(name) ?? [];
    if (host === os.hostname() && !isAlive(Number(pid)))
      await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Makes sure that a name that was given in a folder is still there after a power cut. */
export async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
