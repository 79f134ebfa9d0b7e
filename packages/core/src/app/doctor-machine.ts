import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { backupFolder } from '../backups/index.js';
import type { Config } from '../kernel/config.js';
import type { Finding, Surroundings } from './doctor.js';

const area = 'machine';
const gigabyte = 1000 ** 3;

/** Versions, accounts, permissions, room, the clock. */
export async function checkMachine(config: Config, surroundings: Surroundings): Promise<Finding[]> {
  return [
    nodeVersion(surroundings.node, isProduction(config, surroundings) ? 'fault' : 'advice'),
    account(config, surroundings.userId),
    ...privateFolders(config),
    ...(await Promise.all([config.data, backupFolder(config)].filter((each) => existsSync(each)).map(room))),
    await timeService(),
  ];
}

/** Who comes to an address with TLS is at work. */
const isProduction = ({ origin }: Config, { use }: Surroundings): boolean =>
  use === 'production' || (origin?.startsWith('https:') ?? false);

function nodeVersion(version: string, old: 'fault' | 'advice'): Finding {
  const major = Number(version.split('.')[0]);
  if (major >= 22) return { area, state: 'good', says: `Node ${version}` };
  return {
    area,
    state: old,
    says: `Node ${version} gets no more security fixes.`,
    fix: 'Install Node 24, run "moothall doctor --fix" with it, which fetches the SQLite driver for it, and restart',
  };
}

function account({ directory }: Config, userId: number | undefined): Finding {
  const owner = statSync(path.join(directory, 'moothall.yaml'), { throwIfNoEntry: false })?.uid;
  if (userId === 0 && owner === 0)
    return {
      area,
      state: 'advice',
      says: 'The installation belongs to root, so the server has all rights on this machine.',
      fix: `Give it to an account of its own: useradd --system moothall; chown -R moothall: ${directory}`,
    };
  if (userId !== undefined && owner !== undefined && userId !== owner && userId !== 0)
    return {
      area,
      state: 'fault',
      says: 'The installation belongs to another account.',
      fix: 'Run Moothall, and this, as the account that owns the directory',
    };
  return { area, state: 'good', says: 'The installation belongs to the account that uses it' };
}

function privateFolders(config: Config): Finding[] {
  return [config.data, backupFolder(config)].map((folder): Finding => {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (!found)
      return {
        area,
        state: 'advice',
        says: `${folder} is not there yet.`,
        fix: `mkdir -m 700 ${folder}`,
        repair: () => mkdir(folder, { recursive: true, mode: 0o700 }),
      };
    if ((found.mode & 0o077) === 0) return { area, state: 'good', says: `${folder} is for its owner alone` };
    return {
      area,
      state: 'fault',
      says: `Other accounts of this machine can look into ${folder}.`,
      fix: `chmod 700 ${folder}`,
      repair: () => chmod(folder, 0o700),
    };
  });
}

async function room(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const says = `${(free / gigabyte).toFixed(1)} GB are free for ${folder}`;
  if (free >= 2 * gigabyte) return { area, state: 'good', says };
  const fix = 'Make room, or move it to a larger disk: a full one refuses every change';
  return { area, state: free < gigabyte / 2 ? 'fault' : 'advice', says: `Only ${says}.`, fix };
}

/** Promised times, sessions and second factors go by the clock. */
async function timeService(): Promise<Finding> {
  const fix = 'Let chrony or systemd-timesyncd set the clock: second factors fail when it is half a minute wrong';
  try {
    const { stdout } = await promisify(execFile)('timedatectl', ['show', '-p', 'NTPSynchronized', '--value']);
    if (stdout.trim() === 'yes') return { area, state: 'good', says: 'The clock is set from the network' };
    return { area, state: 'fault', says: 'The clock is not set from the network.', fix };
  } catch {
    return { area, state: 'advice', says: 'Whether the clock is set from the network can’t be told here.', fix };
  }
}
