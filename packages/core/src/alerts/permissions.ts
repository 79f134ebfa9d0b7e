import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('alerts', {
  read: {
    allows: 'see alerts on customers and properties, and what to do',
    roles: ['adviser', 'officer', 'team-leader', 'data-protection-officer'],
  },
  'read-reason': {
    allows: 'see why an alert was raised',
    roles: ['officer', 'team-leader', 'data-protection-officer'],
  },
  propose: { allows: 'propose an alert', roles: ['adviser', 'officer', 'team-leader'] },
  decide: {
    allows: 'approve, refuse, review and end alerts that somebody else proposed',
    roles: ['team-leader', 'data-protection-officer'],
  },
});
