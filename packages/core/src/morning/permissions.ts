import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('morning', {
  read: {
    allows: 'see what other councils answered and logged for theirs by agreement',
    roles: ['officer', 'team-leader'],
  },
  acknowledge: { allows: 'acknowledge what other councils did for theirs', roles: ['officer', 'team-leader'] },
});
