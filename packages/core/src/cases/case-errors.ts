import { defineError } from '../kernel/errors.js';

/** Errors of cases, as API clients and pages tell them apart. */
export const caseErrors = {
  /** An answer ended the form. `facts.stops` holds {question, outcome, say, endsForm}; the faults say the same. */
  stopped: defineError(
    'form_stopped',
    422,
    'An answer says that something else must happen first. Tell the customer what it says; log the case only if it is still right.',
  ),
  withdrawn: defineError('service_not_offered', 409, 'This service is not offered any more. Choose another.'),
  noTeam: defineError(
    'team_missing',
    409,
    'The service sends this to a team that does not exist or is closed. Ask an administrator to correct its routing.',
  ),
  notFromHere: defineError('status_not_allowed', 409, 'The case can’t go there from its status. Reload it and look.'),
  reasonNeeded: defineError(
    'case_reason_needed',
    403,
    'This case is restricted to another team. Say why you need to open it; your reason is kept in the audit trail.',
  ),
  restrictedAlready: defineError('already_restricted', 409, 'This case is restricted already. Reload it.'),
  notRestricted: defineError('not_restricted', 409, 'This case is not restricted. Reload it.'),
  restrictedByService: defineError(
    'restricted_by_service',
    409,
    'Every case of this service is restricted, so this one stays so.',
  ),

  restrictedByCustomer: defineError(
    'restricted_by_customer',
    409,
    'The customer’s record is restricted, and so is this case for as long.',
  ),
  severalCases: defineError('several_cases', 409, 'Several cases have that old reference. Choose one of them.'),
  nothingToTake: defineError('nothing_to_take', 404, 'No case of your teams is waiting for somebody to take it.'),
  taskEnded: defineError('task_already_ended', 409, 'That task is done or dropped already. Reload the case.'),
  taskOpen: defineError('task_not_ended', 409, 'That task is still to be done. Reload the case.'),
  closed: defineError('case_closed', 409, 'That case is closed. Open it again first, or log a new one.'),
  notDueYet: defineError('not_due_yet', 409, 'The promise has time left, or none is made. Nobody was told.'),
  escalated: defineError('already_escalated', 409, 'They were told of this promise already.'),
  tooManyViews: defineError('too_many_views', 409, 'There are 20 saved views already. Remove one first.'),
  undoTooLate: defineError('undo_too_late', 409, 'A change can be undone for 10 minutes. Change the case by hand.'),
  undone: defineError('already_undone', 409, 'That change is undone already. Reload the page.'),
  changedSince: defineError('changed_since', 409, 'Somebody changed this case since, so it stays as it is now.'),
  fileRemoved: defineError('file_already_removed', 409, 'That file was removed already. Reload the case.'),
} as const;
