import { isForStaff, type PublishedService, type Question } from '../../services/index.js';

type Judged = Pick<PublishedService, 'definition'>;

/** Why a service can't be reported under by Open311; undefined: it can. */
export function whyNotOffered({ definition }: Judged): string | undefined {
  if (isForStaff({ definition })) return 'It is for staff';
  if (definition.sensitivity === 'restricted') return 'Its cases are restricted';
  if (definition.identityLevel.log !== 'none') return 'It needs an identity check';
  const unasked = definition.form.questions.find((question) => question.required && !isAskable(question));
  return unasked && `Its question “${unasked.label}” has to be answered, and Open311 can’t ask it`;
}

/** GeoReport v2 has no attributes that are files or repeat. */
export function isAskable({ type }: Pick<Question, 'type'>): boolean {
  return type !== 'file' && type !== 'group';
}
