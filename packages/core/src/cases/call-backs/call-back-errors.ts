import { defineError } from '../../kernel/errors.js';

export const callBackErrors = {
  ended: defineError(
    'call_back_ended',
    409,
    'A colleague called meanwhile, or it was withdrawn. Look at it again to see what came of it.',
  ),
  rung: defineError(
    'call_back_rung',
    409,
    'Somebody rang already, so it can no longer be changed. Say when it is tried again, or withdraw it and promise a new one.',
  ),
  taken: defineError(
    'call_back_taken',
    409,
    'A colleague took it meanwhile and may be ringing now. Ask them to change it.',
  ),
  notYours: defineError(
    'call_back_of_another',
    403,
    'It was promised for somebody else, or for a team that you are not in. Ask them to call.',
  ),
};
