import { definePermissions, everyRole } from '../kernel/permissions.js';

export const ownAccount = 'identity.own';

export const permissions = definePermissions('identity', {
  own: {
    allows: 'change their own password, second factor, settings and API tokens (also without any role)',
    roles: everyRole,
  },
});
