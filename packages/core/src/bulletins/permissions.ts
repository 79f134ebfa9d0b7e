import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('bulletins', {
  read: { allows: 'read urgent notices', roles: everyRole },
  write: {
    allows: 'write, change and withdraw urgent notices',
    roles: ['team-leader', 'knowledge-editor', 'administrator'],
  },
});
