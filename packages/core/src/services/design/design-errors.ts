import { defineError } from '../../kernel/errors.js';

/** What can be wrong with a change of a service's design, besides its input. */
export const designErrors = {
  keyTaken: defineError(
    'service_key_taken',
    409,
    'There is a service with that key already. Choose another key, or edit that service.',
  ),
  noDraft: defineError('no_draft', 409, 'There is no draft of that service. Change something first.'),
  notPublished: defineError(
    'not_published',
    409,
    'That service was never published, so no case can be logged under it.',
  ),
  notWithdrawn: defineError('not_withdrawn', 409, 'That service is not withdrawn. Reload it and look.'),
  noSuchVersion: defineError('no_such_version', 404, 'That service has no version with that number.'),
};
