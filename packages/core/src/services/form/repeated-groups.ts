import { capitalised } from '../../kernel/capitalised.js';
import type { AnswerValue, GroupItem, Question } from './question-types.js';
import type { ServiceDefinition } from '../types.js';

/** The most items that any group may have. */
export const LARGEST_GROUP = 20;

/** The most items of a group that sets no `max`. */
const USUAL_ITEMS = 10;

/** How many items a group may have. */
export function itemLimits({ min = 0, max = USUAL_ITEMS }: Question): { min: number; max: number } {
  return { min, max };
}

/** "Vehicle 2", as headings and errors call an item; `index` counts from 0. */
export function itemHeading({ itemName = 'item' }: Pick<Question, 'itemName'>, index: number): string {
  return `${capitalised(itemName)} ${index + 1}`;
}

/** Every question of a form, those of a group after it. */
export function allQuestions({ questions }: ServiceDefinition['form']): Question[] {
  return questions.flatMap((question) => [question, ...(question.questions ?? [])]);
}

/** Whether an answer is a group's. */
export function isGroupAnswer(answer: AnswerValue): answer is GroupItem[] {
  return Array.isArray(answer) && typeof answer[0] === 'object';
}
