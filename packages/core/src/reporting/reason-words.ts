/** Why a contact was avoidable, as it is shown. */
export const reasonWords: Readonly<Record<string, string>> = {
  'chasing-progress': 'Asked how a case stands',
  'wrong-department': 'Came to the wrong place',
  'unclear-information': 'Our information was unclear',
  'repeat-of-fault': 'It was not put right',
  'broken-promise': 'We did not do what we promised',
};
