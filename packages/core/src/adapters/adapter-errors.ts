import { defineError } from '../kernel/errors.js';

/** What can go wrong with a delivery besides its input. */
export const adapterErrors = {
  /** Facts: `state`. */
  settled: defineError(
    'delivery_settled',
    409,
    'The delivery is settled already. Open the connection again to see how it ended.',
  ),
};
