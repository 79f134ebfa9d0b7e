import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('events', {
  read: {
    allows: 'read what happened, as events with ids and references alone (for the token of another system)',
    roles: ['administrator'],
    shared: true,
  },
  manage: {
    allows: 'have events sent to addresses of other systems (webhooks), and settle what could not be delivered',
    roles: ['administrator'],
  },
});
