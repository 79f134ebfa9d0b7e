import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('directory', {
  read: { allows: 'look up staff and teams', roles: everyRole },
  manage: { allows: 'set up teams and who is in them', roles: ['administrator', 'team-leader'] },
});
