import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('services', {
  read: { allows: 'see the services and their forms', roles: everyRole },
  publish: { allows: 'publish and withdraw services', roles: ['administrator'] },
});
