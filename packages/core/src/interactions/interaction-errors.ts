import { defineError } from '../kernel/errors.js';

/** Facts: none; the page shows who has it. */
export const interactionOfAnother = defineError(
  'interaction_of_another',
  403,
  'A colleague is handling this contact. You can read it; to help the customer yourself, start a new contact.',
);

/** Facts: `id`. Its faults name the fields that the contact doesn't have as they were sent. */
export const contactEnteredBefore = defineError(
  'contact_entered_before',
  409,
  'This contact is entered already, and not all of what was sent now is in it. Open the contact, and add it there.',
);

export const interactionFinished = defineError(
  'interaction_finished',
  409,
  'This contact is finished. Start a new contact for the customer, or reopen it within 15 minutes of its end.',
);

export const tooLateToReopen = defineError(
  'too_late_to_reopen',
  409,
  'A contact can be reopened for 15 minutes after it was finished. Start a new contact for the customer.',
);

export const enquiryClosed = defineError(
  'enquiry_closed',
  409,
  'This enquiry has its outcome. Open another enquiry for what else the customer asks.',
);

/** Facts: `enquiryIds`, those without an outcome. */
export const enquiriesOpen = defineError(
  'enquiries_open',
  409,
  'Say how each enquiry ended before you finish: one has no outcome yet.',
);
