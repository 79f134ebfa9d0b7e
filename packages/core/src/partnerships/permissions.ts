import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('partnerships', {
  read: {
    allows: 'see the agreements of their authority, as the one that serves or is served',
    roles: ['team-leader', 'analyst', 'administrator', 'data-protection-officer'],
  },
  manage: {
    allows: 'draft agreements and change their terms, and suspend, resume and end agreements',
    roles: ['administrator'],
  },
  sign: { allows: 'sign agreements for their authority', roles: ['administrator'] },
  activate: {
    allows: 'open a continuity or overflow agreement that names them, and close it again',
    roles: ['team-leader', 'administrator'],
  },
});
