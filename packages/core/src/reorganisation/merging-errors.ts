import { defineError } from '../kernel/errors.js';

export const cannotMerge = defineError('cannot_merge', 422, 'These councils can’t be merged. Nothing is changed.');

export const mergingChanged = defineError(
  'merging_plan_changed',
  409,
  'What merging would do is no longer what was shown. Nothing is changed; look at it again.',
);

export const mergingBlocked = defineError(
  'merging_blocked',
  409,
  'Something has to be settled before these councils can be merged. Nothing is changed.',
);

export const mergingTooEarly = defineError(
  'merging_too_early',
  409,
  'That day has not come. Nothing is changed; run it on that day or later.',
);
