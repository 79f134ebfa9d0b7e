import { defineError } from '../../kernel/errors.js';

export const noCopy = defineError(
  'no_copy',
  404,
  'There is no continuous copy where backups.copy.connection of moothall.yaml leads.',
);
export const copyNotConfigured = defineError(
  'copy_not_configured',
  422,
  'moothall.yaml names no place for a continuous copy: backups.copy.connection. docs/operate/backups.md says how.',
);
export const copyPlaceUnusable = defineError(
  'copy_place_unusable',
  422,
  'The connection of the continuous copy can’t be used.',
);
export const momentNotCopied = defineError('moment_not_copied', 404, 'The continuous copy doesn’t have that moment.');
export const momentOfAnother = defineError(
  'moment_of_another',
  409,
  'Another installation copied to that place at that moment.',
);
export const copyRecordUnreadable = defineError(
  'copy_record_unreadable',
  500,
  'What the continuous copy keeps beside the data can’t be read.',
);
export const copyDamaged = defineError('copy_damaged', 422, 'The continuous copy is damaged.');
export const copyBusy = defineError(
  'copy_busy',
  503,
  'The log of the database can’t be folded now, because something reads or writes for long. It is tried again.',
);
export const copyOfAnother = defineError(
  'copy_of_another',
  409,
  'Another installation copies to that place, so nothing is written there. Is this a machine for tests? Take backups.copy out of its moothall.yaml. Does it take the other one’s place? Stop the server, and run once: moothall backup copy --take-over',
);
export const copyTaken = defineError(
  'copy_taken',
  409,
  'The running server keeps the copy up to date already: moothall status says how far it is.',
);
