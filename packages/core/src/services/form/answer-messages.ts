import { capitalised } from '../../kernel/capitalised.js';
import type { Question } from './question-types.js';

/** "Enter the colour of the bin": what is said when a required answer is missing. */
export function missingMessage(question: Question): string {
  return `${VERBS[question.type]} ${calledOf(question)}`;
}

/** "The date it was missed must be a real date": what is said when an answer can't be used. */
export function mustBe(question: Question, rest: string): string {
  return `${capitalised(calledOf(question))} ${rest}`;
}

/** "The photo can have 5 at most: remove 1": where a count of files or items is outside its limits. */
export function countMessage(question: Question, count: number, { min, max }: { min: number; max: number }) {
  if (count > max) return mustBe(question, `can have ${max} at most: remove ${count - max}`);
  return count < min ? mustBe(question, `must have ${min} at least: add ${min - count} more`) : undefined;
}

/** How errors name the answer: `called`, or else the label without its question mark. */
export function calledOf({ called, label }: Question): string {
  return called ?? lowerFirst(label.replace(/\s*[?:.]+$/, ''));
}

/** Lower-cases the first letter, unless the word is "I" or an abbreviation like UPRN or TV. */
export function lowerFirst(words: string): string {
  return /^(?:\p{Lu}[\p{Lu}\d]|I\b)/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

const VERBS: Record<Question['type'], string> = {
  text: 'Enter',
  'long-text': 'Enter',
  number: 'Enter',
  money: 'Enter',
  'yes-no': 'Say',
  choice: 'Choose',
  choices: 'Choose',
  date: 'Enter',
  time: 'Enter',
  email: 'Enter',
  telephone: 'Enter',
  address: 'Enter',
  point: 'Show or describe',
  file: 'Add',
  group: 'Add',
};
