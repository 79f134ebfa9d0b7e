import { CONDITION_TESTS, rowsOf, type ConditionRow, type ConditionTest } from '../design/condition-rows.js';
import type { Condition } from './condition-types.js';
import type { Question } from './question-types.js';

/** A condition as people read it: "“Which bin was missed?” is Garden waste, and the time is from 17:00". */
export function conditionWords(condition: Condition, questions: readonly Question[]): string {
  const rows = rowsOf(condition);
  if (rows) return rows.rows.map((row) => rowWords(row, questions)).join(rows.join === 'any' ? ', or ' : ', and ');
  if ('all' in condition) return condition.all.map((part) => inBrackets(part, questions)).join(', and ');
  if ('any' in condition) return condition.any.map((part) => inBrackets(part, questions)).join(', or ');
  const { question, daysAgo } = condition as { question: string; daysAgo: { atLeast?: number; atMost?: number } };
  return `${questionWords(question, questions)} is ${daysAgo.atLeast ?? 0} to ${daysAgo.atMost ?? 0} days ago`;
}

function inBrackets(condition: Condition, questions: readonly Question[]): string {
  const words = conditionWords(condition, questions);
  return 'all' in condition || 'any' in condition ? `(${words})` : words;
}

function rowWords({ what, test, value }: ConditionRow, questions: readonly Question[]): string {
  const [kind, key = ''] = what.split(':');
  const known: Record<string, string> = { area: 'the area', time: 'the time', priority: 'the priority' };
  const subject = kind === 'question' ? questionWords(key, questions) : (known[what] ?? `the property’s ${key}`);
  const labels = kind === 'question' ? optionLabels(key, value, questions) : value;
  return [subject, CONDITION_TESTS[test as ConditionTest], labels].filter(Boolean).join(' ');
}

function questionWords(key: string, questions: readonly Question[]): string {
  return `“${questions.find((question) => question.key === key)?.label ?? key}”`;
}

function optionLabels(key: string, value: string, questions: readonly Question[]): string {
  const options = questions.find((question) => question.key === key)?.options ?? [];
  const label = (one: string): string => options.find((option) => option.value === one)?.label ?? one;
  return value.split(', ').map(label).join(', ');
}
