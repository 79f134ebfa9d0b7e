import type { Question, QuestionType } from '../form/question-types.js';
import { LARGEST_GROUP, itemLimits } from '../form/repeated-groups.js';
import type { Fault, ServiceDefinition } from '../types.js';

/** What is wrong with a question as a group, or with one that has what only groups have. */
export function checkGroup(question: Question, path: string): Fault[] {
  const { type, questions, itemName } = question;
  if (type !== 'group') {
    if (questions)
      return [{ path: `${path}.questions`, message: `A ${type} question holds no questions: make it a group` }];
    return itemName === undefined
      ? []
      : [
          {
            path: `${path}.itemName`,
            message: `A ${type} question has no items to name: remove this, or make it a group`,
          },
        ];
  }
  if (!questions) return [{ path, message: 'A group needs questions: add one that is part of it' }];
  return [
    ...checkInner(questions, path),
    ...checkCounts(question, path),
    ...checkTag(question, questions, path),
    ...(question.prefill
      ? [{ path: `${path}.prefill`, message: 'Fill in the questions of the group, not the group' }]
      : []),
  ];
}

/** What a group can't ask, and why. */
const OUTSIDE_ONLY: Partial<Record<QuestionType, string>> = {
  group: 'A group can’t hold a group: ask its questions here',
  file: 'A group can’t ask for files: ask for them once, after the group',
  point: 'A group can’t ask for places on the map: a case happens at one place, which the form asks for by itself',
};

function checkInner(questions: readonly Question[], path: string): Fault[] {
  return questions.flatMap(({ type }, index) => {
    const message = OUTSIDE_ONLY[type];
    return message === undefined ? [] : [{ path: `${path}.questions.${index}.type`, message }];
  });
}

function checkCounts(question: Question, path: string): Fault[] {
  return (['min', 'max'] as const).flatMap((field) => {
    const { [field]: count } = question;
    if (count === undefined || (Number.isInteger(count) && count >= 1 && count <= LARGEST_GROUP)) return [];
    return [{ path: `${path}.${field}`, message: `${field} of a group is a whole number from 1 to ${LARGEST_GROUP}` }];
  });
}

/** What is shown of a group is shown of all in it, so its own tag is as strict as the strictest. */
function checkTag({ personal }: Question, questions: readonly Question[], path: string): Fault[] {
  const strictness = ['none', 'personal', 'special'] as const;
  const strictest = strictness.findLast((tag) => questions.some((question) => question.personal === tag)) ?? 'none';
  return strictness.indexOf(personal) >= strictness.indexOf(strictest)
    ? []
    : [{ path: `${path}.personal`, message: `Tag the group ${strictest}, as a question in it is` }];
}

/** Answers that the groups of a form may bring together: more would not fit into one request. */
const LARGEST_FORM = 240;

export function checkSize({ questions }: ServiceDefinition['form']): Fault[] {
  const sizes = questions.map((question) => itemLimits(question).max * (question.questions?.length ?? 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= LARGEST_FORM) return [];
  const largest = sizes.indexOf(Math.max(...sizes));
  const message = `Groups could bring ${total} answers; ${LARGEST_FORM} fit: give this one fewer items or questions`;
  return [{ path: `form.questions.${largest}.max`, message }];
}
