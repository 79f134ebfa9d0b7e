import { findMonth } from '../../kernel/date-words.js';

/** Whether a column of dates writes the day before the month or after it. */
export type DayPlace = 'day-first' | 'month-first';

/**
 * A date of birth in any usual writing as eight digits, 19480309: 1948-03-09, 19480309, 9/3/1948, 9 March 1948, with or
 * without a time. A day or month that doesn't exist is kept, because a slip may have made it. Undefined when the text
 * has no four-digit year, or isn't a date.
 */
export function readBorn(text: string, dayPlace: DayPlace = 'day-first'): number | undefined {
  const trimmed = text.trim().replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const bare = /^(\d{4})(\d{2})(\d{2})(?:\.0)?$/.exec(trimmed);
  if (bare) return asDigits(bare[1], bare[2], bare[3]);
  const yearFirst = /^(\d{4})\D(\d{1,2})\D(\d{1,2})$/.exec(trimmed);
  if (yearFirst) return asDigits(yearFirst[1], yearFirst[2], yearFirst[3]);
  const yearLast = /^(\d{1,2})\D(\d{1,2})\D(\d{4})$/.exec(trimmed);
  if (yearLast)
    return dayPlace === 'day-first'
      ? asDigits(yearLast[3], yearLast[2], yearLast[1])
      : asDigits(yearLast[3], yearLast[1], yearLast[2]);
  return readWords(trimmed);
}

/** Which of the two a column's dates must be; day first where they don't tell. */
export function findDayPlace(texts: Iterable<string>): DayPlace {
  let [firstOverTwelve, secondOverTwelve] = [0, 0];
  for (const text of texts) {
    const parts = /^\s*(\d{1,2})\D(\d{1,2})\D\d{4}/.exec(text);
    if (Number(parts?.[1]) > 12) firstOverTwelve += 1;
    if (Number(parts?.[2]) > 12) secondOverTwelve += 1;
  }
  return secondOverTwelve > firstOverTwelve ? 'month-first' : 'day-first';
}

function readWords(text: string): number | undefined {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[\s.-]+(\p{L}+)[\s.,-]+(\d{4})$/iu.exec(text);
  const monthFirst = /^(\p{L}+)[\s.-]+(\d{1,2})(?:st|nd|rd|th)?[\s.,-]+(\d{4})$/iu.exec(text);
  const month = findMonth((dayFirst?.[2] ?? monthFirst?.[1] ?? '').toLowerCase());
  if (month === undefined) return undefined;
  return asDigits(dayFirst?.[3] ?? monthFirst?.[3], String(month), dayFirst?.[1] ?? monthFirst?.[2]);
}

function asDigits(year = '', month = '', day = ''): number | undefined {
  const digits = Number(year) * 10_000 + Number(month) * 100 + Number(day);
  return Number(year) < 1000 || digits % 10_000 === 0 ? undefined : digits;
}
