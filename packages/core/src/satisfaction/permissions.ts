import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('satisfaction', {
  ask: {
    allows: 'ask customers how satisfied they were, when they are drawn',
    roles: ['adviser', 'officer', 'team-leader'],
  },
});
