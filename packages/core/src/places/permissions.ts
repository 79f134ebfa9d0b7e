import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('places', {
  read: { allows: 'find addresses and see what is known of a property', roles: everyRole },
  'look-up': {
    allows: 'look addresses up in another system, and keep the one that is chosen',
    roles: ['adviser', 'officer', 'team-leader', 'administrator'],
  },
  manage: {
    allows: 'add places, set what is known of them and say who answers for a service there',
    roles: ['administrator'],
  },
});
