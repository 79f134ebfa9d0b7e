import { defineError } from '../kernel/errors.js';

export const backupDamaged = defineError(
  'backup_damaged',
  422,
  'This backup is damaged: something in it is not what was written. Take another one; nothing was changed.',
);
export const backupTruncated = defineError(
  'backup_truncated',
  422,
  'This backup is cut short: its end is missing. Take another one, or copy it again from where it was made; nothing was changed.',
);
export const backupUnsafe = defineError(
  'backup_unsafe',
  422,
  'This file holds what no backup of Moothall holds. Don’t use it, and find out where it comes from; nothing was changed.',
);
export const backupLocked = defineError(
  'backup_locked',
  422,
  'This backup is encrypted. Name the file of the private key with --key FILE.',
);
export const wrongBackupKey = defineError(
  'wrong_backup_key',
  422,
  'That key doesn’t open this backup. Name the private key whose public half stood in backup-keys.txt when it was made.',
);
export const noBackupKey = defineError(
  'no_backup_key',
  422,
  'There is no key to encrypt the backup to. Run "moothall backup key new" once, or give --no-encrypt: then whoever gets hold of the file can read every record.',
);
export const badBackupKey = defineError('bad_backup_key', 422, 'That is no age key.');
export const noBackup = defineError(
  'no_backup',
  404,
  'There is no backup in that folder. Make one with "moothall backup".',
);
export const otherSchema = defineError(
  'backup_of_other_version',
  409,
  'This backup was made by another version of Moothall.',
);
export const otherEngine = defineError('backup_of_other_engine', 409, 'This backup is of the other kind of database.');
export const liveData = defineError(
  'live_data',
  409,
  'There are data in this installation already. To put the backup in their place, run the same again with --replace --yes.',
);
export const postgresProgramsMissing = defineError(
  'postgres_programs_missing',
  422,
  'PostgreSQL’s own programs pg_dump and pg_restore are needed.',
);
export const postgresProgramFailed = defineError('postgres_program_failed', 500, 'A program of PostgreSQL failed.');
export const backupFolderFull = defineError(
  'backup_folder_full',
  507,
  'There is no room left for the backup. Make room, or name another folder under backups.folder; earlier backups are untouched and nothing half-made is left.',
);
export const noConfiguration = defineError(
  'no_configuration',
  422,
  'This backup has no secrets in it, because it is not encrypted. Put your copy of secrets.yaml into the directory, and run the same again.',
);
