import { defineError } from '../kernel/errors.js';

export const paymentErrors = {
  cancelledBefore: defineError(
    'payment_cancelled',
    409,
    'The payment was cancelled before. Open it again to see by whom and why.',
  ),
  notOfToday: defineError(
    'payment_not_yours_today',
    403,
    'You can cancel what you took today. Ask a team leader to cancel this payment.',
  ),
};
