import { defineError } from '../kernel/errors.js';

export const packMovedOn = defineError(
  'pack_moved_on',
  409,
  'Something that the pack touches changed after you looked at the difference. Nothing was written. Look at it again.',
);
export const packRefused = defineError(
  'pack_refused',
  422,
  'The pack can’t be installed as it is. Nothing was written.',
);
