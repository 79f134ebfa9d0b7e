import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('wallboard', {
  read: {
    allows: 'see the wallboard: contacts under way, calls that wait and what was done today',
    roles: ['team-leader'],
  },
  report: {
    allows: 'say how many calls wait on each line (for the token of a telephone system)',
    roles: ['administrator'],
  },
});
