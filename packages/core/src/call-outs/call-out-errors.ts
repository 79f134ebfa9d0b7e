import { defineError } from '../kernel/errors.js';

export const callOutErrors = {
  ended: defineError(
    'call_out_ended',
    409,
    'Somebody accepted it before you, or it was stood down. The page says who, and nobody else has to go.',
  ),
  notRung: defineError(
    'call_out_of_others',
    403,
    'You are not on the list of this call-out. Ask whoever began it to ring you.',
  ),
};
