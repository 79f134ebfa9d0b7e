import { definePermissions, everyRole } from '../kernel/permissions.js';

export const ownAccount = 'identity.own';

/** No role holds it: what needs it is done from the command line alone, by whoever runs the installation. */
export const byCommandLine = 'identity.manage';

export const permissions = definePermissions('identity', {
  own: {
    allows: 'change their own password, second factor, settings and API tokens (also without any role)',
    roles: everyRole,
  },
});
