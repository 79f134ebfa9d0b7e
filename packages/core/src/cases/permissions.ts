import { definePermissions, everyRole } from '../kernel/permissions.js';

export const permissions = definePermissions('cases', {
  read: {
    allows: 'see cases and work queues',
    roles: ['adviser', 'officer', 'team-leader', 'data-protection-officer'],
  },
  log: { allows: 'log a case', roles: ['adviser', 'officer', 'team-leader'] },
  ask: {
    allows: 'ask service desks for help, as a colleague, and follow their own requests',
    roles: everyRole,
  },
  note: { allows: 'add notes and record that a customer chased', roles: ['adviser', 'officer', 'team-leader'] },
  work: {
    allows: 'take cases, change their status, and keep their tasks and files',
    roles: ['officer', 'team-leader'],
  },
  decide: { allows: 'take the steps of a case that a service keeps for team leaders', roles: ['team-leader'] },
  assign: { allows: 'give cases to other people and teams', roles: ['officer', 'team-leader'] },
  'set-handover-times': {
    allows: 'set how long there is to accept what is passed on',
    roles: ['administrator', 'team-leader'],
  },
  edit: { allows: 'correct a case’s answers, place and priority', roles: ['adviser', 'officer', 'team-leader'] },
  'promise-call-backs': {
    allows: 'promise customers of contacts and cases that they are called back',
    roles: ['adviser', 'officer', 'team-leader'],
  },
  'call-back': {
    allows: 'see promised call-backs, take them, and say what came of them',
    roles: ['adviser', 'officer', 'team-leader'],
  },
  'change-many': { allows: 'change several cases at once, and undo that', roles: ['officer', 'team-leader'] },
  export: {
    allows: 'take the cases of a queue out as a file',
    roles: ['team-leader', 'data-protection-officer'],
  },
  'share-views': { allows: 'keep saved views of a queue for a whole team', roles: ['team-leader'] },
  'read-restricted': {
    allows: 'be told of restricted cases of any team, and open them, giving a reason',
    roles: ['data-protection-officer'],
  },
  restrict: {
    allows: 'restrict a case to its team, and lift that again',
    roles: ['adviser', 'officer', 'team-leader'],
  },
});
