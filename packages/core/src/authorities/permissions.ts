import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('authorities', {
  manage: {
    allows: 'change an authority’s calendars, lines and settings',
    roles: ['administrator'],
  },
});
