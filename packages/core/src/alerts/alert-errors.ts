import { defineError } from '../kernel/errors.js';

/** What can go wrong with an alert besides its input. */
export const alertErrors = {
  ownProposal: defineError(
    'own_proposal',
    403,
    'You proposed this alert. Ask another team leader or the data protection officer to decide.',
  ),
  reviewTold: defineError('review_told', 409, 'Its owners were told of this review date already.'),
  /** Facts: `state`. */
  wrongState: defineError(
    'alert_state',
    409,
    'The alert is no longer in the state that this needs. Open it again to see what was decided.',
  ),
};
