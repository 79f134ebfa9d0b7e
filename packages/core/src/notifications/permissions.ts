import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('notifications', {
  read: { allows: 'see one’s own notifications', roles: everyRole },
});
