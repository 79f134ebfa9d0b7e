import { defineError } from '../kernel/errors.js';

export const leavingChanged = defineError(
  'leaving_plan_changed',
  409,
  'What leaving would do is no longer what was shown. Nothing is changed; look at it again.',
);

export const leavingBlocked = defineError(
  'leaving_blocked',
  409,
  'Something has to be settled before this authority can leave. Nothing is changed.',
);

export const notMember = defineError(
  'not_a_member',
  422,
  'That is no council of this installation. "moothall authority list" shows them.',
);

export const archiveDamaged = defineError(
  'archive_damaged',
  409,
  'The archive is not as it was written. No more rows are removed; put the right one back, or name its folder.',
);

export const archiveInTheWay = defineError(
  'archive_in_the_way',
  409,
  'The folder for the archive exists and is not this archive. Name another with --to.',
);

export const exportInTheWay = defineError(
  'export_in_the_way',
  409,
  'The folder holds something already. Nothing is written; name an empty or a new one with --to.',
);

export const rowsRemain = defineError(
  'rows_remain',
  409,
  'Rows were written while others were removed. Stop the server and run the same again.',
);
export const documentsRemain = defineError(
  'documents_remain',
  503,
  'Files of the council are still kept by a connection.',
);
