import { defineError } from '../../kernel/errors.js';

export const outsideErrors = {
  noConnection: defineError(
    'no_connection',
    409,
    'No connection to another system serves this service in this council. Ask whoever looks after connections.',
  ),
  sentAlready: defineError(
    'case_sent_already',
    409,
    'The case is with the other system, or on its way there. Reload it.',
  ),
  notSent: defineError('case_not_sent', 409, 'The case is with no other system, so nothing can be written to it.'),
  keptHere: defineError(
    'case_kept_here',
    409,
    'A restricted or closed case does not go to another system. Tell those who do the work yourself.',
  ),
  settled: defineError('word_settled', 409, 'A colleague dealt with that meanwhile. Reload the case.'),
} as const;
