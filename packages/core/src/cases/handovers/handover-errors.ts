import { defineError } from '../../kernel/errors.js';

export const handoverErrors = {
  offered: defineError(
    'handover_offered',
    409,
    'It is offered to somebody already. Take that back before you pass it to somebody else.',
  ),
  ended: defineError(
    'handover_ended',
    409,
    'It was accepted, declined, taken back or returned meanwhile. Look at it again to see what became of it.',
  ),
  overtaken: defineError(
    'handover_overtaken',
    409,
    'The case was closed, or another team has it, since it was passed to you. Decline it.',
  ),
  notYours: defineError('handover_of_another', 403, 'It is not offered to you or a team of yours.'),
  notGiven: defineError('handover_given_by_another', 403, 'Only whoever passed it on can take it back.'),
  notAgreed: defineError(
    'handover_not_agreed',
    409,
    'No agreement in force lets that council take this over. Pass it to a team of the council that it belongs to, or ask an administrator to agree it.',
  ),
  restricted: defineError(
    'handover_restricted',
    409,
    'A restricted case goes straight to its next team: use “Hand over”, so that nobody else reads of it.',
  ),
  notFinished: defineError(
    'handover_not_to_finish',
    409,
    'You can say what became of an enquiry that you accepted, once.',
  ),
};
