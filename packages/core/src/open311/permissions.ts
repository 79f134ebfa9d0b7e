import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('open311', {
  manage: {
    allows: 'choose the services that other systems may report under by Open311, and make and revoke their keys',
    roles: ['administrator'],
  },
});
