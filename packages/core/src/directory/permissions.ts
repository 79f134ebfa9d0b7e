import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('directory', {
  read: { allows: 'look up staff and teams', roles: everyRole },
  edit: {
    allows: 'change entries of the staff directory and decide corrections',
    roles: ['administrator', 'knowledge-editor', 'team-leader'],
  },
  'keep-rotas': {
    allows: 'keep duty rotas of their authority’s teams, and swap duties',
    roles: ['administrator', 'team-leader'],
  },
  import: {
    allows: 'bring in staff of their authority from a file, with their accounts and roles',
    roles: ['administrator'],
  },
  export: { allows: 'take the staff directory out as a file', roles: ['administrator', 'analyst', 'team-leader'] },
  manage: { allows: 'set up teams and who is in them', roles: ['administrator', 'team-leader'] },
});
