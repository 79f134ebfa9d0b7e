import { copyFolder, copyOfAnother, copyRecordUnreadable, readCopyRecord, type CopyRecord } from '../backups/index.js';
import { MINUTE_MS, type Clock, type Instant } from '../kernel/clock.js';
import type { Config } from '../kernel/config.js';
import { isCopied } from '../kernel/copy-setting.js';
import { checkRehearsal } from './doctor-rehearsal.js';
import { isError } from '../kernel/errors.js';
import type { Finding } from './doctor.js';

const area = 'backups';
/** A generation that begins takes some minutes on a large database. */
const latestMs = 10 * MINUTE_MS;
const start = 'Start the server, which keeps it up to date; or moothall backup copy';

const ofCopy = {
  never: 'The continuous copy was never rehearsed.',
  last: 'The continuous copy was last rehearsed',
  failed: 'The last rehearsal of the continuous copy failed',
  fix: 'moothall rehearse --at latest --key FILE',
};

/** Whether the continuous copy is up to date and was ever restored, where there is to be one. */
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
  const folder = copyFolder(config);
  let record: CopyRecord;
  try {
    record = await readCopyRecord(folder);
  } catch (error) {
    if (!isError(error, copyRecordUnreadable.code)) throw error;
    return [{ area, state: 'fault', says: error.message, fix: 'Make it readable, or remove it as that says' }];
  }
  const isUpToDate = upToDate(record, config.backups.copy.connection, clock.now());
  if (record.copiedUntil === null) return [isUpToDate];
  return [isUpToDate, await checkRehearsal(folder, ofCopy, clock.now())];
}

function upToDate({ copiedUntil, fault, hasEnded }: CopyRecord, connection: string, now: Instant): Finding {
  if (copiedUntil === null && fault === null)
    return { area, state: 'fault', says: 'There is no continuous copy yet.', fix: start };
  const lag = copiedUntil === null ? null : now - copiedUntil;
  const until = copiedUntil === null ? 'has nothing yet' : `goes to ${new Date(copiedUntil).toISOString()}`;
  if (fault !== null) {
    const isOfAnother = fault === copyOfAnother().message;
    const fix = isOfAnother
      ? 'Take backups.copy out of moothall.yaml; or stop the server, and moothall backup copy --take-over'
      : `moothall adapter check ${connection}; then moothall logs`;
    return { area, state: 'fault', says: `The continuous copy ${until}, and fails: ${fault}`, fix };
  }
  if (hasEnded) return { area, state: 'good', says: `The continuous copy ${until}, when the server ended` };
  if (lag !== null && lag > latestMs)
    return { area, state: 'fault', says: `The continuous copy ${until} and no further.`, fix: start };
  return { area, state: 'good', says: `The continuous copy is ${Math.round((lag ?? 0) / 1000)} seconds behind` };
}
