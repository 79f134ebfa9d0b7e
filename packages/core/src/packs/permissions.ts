import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('packs', {
  read: {
    allows: 'see which packs are installed, and what the council changed of them',
    roles: ['knowledge-editor', 'administrator'],
    shared: true,
  },
  install: { allows: 'install packs and bring them up to date', roles: ['administrator'] },
});
