import { answerText, type Priority, type ServiceDefinition } from '../../services/index.js';
import type { EditedField } from '../page/edit-fields.js';
import type { CasePlace } from '../types.js';

/** A field that two people changed to two things, in words. */
export interface Clash {
  readonly field: string;
  readonly label: string;
  readonly before: string;
  readonly theirs: string;
  readonly yours: string;
}

export const priorityWords: Readonly<Record<Priority, string>> = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
};

type Form = Pick<ServiceDefinition, 'form'>;

/** How a page calls a field: "Priority", or the question as it was asked. */
export function fieldLabel({ form }: Form, field: string): string {
  const named: Readonly<Record<string, string>> = { title: 'Title', priority: 'Priority', location: 'Place' };
  const key = field.replace(/^answers\./, '');
  return named[field] ?? form.questions.find((question) => question.key === key)?.label ?? key;
}

export function clashOf(definition: Form, { field, before, theirs, yours }: EditedField): Clash {
  const words = (value: unknown): string => valueWords(definition, field, value);
  return {
    field,
    label: fieldLabel(definition, field),
    before: words(before),
    theirs: words(theirs),
    yours: words(yours),
  };
}

function valueWords({ form }: Form, field: string, value: unknown): string {
  if (value === undefined || value === null) return 'Nothing';
  if (field === 'priority') return priorityWords[value as Priority];
  if (field === 'location') return placeWords(value as CasePlace);
  const question = form.questions.find(({ key }) => `answers.${key}` === field);
  if (question) return answerText(question, value);
  return typeof value === 'string' ? value : 'Nothing';
}

/** "4 Quarry Lane, Dunmere", or the coordinates of a point without words. */
export function placeWords({ text, lat, long }: Pick<CasePlace, 'text' | 'lat' | 'long'>): string {
  if (text !== null) return text;
  return lat !== null && long !== null ? `${lat}, ${long}` : 'No place given';
}
