import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('correspondence', {
  read: {
    allows: 'read what customers were written, and the mail and text messages that came in',
    roles: ['adviser', 'officer', 'team-leader', 'data-protection-officer'],
  },
  send: {
    allows: 'write to customers, print letters, cancel messages, and place mail and text messages that came in',
    roles: ['adviser', 'officer', 'team-leader'],
  },
  confirm: {
    allows: 'confirm messages to people whose record or case is restricted',
    roles: ['team-leader', 'data-protection-officer'],
  },
  'edit-templates': { allows: 'write the wording of messages', roles: ['administrator'] },
});
