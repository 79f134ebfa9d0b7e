import { copyFolder, copyOfAnother, readCopyRecord } from '../backups/index.js';
import { MINUTE_MS, type Clock } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { isCopied } from '../kernel/copy-setting.js';
import type { Finding } from './doctor.js';

const area = 'backups';
/** A generation that begins takes some minutes on a large database. */
const latestMs = 10 * MINUTE_MS;
const start = 'Start the server, which keeps it up to date; or moothall backup copy';

/** Whether the continuous copy is up to date, where there is to be one. */
export async function checkCopy(config: Config, clock: Clock): Promise<Finding[]> {
  if (!config.backups.copy) return [];
  if (!isCopied(config))
    return [
      {
        area,
        state: 'advice',
        says: 'backups.copy is for SQLite: nothing of this database goes there.',
        fix: 'Take it out of moothall.yaml, and let PostgreSQL archive its own log',
      },
    ];
  const { copiedUntil, fault, hasEnded } = await readCopyRecord(copyFolder(config));
  if (copiedUntil === null && fault === null)
    return [{ area, state: 'fault', says: 'There is no continuous copy yet.', fix: start }];
  const lag = copiedUntil === null ? null : clock.now() - copiedUntil;
  const until = copiedUntil === null ? 'has nothing yet' : `goes to ${new Date(copiedUntil).toISOString()}`;
  if (fault !== null) {
    const isOfAnother = fault === copyOfAnother().message;
    const fix = isOfAnother
      ? 'Take backups.copy out of moothall.yaml; or stop the server, and moothall backup copy --take-over'
      : `moothall adapter check ${config.backups.copy.connection}; then moothall logs`;
    return [{ area, state: 'fault', says: `The continuous copy ${until}, and fails: ${fault}`, fix }];
  }
  if (hasEnded) return [{ area, state: 'good', says: `The continuous copy ${until}, when the server ended` }];
  if (lag !== null && lag > latestMs)
    return [{ area, state: 'fault', says: `The continuous copy ${until} and no further.`, fix: start }];
  return [{ area, state: 'good', says: `The continuous copy is ${Math.round((lag ?? 0) / 1000)} seconds behind` }];
}
