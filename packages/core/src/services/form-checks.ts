import { checkCondition } from './condition-checks.js';
import type { Question, QuestionType } from './question-types.js';
import type { Fault, ServiceDefinition } from './types.js';

/** What is wrong with the questions of a form, question by question. */
export function checkForm({ form }: Pick<ServiceDefinition, 'form'>): Fault[] {
  const faults = form.questions.flatMap((question, index) => {
    const path = `form.questions.${index}`;
    return [
      ...checkUnique(form.questions.slice(0, index), question, path),
      ...checkOptions(question, path),
      ...checkLimits(question, path),
      ...checkPattern(question, path),
      ...checkWording(question, path),
      ...checkProtection(question, path),
      ...checkConditions(form.questions, index, path),
    ];
  });
  return faults;
}

function checkUnique(earlier: Question[], { key }: Question, path: string): Fault[] {
  return earlier.some((question) => question.key === key)
    ? [{ path: `${path}.key`, message: `Two questions have the key ${key}: rename one` }]
    : [];
}

function checkOptions({ type, options }: Question, path: string): Fault[] {
  const needsOptions = type === 'choice' || type === 'choices';
  if (needsOptions && !options) return [{ path, message: `A ${type} question needs options` }];
  if (!needsOptions && options) {
    return [
      { path: `${path}.options`, message: `A ${type} question has no options: remove them, or make it a choice` },
    ];
  }
  return (options ?? []).flatMap((option, index) =>
    (['value', 'label'] as const)
      .filter((field) => options?.slice(0, index).some((earlier) => earlier[field] === option[field]))
      .map((field) => ({
        path: `${path}.options.${index}.${field}`,
        message: `Two options have the ${field} “${option[field]}”: change or remove one`,
      })),
  );
}

function checkLimits(question: Question, path: string): Fault[] {
  const { type, min, max, options } = question;
  const faults: Fault[] = (Object.keys(LIMITS) as (keyof typeof LIMITS)[])
    .filter((field) => question[field] !== undefined && !LIMITS[field].includes(type))
    .map((field) => ({
      path: `${path}.${field}`,
      message: `${field} means nothing for a ${type} question: remove it`,
    }));
  if (min !== undefined && max !== undefined && min > max) {
    faults.push({ path: `${path}.min`, message: `min ${min} is more than max ${max}: nothing could be answered` });
  }
  if (type === 'choices' && min !== undefined && options && min > options.length) {
    faults.push({ path: `${path}.min`, message: `min ${min} is more than the ${options.length} options` });
  }
  return faults;
}

/** The types for which each limit means something. */
const LIMITS = {
  min: ['number', 'money', 'choices', 'file'],
  max: ['number', 'money', 'choices', 'file'],
  decimals: ['number'],
  within: ['date'],
  maxLength: ['text', 'long-text'],
  pattern: ['text'],
} satisfies Partial<Record<keyof Question, QuestionType[]>> as Record<
  'min' | 'max' | 'decimals' | 'within' | 'maxLength' | 'pattern',
  QuestionType[]
>;

function checkPattern({ pattern, patternHelp }: Question, path: string): Fault[] {
  if (pattern === undefined) {
    return patternHelp ? [{ path: `${path}.patternHelp`, message: 'patternHelp needs a pattern' }] : [];
  }
  const faults: Fault[] = [];
  if (!isRegExp(pattern)) faults.push({ path: `${path}.pattern`, message: 'The pattern is not a regular expression' });
  if (!patternHelp) {
    faults.push({
      path,
      message: 'A pattern needs patternHelp: the error to show, like “Enter the registration, like AB12 CDE”',
    });
  }
  return faults;
}

function isRegExp(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').source !== '';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Errors are built from `called`, so a label that is a question needs one. */
function checkWording({ label, called, type }: Question, path: string): Fault[] {
  const asksQuestion = label.endsWith('?');
  if (!called && asksQuestion) {
    return [{ path, message: `Give “called”, so that an error can name the answer to “${label}”: “Enter <called>”` }];
  }
  if (type === 'yes-no' && !(called ?? '').startsWith('whether ')) {
    return [
      { path: `${path}.called`, message: 'For a yes-no question “called” starts with “whether”: “Say whether …”' },
    ];
  }
  return [];
}

function checkProtection({ type, personal }: Question, path: string): Fault[] {
  const isAlwaysPersonal = type === 'email' || type === 'telephone' || type === 'address';
  return isAlwaysPersonal && personal === 'none'
    ? [{ path: `${path}.personal`, message: `A ${type} is personal data: tag it personal or special` }]
    : [];
}

function checkConditions(questions: Question[], index: number, path: string): Fault[] {
  const { showWhen, stops } = questions[index] as Question;
  const shown = showWhen
    ? checkCondition(showWhen, {
        path: `${path}.showWhen`,
        questions: questions.slice(0, index),
        later: questions.slice(index),
        allows: ['answers'],
      })
    : [];
  const stopped = stops.flatMap((stop, number) =>
    checkCondition(stop.when, {
      path: `${path}.stops.${number}.when`,
      questions: questions.slice(0, index + 1),
      later: questions.slice(index + 1),
      allows: ['answers', 'dates', 'facts', 'time', 'areas'],
    }),
  );
  return [...shown, ...stopped];
}
