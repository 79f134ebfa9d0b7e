import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('audit', {
  read: {
    allows: 'see who saw or changed what',
    roles: ['data-protection-officer', 'administrator'],
  },
});
