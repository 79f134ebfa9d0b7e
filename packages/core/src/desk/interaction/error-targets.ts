import type { FieldFault } from '../../kernel/errors.js';

/** Where each field stands on the page. A fault without a field is of the whole contact. */
const targets: Readonly<Record<string, string>> = {
  words: '#words',
  notes: '#notes',
  openEnquiries: '#left-open',
  passedToTeamId: '#passedToTeamId',
  to: '#to',
  note: '#pass-note',
  questions: '#questions',
  firstName: '#new-firstName',
  lastName: '#new-lastName',
  telephone: '#new-telephone',
  address: '#new-address',
};

export function lineOfError({ field, message }: FieldFault): { text: string; href?: string } {
  const href = targets[field];
  return href === undefined ? { text: message } : { text: message, href };
}
