import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('places', {
  read: { allows: 'find addresses and see what is known of a property', roles: everyRole },
  manage: {
    allows: 'add places, set what is known of them and say who answers for a service there',
    roles: ['administrator'],
  },
});
