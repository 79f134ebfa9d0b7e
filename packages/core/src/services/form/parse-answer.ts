import type { LocalDate } from '../../kernel/clock.js';
import { countMessage, mustBe } from './answer-messages.js';
import { parseChoice, parseChoices, parseYesNo } from './parse-choices.js';
import { parseDate, parseTime } from './parse-dates.js';
import { parseMoney, parseNumber } from './parse-numbers.js';
import { parseAddress, parsePoint } from './parse-places.js';
import { parseEmail, parseTelephone, parseText } from './parse-text.js';
import type { PlainAnswer, Question } from './question-types.js';

/** A typed value, or the message that says what to change. */
export type Parsed<Value extends PlainAnswer = PlainAnswer> = { value: Value } | { message: string };

/** One answer from its raw form; undefined when nothing was given. A group has its own way: see `parseAnswers`. */
export function parseAnswer(question: Question, raw: unknown, today: LocalDate): Parsed | undefined {
  if (isBlank(raw)) return undefined;
  switch (question.type) {
    case 'text':
    case 'long-text':
      return parseText(question, raw);
    case 'number':
      return parseNumber(question, raw);
    case 'money':
      return parseMoney(question, raw);
    case 'yes-no':
      return parseYesNo(question, raw);
    case 'choice':
      return parseChoice(question, raw);
    case 'choices':
      return parseChoices(question, raw);
    case 'date':
      return parseDate(question, raw, today);
    case 'time':
      return parseTime(question, raw);
    case 'email':
      return parseEmail(question, raw);
    case 'telephone':
      return parseTelephone(question, raw);
    case 'address':
      return parseAddress(question, raw);
    case 'point':
      return parsePoint(question, raw);
    case 'file':
      return parseFiles(question, raw);
    case 'group':
      throw new Error(`the group ${question.key} is read item by item`);
  }
}

function parseFiles(question: Question, raw: unknown): Parsed {
  const ids = [raw].flat();
  if (!ids.every((id): id is string => typeof id === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(id))) {
    return { message: mustBe(question, 'must be files that were uploaded first: add them again') };
  }
  const files = [...new Set(ids)];
  const { min = 0, max = 5 } = question;
  const message = countMessage(question, files.length, { min, max });
  return message === undefined ? { value: files } : { message };
}

/** Nothing given: empty text, an empty list, or an object whose every field is empty (a date left blank). */
export function isBlank(raw: unknown): boolean {
  if (raw === undefined || raw === null) return true;
  if (typeof raw === 'string') return raw.trim() === '';
  if (Array.isArray(raw)) return raw.every((item) => item === '' || item === null || item === undefined);
  return (
    typeof raw === 'object' &&
    Object.values(raw).every((value) => value === null || value === undefined || value === '')
  );
}
