import { defineError } from '../kernel/errors.js';

/** The record opens to few, and the reader isn't one of them. Says nothing about whose it is. */
export const customerRestricted = defineError(
  'customer_restricted',
  403,
  'This record is restricted. Ask your team leader or data protection officer: they can open it and tell you what you need.',
);

/** The reader may open the record, once they have said why. */
export const reasonNeeded = defineError(
  'reason_needed',
  403,
  'This record is restricted. Say why you need it; the reason is kept with your name.',
);

/** Facts: `candidates`, a list of `{ id, verdict, score, evidence }`, the likeliest first. */
export const likelyDuplicate = defineError(
  'likely_duplicate',
  409,
  'A customer like this is on record. Use that record, or confirm that this is somebody new.',
);

export const contactPointEnded = defineError(
  'contact_point_ended',
  409,
  'That contact point has ended. Add it again if it is in use.',
);

/** Facts: `survivorId`, the record that it is part of. */
export const customerMerged = defineError(
  'customer_merged',
  409,
  'This record was merged into another. Open that one, and make your change there.',
);

export const mergeUndone = defineError(
  'merge_undone',
  409,
  'Somebody has taken this merge back already. Both records are as they were.',
);

export const ownOpening = defineError(
  'own_opening',
  403,
  'You opened this record yourself. Ask another data protection officer to look at it.',
);

export const linkEnded = defineError(
  'link_ended',
  409,
  'This link has ended already, or the agreement by which it was made has. Look at the record again.',
);
