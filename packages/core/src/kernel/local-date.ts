import type { LocalDate } from './clock.js';
import { WEEKDAYS } from './date-words.js';
import type { Weekday } from './date-words.js';

/** Days of the proleptic Gregorian calendar in 400 years, after which it repeats itself. */
const DAYS_PER_ERA = 146_097;
/** Days from 1 March of year 0, where an era begins, to 1 January 1970. */
const ERA_START_TO_1970 = 719_468;
/** 31 December 9999, the last day that `YYYY-MM-DD` can hold. */
export const LAST_DAY_NUMBER = 2_932_896;
/** 1 January of year 1. */
export const FIRST_DAY_NUMBER = -719_162;

/** A date that the program itself states. Throws RangeError for one that doesn't exist; for typed text, `parseLocalDate`. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`A local date is YYYY-MM-DD and exists, not ${JSON.stringify(text)}`);
  return text;
}

/** Whether the text is `YYYY-MM-DD` and such a day exists. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const { year, month, day } = readParts(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** A date's year, month (1 to 12) and day of the month. */
export function partsOf(on: LocalDate): { year: number; month: number; day: number } {
  return readParts(on);
}

/** The date with these parts. Throws RangeError when there is no such day. */
export function dateOfParts(year: number, month: number, day: number): LocalDate {
  return localDate(`${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`);
}

/** The date `days` later (earlier when negative). Throws RangeError beyond the years 1 to 9999. */
export function addDays(on: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumberOf(on) + days);
}

/**
 * The corresponding date `months` later, or the last day of that month where it has no such day (31 January and one
 * month: 28 or 29 February): how the time limits of data-protection law run.
 */
export function addMonths(on: LocalDate, months: number): LocalDate {
  const { year, month, day } = readParts(on);
  const count = year * 12 + (month - 1) + months;
  const toYear = Math.floor(count / 12);
  const toMonth = count - toYear * 12 + 1;
  return dateOfParts(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Days from `from` to `to`: 0 on the same day, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

export function dayOfWeek(on: LocalDate): Weekday {
  return weekdayOfDayNumber(dayNumberOf(on));
}

/** Days of a month (1 to 12) in the Gregorian calendar. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1 January 1970, for counting and for keys. */
export function dayNumberOf(on: LocalDate): number {
  const { year, month, day } = readParts(on);
  // Years that begin in March put the leap day last, so that the days before a month follow one formula.
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = daysBeforeMarchMonth((month + 9) % 12) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - ERA_START_TO_1970;
}

/** The date of a day number. Throws RangeError beyond the years 1 to 9999. */
export function dateOfDayNumber(dayNumber: number): LocalDate {
  if (!Number.isInteger(dayNumber) || dayNumber < FIRST_DAY_NUMBER || dayNumber > LAST_DAY_NUMBER)
    throw new RangeError(`Day number ${dayNumber} is outside the years 1 to 9999`);
  const days = dayNumber + ERA_START_TO_1970;
  const era = Math.floor(days / DAYS_PER_ERA);
  const dayOfEra = days - era * DAYS_PER_ERA;
  const yearOfEra = yearOfEraAt(dayOfEra);
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - daysBeforeMarchMonth(marchMonth) + 1;
  const month = ((marchMonth + 2) % 12) + 1;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  // A cast and not `localDate`: the arithmetic can't make a day that doesn't exist, and every row of a page comes here.
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}` as LocalDate;
}

export function weekdayOfDayNumber(dayNumber: number): Weekday {
  const sinceMonday = (((dayNumber + 3) % 7) + 7) % 7; // day 0 was a Thursday
  return WEEKDAYS[sinceMonday] as Weekday;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Months from March on run 31 30 31 30 31 twice over: 153 days in five months. `marchMonth` 0 is March. */
function daysBeforeMarchMonth(marchMonth: number): number {
  return Math.floor((153 * marchMonth + 2) / 5);
}

/** Takes out the leap days that came before, so that what is left divides by 365. */
function yearOfEraAt(dayOfEra: number): number {
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  return Math.floor((dayOfEra - leapDays) / 365);
}

function readParts(text: string): { year: number; month: number; day: number } {
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), day: Number(text.slice(8, 10)) };
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
