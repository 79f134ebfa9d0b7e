import { hasControlCharacters } from '../../kernel/input.js';
import { matchesPattern } from './matches-pattern.js';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { mustBe } from './answer-messages.js';
import type { Parsed } from './parse-answer.js';
import type { Question } from './question-types.js';

/** Text as typed, without the space around it; line ends become \n. Emoji and right-to-left text are kept as they are. */
export function parseText(question: Question, raw: unknown): Parsed<string> {
  const read = readPlainText(question, raw, question.maxLength ?? (question.type === 'text' ? 200 : 2_000));
  if ('message' in read) return read;
  if (question.type === 'text' && read.value.includes('\n')) {
    return { message: mustBe(question, 'must be on one line') };
  }
  if (question.pattern !== undefined && !matchesPattern(question.pattern, read.value)) {
    return { message: question.patternHelp ?? mustBe(question, 'is not in the form that is needed') };
  }
  return read;
}

export function parseEmail(question: Question, raw: unknown): Parsed<string> {
  const read = readPlainText(question, raw, 254);
  if ('message' in read || EMAIL.test(read.value)) return read;
  return { message: mustBe(question, 'must be an email address, like name@post.example') };
}

/** E.164, with `;ext=` where an extension was given. Numbers without a country code are read as British. */
export function parseTelephone(question: Question, raw: unknown): Parsed<string> {
  const read = readPlainText(question, raw, 40);
  if ('message' in read) return read;
  const number = parsePhoneNumberFromString(read.value, { defaultCountry: 'GB', extract: false });
  if (!number?.isPossible()) {
    return { message: mustBe(question, 'must be a telephone number with its area code, like 01632 960001') };
  }
  return { value: number.ext ? `${number.number};ext=${number.ext}` : number.number };
}

/** Text that can be stored: no null bytes, no other control characters, no broken Unicode, not too long. */
export function readPlainText(question: Question, raw: unknown, maxLength: number): Parsed<string> {
  if (typeof raw !== 'string') return { message: mustBe(question, 'must be text') };
  const value = raw.replace(/\r\n?/g, '\n').trim();
  if (hasControlCharacters(value) || /\p{Surrogate}/u.test(value)) {
    return {
      message: mustBe(question, 'has a character that can’t be kept: delete what was pasted and type it again'),
    };
  }
  const length = [...value].length;
  if (length > maxLength) {
    const limit = maxLength.toLocaleString('en-GB');
    return {
      message: mustBe(question, `must be ${limit} characters or fewer; it has ${length.toLocaleString('en-GB')}`),
    };
  }
  return { value };
}

const EMAIL = /^[^\s@"(),:;<>[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;
