import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('knowledge', {
  read: { allows: 'search and read knowledge', roles: everyRole, shared: true },
  report: {
    allows: 'say that an article is wrong or unclear, and that nothing was found',
    roles: ['adviser', 'officer', 'team-leader', 'knowledge-editor'],
    shared: true,
  },
  edit: { allows: 'write, publish and withdraw knowledge articles', roles: ['knowledge-editor'], shared: true },
});
