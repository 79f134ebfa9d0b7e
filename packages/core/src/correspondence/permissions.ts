import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('correspondence', {
  read: {
    allows: 'read what customers were written',
    roles: ['adviser', 'officer', 'team-leader', 'data-protection-officer'],
  },
  send: {
    allows: 'write to customers, print letters and cancel messages',
    roles: ['adviser', 'officer', 'team-leader'],
  },
  confirm: {
    allows: 'confirm messages to people whose record or case is restricted',
    roles: ['team-leader', 'data-protection-officer'],
  },
  'edit-templates': { allows: 'write the wording of messages', roles: ['administrator'] },
});
