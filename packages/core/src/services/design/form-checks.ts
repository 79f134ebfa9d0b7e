import { checkCondition } from './condition-checks.js';
import { isPattern } from '../form/matches-pattern.js';
import type { Question, QuestionType } from '../form/question-types.js';
import { checkGroup, checkSize } from './group-checks.js';
import type { Fault, ServiceDefinition } from '../types.js';

/** What is wrong with the questions of a form, question by question. */
export function checkForm({ form }: Pick<ServiceDefinition, 'form'>): Fault[] {
  const faults = form.questions.flatMap((question, index) => {
    const path = `form.questions.${index}`;
    const place = { path, asked: form.questions.slice(0, index), later: form.questions.slice(index + 1) };
    const inner = (question.questions ?? []).flatMap((one, number, all) => {
      const within = { path: `${path}.questions.${number}`, asked: [...place.asked, ...all.slice(0, number)] };
      return checkQuestion(one, { ...within, later: [...all.slice(number + 1), question, ...place.later] });
    });
    return [...checkQuestion(question, place), ...checkGroup(question, path), ...inner];
  });
  return [...checkUnique(form), ...faults, ...checkSize(form)];
}

/** Where a question stands: what was asked before it, and what is asked after. */
interface Place {
  readonly path: string;
  readonly asked: readonly Question[];
  readonly later: readonly Question[];
}

function checkQuestion(question: Question, place: Place): Fault[] {
  const { path } = place;
  return [
    ...checkOptions(question, path),
    ...checkLimits(question, path),
    ...checkPattern(question, path),
    ...checkFed(question, path),
    ...checkWording(question, path),
    ...checkProtection(question, path),
    ...checkConditions(question, place),
  ];
}

/** A group's questions count among all of the form, so that a condition can't mean two. */
function checkUnique(form: ServiceDefinition['form']): Fault[] {
  const all = form.questions.flatMap(({ key, questions = [] }, index) => [
    { key, path: `form.questions.${index}.key` },
    ...questions.map((one, number) => ({ key: one.key, path: `form.questions.${index}.questions.${number}.key` })),
  ]);
  return all
    .filter(({ key }, index) => all.findIndex((earlier) => earlier.key === key) < index)
    .map(({ key, path }) => ({ path, message: `Two questions have the key ${key}: rename one` }));
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

/** What is offered is kept in words, so that it can be typed where the other system is away. */
function checkFed({ type, fedBy }: Question, path: string): Fault[] {
  if (fedBy === undefined || type === 'text') return [];
  return [
    { path: `${path}.fedBy`, message: `A ${type} question can’t be chosen from what is offered: make it a text` },
  ];
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
  min: ['number', 'money', 'choices', 'file', 'group'],
  max: ['number', 'money', 'choices', 'file', 'group'],
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
  if (!isPattern(pattern)) faults.push({ path: `${path}.pattern`, message: 'The pattern is not a regular expression' });
  if (!patternHelp) {
    faults.push({
      path,
      message: 'A pattern needs patternHelp: the error to show, like “Enter the registration, like AB12 CDE”',
    });
  }
  return faults;
}

/** Errors are built from `called`, so a label that is a question needs one. */
function checkWording({ label, called, type }: Question, path: string): Fault[] {
  const asksQuestion = label.endsWith('?');
  if (!called && asksQuestion) {
    return [
      {
        path,
        message: `Say how an error names the answer to “${label}” (called), so that it can read “Enter <called>”`,
      },
    ];
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

function checkConditions(question: Question, { path, asked, later }: Place): Fault[] {
  const { showWhen, stops } = question;
  const shown = showWhen
    ? checkCondition(showWhen, {
        path: `${path}.showWhen`,
        questions: asked,
        later: [question, ...later],
        allows: ['answers'],
      })
    : [];
  const stopped = stops.flatMap((stop, number) =>
    checkCondition(stop.when, {
      path: `${path}.stops.${number}.when`,
      questions: [...asked, question],
      later,
      allows: ['answers', 'dates', 'facts', 'time', 'areas'],
    }),
  );
  return [...shown, ...stopped];
}
