import { existsSync, statSync } from 'node:fs';
import { backupFolder, listBackups, readBackupKeys } from '../backups/index.js';
import { DAY_MS, HOUR_MS, type Clock, type Instant } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { checkRehearsal } from './doctor-rehearsal.js';
import type { Finding } from './doctor.js';

const area = 'backups';
/** One a night, with time to make it. */
const oldestBackupMs = 26 * HOUR_MS;

const ofBackups = {
  never: 'No backup was ever rehearsed.',
  last: 'A backup was last rehearsed',
  failed: 'The last rehearsal failed',
  fix: 'moothall rehearse --key FILE',
};

/** Whether there are backups, whom they open for, and whether one was ever restored. */
export async function checkBackups(config: Config, clock: Clock): Promise<Finding[]> {
  const folder = backupFolder(config);
  return [
    await keys(config),
    await newest(folder, clock.now()),
    ...(existsSync(folder) && existsSync(config.data) ? [otherDisk(folder, config.data)] : []),
    await checkRehearsal(folder, ofBackups, clock.now()),
  ];
}

async function keys({ directory }: Config): Promise<Finding> {
  if ((await readBackupKeys(directory)).length > 0) return { area, state: 'good', says: 'Backups are encrypted' };
  const fix = 'moothall backup key new --out FILE, with FILE on another machine or a stick';
  return { area, state: 'fault', says: 'There is no key to encrypt backups to.', fix };
}

async function newest(folder: string, now: Instant): Promise<Finding> {
  const [last] = await listBackups(folder);
  if (!last) return { area, state: 'fault', says: 'There is no backup.', fix: 'moothall backup' };
  const says = `The newest backup is ${hours(now - last.madeAt)} old`;
  if (now - last.madeAt <= oldestBackupMs) return { area, state: 'good', says };
  return { area, state: 'fault', says: `${says}.`, fix: 'moothall backup; then moothall backup schedule' };
}

function otherDisk(folder: string, data: string): Finding {
  if (statSync(folder).dev !== statSync(data).dev)
    return { area, state: 'good', says: 'Backups lie on another disk than the data' };
  return {
    area,
    state: 'advice',
    says: 'Backups lie on the same disk as the data.',
    fix: 'Set backups.folder to another disk, or copy them to another machine each night',
  };
}

const hours = (ms: number): string =>
  ms < 2 * DAY_MS ? `${Math.round(ms / HOUR_MS)} hours` : `${Math.round(ms / DAY_MS)} days`;
