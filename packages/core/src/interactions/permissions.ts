import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('interactions', {
  read: {
    allows: 'read what was said in contacts with customers',
    roles: ['adviser', 'officer', 'team-leader', 'data-protection-officer'],
  },
  handle: { allows: 'take contacts from customers', roles: ['adviser', 'officer', 'team-leader'] },
});
