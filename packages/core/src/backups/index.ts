/** Backups: made beside running servers, verified, restored, rehearsed. */
export { atOneMoment } from './at-one-moment.js';
export { backupFigures } from './backup-figures.js';
export { backupFolder, listBackups, makeWorkFolder, newestBackup, type KnownBackup } from './backup-folder.js';
export {
  addBackupKey,
  newBackupKeyPair,
  privateKeyText,
  readBackupKeys,
  readPrivateKeys,
  writePrivateKey,
} from './encryption.js';
export { readLastRehearsal, recordRehearsal, type LastRehearsal } from './last-rehearsal.js';
export { makeBackup, type BackupOptions, type MadeBackup } from './make-backup.js';
export { restoreBackup, type RestoredBackup, type RestoreOptions } from './restore-backup.js';
export { checkBackup } from './unpack-backup.js';
export { copyDatabase, createScratchDatabase, emptyScratchDatabase } from './scratch-postgres.js';
export { restoreConfiguration } from './restore-configuration.js';
export { wrongBackupKey } from './backup-errors.js';
export { Copier } from './copy/copier.js';
export {
  copyNotConfigured,
  copyOfAnother,
  copyPlaceUnusable,
  copyRecordUnreadable,
  momentNotCopied,
  momentOfAnother,
  copyTaken,
} from './copy/copy-errors.js';
export type { CopyPlace } from './copy/copy-place.js';
export { copyFolder, readCopyRecord, shownCopyRecord, type CopyRecord } from './copy/copy-record.js';
export { parseMoment } from './copy/parse-moment.js';
export { restoreCopy } from './copy/restore-copy.js';
