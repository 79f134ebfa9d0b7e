import { defineError } from '../kernel/errors.js';

export const notSqlite = defineError('not_sqlite', 422, 'This installation is on PostgreSQL already.');
export const noSource = defineError(
  'no_source',
  404,
  'There is no SQLite database at the place that moothall.yaml names, so there is nothing to move.',
);
export const sourceOutdated = defineError(
  'source_outdated',
  409,
  'The tables of this installation are not those of this version of Moothall. Bring them up to date first: moothall migrate',
);
export const targetNotEmpty = defineError(
  'target_not_empty',
  409,
  'That PostgreSQL database is not empty, and holds something else than this installation. Name an empty one; nothing was changed.',
);
export const moveDiffers = defineError(
  'move_differs',
  500,
  'After the move a row differs. The installation stays on SQLite, and its database is as it was.',
);
export const chainsBroken = defineError(
  'chains_broken',
  422,
  'The audit trail of this installation is broken, so it is not moved. Find out since when: moothall audit verify',
);
