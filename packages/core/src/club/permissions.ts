import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('club', {
  read: {
    allows: 'see how the partnership is governed: committee, decisions, contracts, risks, savings',
    roles: ['officer', 'team-leader', 'knowledge-editor', 'analyst', 'administrator', 'data-protection-officer'],
    shared: true,
  },
  govern: {
    allows: 'keep the records of the committee, its contracts, risks and savings',
    roles: ['administrator'],
  },
  compare: {
    allows: 'see the figures of every council side by side',
    roles: ['team-leader', 'analyst', 'administrator'],
  },
});
