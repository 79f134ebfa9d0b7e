import { defineError } from '../../kernel/errors.js';

export const callBackErrors = {
  ended: defineError(
    'call_back_ended',
    409,
    'A colleague called meanwhile, or it was withdrawn. Look at it again to see what came of it.',
  ),
  notYours: defineError(
    'call_back_of_another',
    403,
    'It was promised for somebody else, or for a team that you are not in. Ask them to call.',
  ),
};
