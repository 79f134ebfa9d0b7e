import { formatMoney, moneyOf, parseMoney as parseTypedMoney } from '../../kernel/money.js';
import { mustBe } from './answer-messages.js';
import type { Parsed } from './parse-answer.js';
import type { Question } from './question-types.js';

/** A number as typed ("1,200") or as JSON. */
export function parseNumber(question: Question, raw: unknown): Parsed<number> {
  const decimals = question.decimals ?? 0;
  const value = typeof raw === 'number' ? raw : readDecimal(raw);
  if (value === undefined || !Number.isFinite(value) || Math.abs(value) > LARGEST) {
    return {
      message: mustBe(question, decimals === 0 ? 'must be a whole number, like 3' : 'must be a number, like 2.5'),
    };
  }
  if (Number(value.toFixed(decimals)) !== value) {
    const allowed = decimals === 0 ? 'must be a whole number, like 3' : `can have ${decimals} decimal places at most`;
    return { message: mustBe(question, allowed) };
  }
  return withinBounds(question, value, String);
}

/** Whole pence. Text is pounds as people type them ("£12.50"); a JSON number is already pence. */
export function parseMoney(question: Question, raw: unknown): Parsed<number> {
  const typed = typeof raw === 'string' ? parseTypedMoney(raw) : undefined;
  const pence = typed?.ok ? typed.value.pence : raw;
  if (typeof pence !== 'number' || !Number.isInteger(pence) || pence < 0 || pence > LARGEST) {
    return { message: mustBe(question, 'must be an amount in pounds and pence, like 12.50') };
  }
  return withinBounds(question, pence, showPence);
}

function showPence(pence: number): string {
  return formatMoney(moneyOf(pence), { wholePounds: 'short' });
}

function withinBounds(question: Question, value: number, show: (value: number) => string): Parsed<number> {
  const { min, max } = question;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return { value };
  if (min !== undefined && max !== undefined) {
    return { message: mustBe(question, `must be between ${show(min)} and ${show(max)}`) };
  }
  return {
    message: mustBe(question, min !== undefined ? `must be ${show(min)} or more` : `must be ${show(max ?? 0)} or less`),
  };
}

function readDecimal(raw: unknown): number | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = raw.trim();
  return /^[+-]?(\d{1,13}|\d{1,3}(,\d{3}){1,4})(\.\d{1,10})?$/.test(text)
    ? Number(text.replaceAll(',', ''))
    : undefined;
}

const LARGEST = 1e12;
