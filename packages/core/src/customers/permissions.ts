import { definePermissions } from '../kernel/permissions.js';

export const permissions = definePermissions('customers', {
  read: {
    allows: 'find customers and open their records',
    roles: ['adviser', 'officer', 'team-leader', 'data-protection-officer'],
  },
  create: { allows: 'put new customers on record', roles: ['adviser', 'officer', 'team-leader'] },
  edit: {
    allows: 'change customers, and what they are reached and known by',
    roles: ['adviser', 'officer', 'team-leader', 'data-protection-officer'],
  },
  merge: {
    allows: 'merge two records of one customer, and take that back',
    roles: ['officer', 'team-leader', 'data-protection-officer'],
  },
  'read-restricted': {
    allows: 'open restricted customers, each time for a stated reason',
    roles: ['team-leader', 'data-protection-officer'],
  },
  'review-openings': {
    allows: 'see who opened restricted customers and why, and note that they looked at it',
    roles: ['data-protection-officer'],
  },
  restrict: {
    allows: 'restrict who may open a customer, and lift it',
    roles: ['team-leader', 'data-protection-officer'],
  },
  'review-duplicates': {
    allows: 'look through likely duplicates, and say that two records are not of one customer',
    roles: ['officer', 'team-leader', 'data-protection-officer'],
  },
});
