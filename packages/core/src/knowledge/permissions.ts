import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('knowledge', {
  read: { allows: 'search and read knowledge', roles: everyRole, shared: true },
  edit: { allows: 'publish and withdraw knowledge articles', roles: ['knowledge-editor'], shared: true },
});
