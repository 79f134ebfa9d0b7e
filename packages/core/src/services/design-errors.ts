import { defineError } from '../kernel/errors.js';

export const serviceKeyTaken = defineError(
  'service_key_taken',
  409,
  'There is a service with that key already. Choose another key, or edit that service.',
);
export const noDraft = defineError('no_draft', 409, 'There is no draft of that service. Change something first.');
export const noSuchVersion = defineError('no_such_version', 404, 'That service has no version with that number.');
