import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('adapters', {
  read: {
    allows: 'see how the connections to other systems are, and what waits for them',
    roles: ['administrator'],
  },
  manage: {
    allows: 'check and pause connections to other systems, and settle what could not be delivered',
    roles: ['administrator'],
  },
});
