import { defineError } from '../kernel/errors.js';

export const cannotSplit = defineError('cannot_split', 422, 'This council can’t be split so. Nothing is changed.');

export const splittingChanged = defineError(
  'splitting_plan_changed',
  409,
  'What splitting would do is no longer what was shown. Nothing is changed; look at it again.',
);

export const splittingBlocked = defineError(
  'splitting_blocked',
  409,
  'Something has to be settled before this council can be split. Nothing is changed.',
);

export const splittingTooEarly = defineError(
  'splitting_too_early',
  409,
  'That day has not come. Nothing is changed; run it on that day or later.',
);
