import { defineError } from '../kernel/errors.js';

export const correspondenceErrors = {
  notWritten: defineError(
    'contact_not_written_to',
    409,
    'Nothing was sent: the council has no words for it, or nothing on record reaches the customer.',
  ),
  /** Facts: `why`. */
  linkNotWritten: defineError(
    'link_not_written',
    409,
    'The link was not sent: the council has no words for it, or nothing on record reaches the customer. Give it to whoever pays yourself.',
  ),
  caseNotWritten: defineError(
    'case_not_written_to',
    409,
    'Nothing was sent about this case. Open it to see how its customer can be reached.',
  ),
  templateTaken: defineError(
    'template_taken',
    409,
    'The council has a template in place of this one already. Change that one, or go back to the partnership’s.',
  ),
  mailSettled: defineError(
    'mail_settled',
    409,
    'The mail is on a case or was dealt with already. Open it again to see.',
  ),
  gone: defineError('message_gone', 409, 'The message has gone or was settled already, so it can’t be taken back.'),
  notFromHere: defineError(
    'message_state_not_allowed',
    409,
    'That can’t be done with the message any more. Open it again to see how far it is.',
  ),
};
