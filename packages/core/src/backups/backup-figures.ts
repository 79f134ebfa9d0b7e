import type { Config } from '../kernel/config.js';
import { isCopied } from '../kernel/copy-setting.js';
import { backupFolder, listBackups } from './backup-folder.js';
import { copyFolder, shownCopyRecord } from './copy/copy-record.js';
import { readLastRehearsal } from './last-rehearsal.js';

/** For monitoring, of the folder that this process sees; instants in seconds since 1970 UTC. What there isn't is left out. */
export async function backupFigures(config: Config): Promise<Readonly<Record<string, number>>> {
  const folder = backupFolder(config);
  const [backups, rehearsal] = [await listBackups(folder), await readLastRehearsal(folder)];
  const [newest] = backups;
  const copy = isCopied(config) ? await copyFigures(copyFolder(config)) : {};
  return {
    count: backups.length,
    ...(newest ? { newest_seconds: newest.madeAt / 1000, newest_bytes: newest.bytes } : {}),
    ...(rehearsal
      ? {
          rehearsed_seconds: rehearsal.at / 1000,
          rehearsal_took_seconds: rehearsal.tookMs / 1000,
          rehearsal_ok: rehearsal.ok ? 1 : 0,
        }
      : {}),
    ...copy,
  };
}

async function copyFigures(folder: string): Promise<Readonly<Record<string, number>>> {
  const [copy, rehearsal] = [await shownCopyRecord(folder), await readLastRehearsal(folder)];
  return {
    copied_until_seconds: (copy.copiedUntil ?? 0) / 1000,
    copy_ok: copy.fault === null ? 1 : 0,
    ...(rehearsal
      ? {
          copy_rehearsed_seconds: rehearsal.at / 1000,
          copy_rehearsal_took_seconds: rehearsal.tookMs / 1000,
          copy_rehearsal_ok: rehearsal.ok ? 1 : 0,
        }
      : {}),
  };
}
