import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('recharges', {
  read: {
    allows: 'see what their authority pays others, and others pay it, for what is done by agreement',
    roles: ['team-leader', 'analyst', 'administrator'],
  },
  manage: {
    allows: 'issue, dispute, answer, agree and settle the statements of agreements, for their authority’s side',
    roles: ['administrator'],
  },
});
