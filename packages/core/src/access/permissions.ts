import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('access', {
  manage: {
    allows: 'see who works here, give and end roles, and look after accounts',
    roles: ['administrator'],
  },
});
