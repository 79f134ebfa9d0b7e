import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('authorities', {
  manage: {
    allows: 'change an authority’s calendars, lines and settings',
    roles: ['administrator'],
  },
  'set-retention': {
    allows: 'say for how long each kind of record is kept, and see what is past its time',
    roles: ['data-protection-officer', 'administrator'],
  },
});
