import { defineError } from '../kernel/errors.js';

export const fileAway = defineError(
  'file_away',
  503,
  'This file is kept in another system, which doesn’t give it at the moment. Try again later; if that doesn’t help, tell whoever looks after the connections.',
);
