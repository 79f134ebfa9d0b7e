import { defineError } from '../kernel/errors.js';

export const correspondenceErrors = {
  notFromHere: defineError(
    'message_state_not_allowed',
    409,
    'That can’t be done with the message any more. Open it again to see how far it is.',
  ),
};
