import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('exchange', {
  manage: {
    allows: 'connect to councils in other installations, and look after the links',
    roles: ['administrator'],
  },
  read: {
    allows: 'see cases handed over to and by councils in other installations',
    roles: ['officer', 'team-leader', 'administrator', 'data-protection-officer'],
  },
  'hand-over': {
    allows: 'hand cases over to councils in other installations, and answer what they hand over',
    roles: ['officer', 'team-leader'],
  },
});
