import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('call-outs', {
  read: { allows: 'see emergency call-outs, and accept or decline one in which they are rung', roles: everyRole },
  start: {
    allows: 'call out whoever is on duty in an emergency, say what came of ringing, and stand it down',
    roles: ['adviser', 'officer', 'team-leader', 'administrator'],
  },
});
