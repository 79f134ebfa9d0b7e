import { defineError } from '../kernel/errors.js';

/** What can be wrong with a change of a service's design, besides its input. */
export const designErrors = {
  keyTaken: defineError(
    'service_key_taken',
    409,
    'There is a service with that key already. Choose another key, or edit that service.',
  ),
  noDraft: defineError('no_draft', 409, 'There is no draft of that service. Change something first.'),
  noSuchVersion: defineError('no_such_version', 404, 'That service has no version with that number.'),
};
