import type { LocalDate } from '../../kernel/clock.js';
import { parseLocalDate } from '../../kernel/parse-local-date.js';
import type { DateFault, DateParts } from '../../kernel/parse-local-date.js';
import { parseTimeOfDay } from '../../kernel/parse-local-time.js';
import { mustBe } from './answer-messages.js';
import type { Parsed } from './parse-answer.js';
import type { Question } from './question-types.js';

/** 'YYYY-MM-DD' from a written date or from {day, month, year}; the month may be a name. */
export function parseDate(question: Question, raw: unknown, today: LocalDate): Parsed<LocalDate> {
  const given = readDateInput(raw);
  const date = given === undefined ? undefined : parseLocalDate(given);
  if (date === undefined || !date.ok) return { message: mustBe(question, WRONG[date?.code ?? 'date_unreadable']) };
  const on = date.value;
  if (on < EARLIEST || on > LATEST) return { message: mustBe(question, 'must be between the years 1850 and 2150') };
  if (question.within === 'past' && on > today) return { message: mustBe(question, 'must be today or in the past') };
  if (question.within === 'future' && on < today)
    return { message: mustBe(question, 'must be today or in the future') };
  return { value: on };
}

/** 'HH:MM' from '17:30', '5:30pm', '5pm' or 'midday'. */
export function parseTime(question: Question, raw: unknown): Parsed<string> {
  const time = typeof raw === 'string' ? parseTimeOfDay(raw) : undefined;
  if (!time?.ok) return { message: mustBe(question, 'must be a time, like 5:30pm or 17:30') };
  const [hour, minute] = [Math.floor(time.value / 60), time.value % 60];
  return { value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` };
}

/** The parts may be numbers, as an API client sends them. */
function readDateInput(raw: unknown): string | DateParts | undefined {
  if (typeof raw === 'string') return raw;
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const { day = '', month = '', year = '', ...others } = raw as Record<string, unknown>;
  const parts = [day, month, year];
  const areParts = parts.every((part) => typeof part === 'string' || typeof part === 'number');
  if (!areParts || Object.keys(others).length > 0) return undefined;
  return { day: String(day), month: String(month), year: String(year) };
}

const REAL_DATE = 'must be a real date, like 27 3 2026';

const WRONG: Record<DateFault, string> = {
  date_missing: REAL_DATE,
  day_missing: 'must include a day',
  month_missing: 'must include a month',
  year_missing: 'must include a year',
  date_unreadable: REAL_DATE,
  day_unreadable: REAL_DATE,
  month_unreadable: REAL_DATE,
  year_unreadable: 'must have a year with 4 digits, like 2026',
  no_such_day: REAL_DATE,
};

/** Beyond these a date is a slip of the finger: nobody alive was born before, and nothing is planned after. */
const EARLIEST = '1850-01-01';
const LATEST = '2150-12-31';
