import type { LocalDate } from './clock.js';
import { MONTH_NAMES, findMonth } from './date-words.js';
import { dateOfParts, daysInMonth } from './local-date.js';
import { notParsed, parsed } from './parsed.js';
import type { Parsed } from './parsed.js';

/** The three boxes of a date question, as they were typed. */
export interface DateParts {
  day: string;
  month: string;
  year: string;
}

export type DateFault =
  | 'date_missing'
  | 'day_missing'
  | 'month_missing'
  | 'year_missing'
  | 'date_unreadable'
  | 'day_unreadable'
  | 'month_unreadable'
  | 'year_unreadable'
  | 'no_such_day';

/** `label` is what the date is, without an article: "date of birth". */
export interface DateLabel {
  label?: string;
}

/**
 * Reads a date that a person, a file or an API client gives: `2026-11-24`, `24/11/2026` (also with `-`, `.` or spaces),
 * `24 November 2026` in English or Welsh, or the three boxes of a form. Day before month, always. A year has 4 digits:
 * "26" could be 1926.
 */
export function parseLocalDate(
  input: string | DateParts,
  { label = 'date' }: DateLabel = {},
): Parsed<LocalDate, DateFault> {
  if (typeof input !== 'string') return parseParts(trimmed(input), label);
  const text = input.trim();
  if (text === '') return notParsed('date_missing', `Enter the ${label}`);
  const parts = splitWritten(text);
  return parts
    ? parseParts(parts, label)
    : notParsed('date_unreadable', `Enter the ${label} like 24/11/2026 or 2026-11-24`);
}

function trimmed({ day, month, year }: DateParts): DateParts {
  return { day: day.trim(), month: month.trim(), year: year.trim() };
}

function splitWritten(text: string): DateParts | undefined {
  const yearFirst = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (yearFirst) return partsFrom(yearFirst, 3, 2, 1);
  const dayFirst = /^(\d+)(?:\s*[/.-]\s*|\s+)(\d+|\p{L}+)(?:\s*[/.-]\s*|\s+)(\d+)$/u.exec(text);
  return dayFirst ? partsFrom(dayFirst, 1, 2, 3) : undefined;
}

function partsFrom(match: RegExpExecArray, day: number, month: number, year: number): DateParts {
  return { day: match[day] ?? '', month: match[month] ?? '', year: match[year] ?? '' };
}

function parseParts(parts: DateParts, label: string): Parsed<LocalDate, DateFault> {
  const { day, month, year } = parts;
  if (!day && !month && !year) return notParsed('date_missing', `Enter the ${label}`);
  if (!day) return notParsed('day_missing', `Enter the day of the ${label}`);
  if (!month) return notParsed('month_missing', `Enter the month of the ${label}`);
  if (!year) return notParsed('year_missing', `Enter the year of the ${label}`);
  const monthNumber = /^\d{1,2}$/.test(month) ? Number(month) : findMonth(month);
  if (monthNumber === undefined || monthNumber < 1 || monthNumber > 12)
    return notParsed('month_unreadable', `Enter the month of the ${label} as a number from 1 to 12`);
  if (!/^\d{4}$/.test(year) || year === '0000')
    return notParsed('year_unreadable', `Enter the year of the ${label} with 4 digits, like 2026`);
  return parseDay(day, monthNumber, Number(year), label);
}

function parseDay(day: string, month: number, year: number, label: string): Parsed<LocalDate, DateFault> {
  if (!/^\d{1,2}$/.test(day) || Number(day) < 1 || Number(day) > 31)
    return notParsed('day_unreadable', `Enter the day of the ${label} as a number from 1 to 31`);
  const last = daysInMonth(year, month);
  if (Number(day) <= last) return parsed(dateOfParts(year, month, Number(day)));
  const monthName = MONTH_NAMES.en[month - 1];
  return notParsed(
    'no_such_day',
    `Enter the ${label} again: ${monthName} ${year} has ${last} days, so there is no ${day} ${monthName}`,
  );
}
