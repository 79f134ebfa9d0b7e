import type { Condition } from '../form/condition-types.js';
import type { Question } from '../form/question-types.js';

/** One line of a condition as a form asks for it: what is looked at, how, and against what. */
export interface ConditionRow {
  /** `question:<key>`, `fact:<name>`, `area`, `time` or `priority`; empty: no line. */
  readonly what: string;
  readonly test: string;
  readonly value: string;
}

export interface ConditionRows {
  readonly join: 'all' | 'any';
  readonly rows: readonly ConditionRow[];
}

/** How something can be looked at, in the words of a page. */
export const CONDITION_TESTS = {
  is: 'is',
  'is-not': 'is not',
  in: 'is one of',
  answered: 'is answered or known',
  'not-answered': 'is not answered or known',
  'at-least': 'is at least',
  'at-most': 'is at most',
  'days-at-least': 'is at least so many days ago',
  'days-at-most': 'is at most so many days ago',
  from: 'is from',
  before: 'is before',
} as const;
export type ConditionTest = keyof typeof CONDITION_TESTS;

/** A condition as lines; undefined for one with parts within parts, which lines can't hold. */
export function rowsOf(condition: Condition | undefined): ConditionRows | undefined {
  if (condition === undefined) return { join: 'all', rows: [] };
  const join = 'any' in condition ? 'any' : 'all';
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition];
  const rows = parts.map(rowOf);
  return rows.some((row) => row === undefined) ? undefined : { join, rows: rows as ConditionRow[] };
}

function rowOf(condition: Condition): ConditionRow | undefined {
  if ('all' in condition || 'any' in condition) return undefined;
  if ('area' in condition) return listRow('area', condition.area);
  if ('priority' in condition) return listRow('priority', condition.priority);
  if ('localTime' in condition) {
    const { localTime } = condition;
    return 'from' in localTime
      ? { what: 'time', test: 'from', value: localTime.from }
      : { what: 'time', test: 'before', value: localTime.before };
  }
  const what = 'question' in condition ? `question:${condition.question}` : `fact:${condition.fact}`;
  if ('is' in condition) return { what, test: 'is', value: scalarText(condition.is) };
  if ('isNot' in condition) return { what, test: 'is-not', value: scalarText(condition.isNot) };
  if ('in' in condition) return { what, test: 'in', value: condition.in.map(scalarText).join(', ') };
  if ('answered' in condition) return { what, test: condition.answered ? 'answered' : 'not-answered', value: '' };
  if ('known' in condition) return { what, test: condition.known ? 'answered' : 'not-answered', value: '' };
  if ('atLeast' in condition) return { what, test: 'at-least', value: String(condition.atLeast) };
  if ('atMost' in condition) return { what, test: 'at-most', value: String(condition.atMost) };
  const { atLeast, atMost } = condition.daysAgo;
  if (atLeast !== undefined && atMost !== undefined) return undefined;
  return atLeast === undefined
    ? { what, test: 'days-at-most', value: String(atMost ?? '') }
    : { what, test: 'days-at-least', value: String(atLeast) };
}

function listRow(what: string, value: string | readonly string[]): ConditionRow {
  return typeof value === 'string' ? { what, test: 'is', value } : { what, test: 'in', value: value.join(', ') };
}

function scalarText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

export type ReadCondition = { readonly condition: Condition | undefined } | { readonly fault: string };

/** The condition that lines say; none where all are empty. A fault names the line, from 1. */
export function conditionFrom({ join, rows }: ConditionRows, questions: readonly Question[]): ReadCondition {
  const parts: Condition[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.what === '' && row.value.trim() === '') continue;
    const read = partFrom(row, questions);
    if (typeof read === 'string') return { fault: `Line ${index + 1}: ${read}` };
    parts.push(read);
  }
  const [first] = parts;
  if (parts.length <= 1) return { condition: first };
  return { condition: join === 'any' ? { any: parts } : { all: parts } };
}

function partFrom({ what, test, value: typed }: ConditionRow, questions: readonly Question[]): Condition | string {
  const value = typed.trim();
  if (what === '') return 'choose what it looks at';
  const needsValue = test !== 'answered' && test !== 'not-answered';
  if (needsValue && value === '') return 'enter what to compare with';
  if (what === 'time') return timeFrom(test, value);
  if (what === 'area') return { area: oneOrMore(test, value) };
  if (what === 'priority') return { priority: oneOrMore(test, value) } as Condition; // the schema says which there are
  const [kind, key = ''] = what.split(':');
  if (kind === 'fact') return factFrom(key, test, value);
  return answerFrom(
    questions.find((question) => question.key === key),
    key,
    test,
    value,
  );
}

function timeFrom(test: string, value: string): Condition | string {
  if (test === 'from') return { localTime: { from: value } };
  return test === 'before' ? { localTime: { before: value } } : 'the time of day can be “is from” or “is before”';
}

function oneOrMore(test: string, value: string): string | string[] {
  const values = listOf(value);
  return test === 'in' || values.length > 1 ? values : value;
}

function factFrom(fact: string, test: string, value: string): Condition | string {
  switch (test) {
    case 'is':
      return { fact, is: value };
    case 'is-not':
      return { fact, isNot: value };
    case 'in':
      return { fact, in: listOf(value) };
    case 'answered':
      return { fact, known: true };
    case 'not-answered':
      return { fact, known: false };
    default:
      return 'a fact of the property can be “is”, “is not”, “is one of” or known';
  }
}

function answerFrom(asked: Question | undefined, question: string, test: string, value: string): Condition | string {
  const scalar = (text: string) => scalarFrom(asked, text);
  const number = Number(value);
  const isNumber = value !== '' && Number.isFinite(number);
  switch (test) {
    case 'is':
      return { question, is: scalar(value) };
    case 'is-not':
      return { question, isNot: scalar(value) };
    case 'in':
      return { question, in: listOf(value).map(scalar) };
    case 'answered':
      return { question, answered: true };
    case 'not-answered':
      return { question, answered: false };
    case 'at-least':
      return isNumber ? { question, atLeast: number } : 'enter a number to compare with';
    case 'at-most':
      return isNumber ? { question, atMost: number } : 'enter a number to compare with';
    case 'days-at-least':
      return Number.isInteger(number) ? { question, daysAgo: { atLeast: number } } : 'enter a whole number of days';
    case 'days-at-most':
      return Number.isInteger(number) ? { question, daysAgo: { atMost: number } } : 'enter a whole number of days';
    default:
      return 'an answer has no time of day: choose another way to look at it';
  }
}

/** Options are taken by their label as well, as people read them. */
function scalarFrom(asked: Question | undefined, text: string): string | number | boolean {
  const word = text.toLowerCase();
  if (asked?.type === 'yes-no' && ['yes', 'true', 'no', 'false'].includes(word))
    return word === 'yes' || word === 'true';
  if ((asked?.type === 'number' || asked?.type === 'money') && Number.isFinite(Number(text))) return Number(text);
  return asked?.options?.find(({ value, label }) => value === word || label.toLowerCase() === word)?.value ?? text;
}

function listOf(value: string): string[] {
  return value
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
