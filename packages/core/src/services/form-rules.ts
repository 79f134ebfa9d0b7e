import type { LocalDate } from '../kernel/clock.js';
import { localDate } from '../kernel/local-date.js';
import { answerTo, holds, type Circumstances } from './condition-rules.js';
import { missingMessage } from './answer-messages.js';
import { parseAnswer } from './parse-answer.js';
import type { Answers, Question, StopOutcome } from './question-types.js';
import type { ServiceDefinition } from './types.js';

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

/** A reason to stop and what to tell the customer. An emergency is said first and the form can go on; the others end it. */
export interface FoundStop {
  question: string;
  say: string;
  outcome: StopOutcome;
  endsForm: boolean;
}

/** The questions to ask, in order, given the answers so far. An answer to a hidden question shows nothing. */
export function visibleQuestions({ form }: Form, answers: Answers): Question[] {
  const seen: Answers = {};
  return form.questions.filter((question) => {
    if (!isShown(question, seen)) return false;
    const answer = answerTo(answers, question.key);
    if (answer !== undefined) seen[question.key] = answer;
    return true;
  });
}

/**
 * Typed answers from what a browser or an API client sent: an object by question key. Answers to hidden questions are
 * dropped, unknown keys refused. A question with an error has no answer, so what depends on it stays hidden.
 * Typed answers parse to themselves.
 */
export function parseAnswers({ form }: Form, raw: unknown, { today }: { today: LocalDate }): ParsedAnswers {
  if (!isPlainObject(raw)) {
    return {
      answers: {},
      errors: [{ field: '', message: 'Send the answers as an object with the keys of the questions' }],
    };
  }
  const answers: Answers = {};
  const errors: AnswerError[] = [];
  for (const question of form.questions) {
    if (!isShown(question, answers)) continue;
    const parsed = parseAnswer(question, Object.hasOwn(raw, question.key) ? raw[question.key] : undefined, today);
    if (parsed === undefined) {
      if (question.required) errors.push({ field: question.key, message: missingMessage(question) });
    } else if ('message' in parsed) {
      errors.push({ field: question.key, message: parsed.message });
    } else {
      answers[question.key] = parsed.value;
    }
  }
  return { answers, errors: [...errors, ...unknownKeys(form.questions, raw)] };
}

/** The stops that apply, in the form's order. Emergencies come first. */
export function findStops(definition: Form, circumstances: Circumstances): FoundStop[] {
  const found = visibleQuestions(definition, circumstances.answers).flatMap((question) =>
    question.stops
      .filter((stop) => holds(stop.when, circumstances))
      .map(({ say, outcome }) => ({ question: question.key, say, outcome, endsForm: outcome !== 'emergency' })),
  );
  return [...found.filter((stop) => !stop.endsForm), ...found.filter((stop) => stop.endsForm)];
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
