import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('services', {
  read: { allows: 'see the services and their forms', roles: everyRole },
  design: {
    allows: 'draft services, check them and try them out',
    roles: ['knowledge-editor', 'administrator'],
  },
  publish: { allows: 'publish and withdraw services', roles: ['administrator'] },
});
