import type { AnswerCondition, Condition } from '../form/condition-types.js';
import type { Question } from '../form/question-types.js';
import type { Fault } from '../types.js';

/** What a condition in some place may look at. */
export type ConditionSubject = 'answers' | 'dates' | 'facts' | 'time' | 'areas' | 'priority';

export interface ConditionPlace {
  path: string;
  /** Questions that have been asked by then. */
  questions: readonly Question[];
  /** Questions that come too late to look at; none outside the form. */
  later?: readonly Question[];
  allows: readonly ConditionSubject[];
}

/** What is wrong with a condition where it stands: unknown or later questions, values that can't be answered. */
export function checkCondition(condition: Condition, place: ConditionPlace): Fault[] {
  if ('all' in condition) return checkParts(condition.all, 'all', place);
  if ('any' in condition) return checkParts(condition.any, 'any', place);
  const subject = subjectOf(condition);
  if (!place.allows.includes(subject)) {
    return [
      { path: place.path, message: `A condition here can look at ${place.allows.join(', ')}, not at ${subject}` },
    ];
  }
  return 'question' in condition ? checkAnswerCondition(condition, place) : [];
}

function checkParts(parts: Condition[], name: 'all' | 'any', place: ConditionPlace): Fault[] {
  return parts.flatMap((part, index) => checkCondition(part, { ...place, path: `${place.path}.${name}.${index}` }));
}

function subjectOf(condition: Exclude<Condition, { all: unknown } | { any: unknown }>): ConditionSubject {
  if ('question' in condition) return 'daysAgo' in condition ? 'dates' : 'answers';
  if ('fact' in condition) return 'facts';
  if ('localTime' in condition) return 'time';
  return 'area' in condition ? 'areas' : 'priority';
}

function checkAnswerCondition(condition: AnswerCondition, { path, questions, later = [] }: ConditionPlace): Fault[] {
  const question = questions.find(({ key }) => key === condition.question);
  if (question === undefined) {
    const isLater = later.some(({ key }) => key === condition.question);
    const message = isLater
      ? `The question ${condition.question} is not asked before this: move it up, or change the condition`
      : `There is no question ${condition.question}`;
    return [{ path, message }];
  }
  if ('daysAgo' in condition) return wrongUnless(question.type === 'date', path, 'daysAgo', question);
  if ('atLeast' in condition || 'atMost' in condition) {
    return wrongUnless(COUNTED.includes(question.type), path, 'atLeast and atMost', question);
  }
  return valuesOf(condition).flatMap((value) => checkValue(value, question, path));
}

function wrongUnless(isRight: boolean, path: string, test: string, { key, type }: Question): Fault[] {
  return isRight ? [] : [{ path, message: `${test} can't be asked of ${key}, which is a ${type} question` }];
}

/** A group is counted by its items. */
const COUNTED: readonly Question['type'][] = ['number', 'money', 'group'];

function valuesOf(condition: AnswerCondition): (string | number | boolean)[] {
  if ('is' in condition) return [condition.is];
  if ('isNot' in condition) return [condition.isNot];
  return 'in' in condition ? condition.in : [];
}

function checkValue(value: string | number | boolean, { key, type, options }: Question, path: string): Fault[] {
  switch (type) {
    case 'choice':
    case 'choices': {
      const values = (options ?? []).map((option) => option.value);
      const isOption = values.some((option) => option === value);
      return isOption
        ? []
        : [{ path, message: `${key} has no option “${value}”: its options are ${values.join(', ')}` }];
    }
    case 'yes-no':
      return typeof value === 'boolean'
        ? []
        : [{ path, message: `${key} is answered with true or false, not “${value}”` }];
    case 'number':
    case 'money':
      return typeof value === 'number' ? [] : [{ path, message: `${key} is answered with a number, not “${value}”` }];
    case 'address':
    case 'point':
    case 'file':
      return [{ path, message: `${key} is a ${type} question: only “answered” can be asked of it` }];
    case 'group':
      return [{ path, message: `${key} is a group: only “answered” and its number of items can be asked of it` }];
    default:
      return typeof value === 'string' ? [] : [{ path, message: `${key} is answered with text, not ${value}` }];
  }
}
