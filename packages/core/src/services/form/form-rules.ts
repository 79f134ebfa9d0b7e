import type { LocalDate } from '../../kernel/clock.js';
import { localDate } from '../../kernel/local-date.js';
import { answerTo, holds, type Circumstances } from './condition-rules.js';
import { countMessage, missingMessage, mustBe } from './answer-messages.js';
import { isBlank, parseAnswer } from './parse-answer.js';
import type { Answers, AnswerValue, GroupItem, Question, StopOutcome } from './question-types.js';
import { isGroupAnswer, itemHeading, itemLimits } from './repeated-groups.js';
import type { ServiceDefinition } from '../types.js';

type Form = Pick<ServiceDefinition, 'form'>;

/** What is wrong with one answer. `field` is the question's key; the message names the answer and the fix. */
export interface AnswerError {
  field: string;
  message: string;
}

export interface ParsedAnswers {
  answers: Answers;
  errors: AnswerError[];
}

/** A reason to stop and what to tell the customer. `question` in a group is `items.0.width`. An emergency is said first and the form can go on; the others end it. */
export interface FoundStop {
  question: string;
  say: string;
  outcome: StopOutcome;
  endsForm: boolean;
}

/**
 * The questions to ask, in order, given the answers so far. An answer to a hidden question shows nothing. `before`: the
 * form's answers, where the questions are a group's.
 */
export function visibleQuestions({ form }: Form, answers: Answers, before: Answers = {}): Question[] {
  const seen: Answers = { ...before };
  return form.questions.filter((question) => {
    if (!isShown(question, seen)) return false;
    const answer = answerTo(answers, question.key);
    if (answer !== undefined) seen[question.key] = answer;
    return true;
  });
}

/**
 * Typed answers from what a browser or an API client sent: an object by question key; a group is a list of such objects.
 * Answers to hidden questions are dropped, unknown keys refused, items in which nothing was answered left out. A question
 * with an error has no answer, so what depends on it stays hidden. Typed answers parse to themselves.
 */
export function parseAnswers({ form }: Form, raw: unknown, { today }: { today: LocalDate }): ParsedAnswers {
  if (isPlainObject(raw)) return readQuestions(form.questions, raw, { today, before: {} });
  const message = 'Send the answers as an object with the keys of the questions';
  return { answers: {}, errors: [{ field: '', message }] };
}

interface Asking {
  readonly today: LocalDate;
  /** What a group's questions may look at besides their own item. */
  readonly before: Answers;
}

function readQuestions(questions: Question[], raw: Record<string, unknown>, asking: Asking): ParsedAnswers {
  const answers: Answers = {};
  const errors: AnswerError[] = [];
  for (const question of questions) {
    const before = { ...asking.before, ...answers };
    if (!isShown(question, before)) continue;
    const given = Object.hasOwn(raw, question.key) ? raw[question.key] : undefined;
    const read = readQuestion(question, given, { ...asking, before });
    errors.push(...read.errors);
    if (read.value !== undefined) answers[question.key] = read.value;
    else if (read.errors.length === 0 && question.required)
      errors.push({ field: question.key, message: missingMessage(question) });
  }
  return { answers, errors: [...errors, ...unknownKeys(questions, raw)] };
}

interface ReadAnswer {
  readonly value?: AnswerValue;
  readonly errors: AnswerError[];
}

function readQuestion(question: Question, raw: unknown, asking: Asking): ReadAnswer {
  if (question.type === 'group') return readGroup(question, raw, asking);
  const parsed = parseAnswer(question, raw, asking.today);
  if (parsed === undefined) return { errors: [] };
  return 'message' in parsed
    ? { errors: [{ field: question.key, message: parsed.message }] }
    : { ...parsed, errors: [] };
}

/** Items keep their numbers in errors, blank ones counted, so that "Item 3" is the third on the page. */
function readGroup(group: Question, raw: unknown, asking: Asking): ReadAnswer {
  const { key, questions = [] } = group;
  if (isBlank(raw)) return { errors: [] };
  if (!Array.isArray(raw)) return { errors: [{ field: key, message: mustBe(group, 'must be a list of items') }] };
  const read = raw.map((item: unknown, index) => readItem(group, questions, item, index, asking));
  const errors = read.flatMap((item) => item.errors);
  const items = read.map(({ answers }) => answers as GroupItem).filter((item) => Object.keys(item).length > 0);
  if (errors.length > 0 || items.length === 0) return { errors };
  const message = countMessage(group, items.length, itemLimits(group));
  return message === undefined ? { value: items, errors } : { errors: [{ field: key, message }] };
}

function readItem(group: Question, questions: Question[], raw: unknown, index: number, asking: Asking): ParsedAnswers {
  const isObject = isPlainObject(raw);
  if (isBlank(raw) || (isObject && Object.values(raw).every(isBlank))) return { answers: {}, errors: [] };
  const { answers, errors } = isObject
    ? readQuestions(questions, raw, asking)
    : { answers: {}, errors: [{ field: '', message: 'Send it as an object with the keys of its questions' }] };
  const heading = itemHeading(group, index);
  const named = errors.map(({ field, message }) => ({
    field: [group.key, index, field].filter((step) => step !== '').join('.'),
    message: `${heading}: ${message}`,
  }));
  return { answers, errors: named };
}

/** The stops that apply, in the form's order, a group's item by item. Emergencies come first. */
export function findStops(definition: Form, circumstances: Circumstances): FoundStop[] {
  const found = visibleQuestions(definition, circumstances.answers).flatMap((question) => [
    ...stopsAt(question, question.key, circumstances),
    ...stopsInItems(question, circumstances),
  ]);
  return [...found.filter((stop) => !stop.endsForm), ...found.filter((stop) => stop.endsForm)];
}

function stopsAt({ stops }: Question, question: string, circumstances: Circumstances): FoundStop[] {
  return stops
    .filter((stop) => holds(stop.when, circumstances))
    .map(({ say, outcome }) => ({ question, say, outcome, endsForm: outcome !== 'emergency' }));
}

function stopsInItems({ key, questions = [] }: Question, circumstances: Circumstances): FoundStop[] {
  const items = answerTo(circumstances.answers, key);
  if (items === undefined || !isGroupAnswer(items)) return [];
  return items.flatMap((item, index) => {
    const within = { ...circumstances, answers: { ...circumstances.answers, ...item } };
    const shown = visibleQuestions({ form: { questions } }, item, circumstances.answers);
    return shown.flatMap((question) => stopsAt(question, `${key}.${index}.${question.key}`, within));
  });
}

function isShown({ showWhen }: Question, answers: Answers): boolean {
  return showWhen === undefined || holds(showWhen, { ...NOTHING_ELSE, answers });
}

function unknownKeys(questions: Question[], raw: Record<string, unknown>): AnswerError[] {
  const known = new Set(questions.map(({ key }) => key));
  return Object.keys(raw)
    .filter((key) => !known.has(key))
    .map((key) => ({
      field: key,
      message: `This form has no question “${key.slice(0, 64)}”: leave it out, or use one of ${[...known].join(', ') || 'none'}`,
    }));
}

function isPlainObject(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/** `showWhen` looks only at answers, which `checkDefinition` sees to. */
const NOTHING_ELSE = { facts: {}, areas: [], today: localDate('1970-01-01'), localTime: '00:00' } as const;
