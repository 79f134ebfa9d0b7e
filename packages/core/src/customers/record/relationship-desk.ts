import type { Route } from '../../kernel/route.js';
import { addRelationship } from '../commands/add-relationship.js';
import { editRelationship } from '../commands/edit-relationship.js';
import type { Question, questionsOf } from './form-page.js';
import { otherFormRoutes } from './other-form-desk.js';
import { partFormRoutes } from './part-form-desk.js';
import type { CustomerRecord, Relationship } from '../types.js';
import { dateText } from '../views.js';
import { relationWords } from '../words.js';

const labels = { relation: 'What they are to each other', fromOn: 'Since', toOn: 'Until' };

function questionsAbout(ask: ReturnType<typeof questionsOf>, { displayName }: CustomerRecord): Question[] {
  const short = { classes: 'govuk-input--width-10' };
  return [
    ask.select('relation', `${displayName} is`, relationWords, 'Choose'),
    ask.text('fromOn', labels.fromOn, { ...short, hintText: 'If that is known, for example 9 3 2019' }),
    ask.text('toOn', labels.toOn, { ...short, hintText: 'The last day. Leave empty while it goes on' }),
  ];
}

const add = otherFormRoutes({
  path: 'relationships',
  field: 'otherId',
  legend: 'Who it is',
  command: addRelationship,
  heading: ({ displayName }) => `Who is family or close to ${displayName}`,
  questions: questionsAbout,
  input: ({ relation, fromOn, toOn }) => ({ relation, fromOn, toOn }),
});

const edit = partFormRoutes<Relationship, keyof typeof labels>({
  path: 'relationships',
  labels,
  said: 'Saved',
  command: editRelationship,
  partsOf: ({ relationships }) => relationships,
  heading: ({ otherName }, { displayName }) => `${displayName} and ${otherName ?? 'a restricted record'}`,
  valuesOf: ({ relation, fromOn, toOn }) => ({ relation, fromOn: dateText(fromOn), toOn: dateText(toOn) }),
  questions: (ask, _part, customer) => questionsAbout(ask, customer),
  input: (_context, { relation, fromOn, toOn }, edit) => ({
    ...edit,
    relation,
    fromOn: fromOn || null,
    toOn: toOn || null,
  }),
  textOf: (field, value) =>
    field === 'relation' ? (relationWords[value as Relationship['relation']] ?? value) : value,
});

export const relationshipRoutes: readonly Route[] = [...add, ...edit];
