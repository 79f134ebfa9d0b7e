import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('events', {
  read: {
    allows: 'read what happened, as events with ids and references alone (for the token of another system)',
    roles: ['administrator'],
    shared: true,
  },
});
