import { calledOf, mustBe } from './answer-messages.js';
import type { Parsed } from './parse-answer.js';
import type { Question } from './question-types.js';

export function parseYesNo(question: Question, raw: unknown): Parsed<boolean> {
  if (raw === true || raw === 'yes' || raw === 'true') return { value: true };
  if (raw === false || raw === 'no' || raw === 'false') return { value: false };
  return { message: `Say ${calledOf(question)}: yes or no` };
}

export function parseChoice(question: Question, raw: unknown): Parsed<string> {
  const chosen = question.options?.find((option) => option.value === raw);
  return chosen ? { value: chosen.value } : { message: `Choose ${calledOf(question)} from the list` };
}

/** The chosen values once each, in the form's order. */
export function parseChoices(question: Question, raw: unknown): Parsed<string[]> {
  const given = [raw].flat().filter((value) => value !== '');
  const options = question.options ?? [];
  if (!given.every((value) => options.some((option) => option.value === value))) {
    return { message: `Choose ${calledOf(question)} from the list` };
  }
  const value = options.map((option) => option.value).filter((option) => given.includes(option));
  const { min = 0, max = Infinity } = question;
  if (value.length < min) return { message: mustBe(question, `must have ${countChoices(min)} at least`) };
  if (value.length > max) return { message: mustBe(question, `can have ${countChoices(max)} at most`) };
  return { value };
}

function countChoices(count: number): string {
  return count === 1 ? '1 choice' : `${count} choices`;
}
