import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('payments', {
  read: {
    allows: 'see what customers paid',
    roles: ['adviser', 'officer', 'team-leader', 'data-protection-officer'],
  },
  record: {
    allows: 'record payments, and cancel their own of the same day',
    roles: ['adviser', 'officer', 'team-leader'],
  },
  refund: { allows: 'give back what a provider took', roles: ['team-leader'] },
  reconcile: {
    allows: 'compare payments with what providers took, explain what differs, and fetch the income files',
    roles: ['team-leader', 'administrator'],
  },
  cancel: { allows: 'cancel any payment that was recorded by mistake', roles: ['team-leader'] },
});
