import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('reporting', {
  read: { allows: 'see the figures of contacts, and how they are counted', roles: ['team-leader', 'analyst'] },
});
