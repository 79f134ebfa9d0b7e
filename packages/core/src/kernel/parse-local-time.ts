import { MINUTE_MS, SECOND_MS } from './clock.js';
import type { Instant, LocalDate } from './clock.js';
import { formatFullDate, formatTimeOfDay } from './format-time.js';
import { WEEKDAY_NAMES } from './date-words.js';
import { dayNumberOf, dayOfWeek } from './local-date.js';
import { findClockChange, instantAt, instantsAt, offsetMsAt, startOfDay, toLocal } from './london-time.js';
import { parseLocalDate } from './parse-local-date.js';
import type { DateFault, DateLabel } from './parse-local-date.js';
import { notParsed, parsed } from './parsed.js';
import type { Parsed } from './parsed.js';

export type TimeFault = 'time_missing' | 'time_unreadable';

export type DateTimeFault = DateFault | TimeFault | 'offset_unreadable' | 'happens_twice' | 'does_not_exist';

/** What a clock shows, to the millisecond, and the offset if one was written. */
interface WrittenTime {
  minuteOfDay: number;
  /** Milliseconds past the minute. */
  restMs: number;
  offset: string;
}

const MINUTES_OF_DAY = 1440;

/**
 * Reads a clock time: `17:00`, `5pm`, `10:41am`, `10.41 am`, `midday`, `midnight` (the one that begins the day).
 * Gives the minute of the day, 0 to 1439.
 */
export function parseTimeOfDay(input: string, { label = 'time' }: DateLabel = {}): Parsed<number, TimeFault> {
  const text = input.trim().toLowerCase();
  if (text === '') return notParsed('time_missing', `Enter the ${label}`);
  const minuteOfDay = readTimeOfDay(text);
  return minuteOfDay === undefined
    ? notParsed('time_unreadable', `Enter the ${label} like 5pm, 10:41am or 17:00`)
    : parsed(minuteOfDay);
}

/**
 * Reads a date and time: `2026-11-24T17:00`, `24/11/2026 5pm`, with seconds, parts of a second and an offset (`Z`,
 * `+01:00`) if written (RFC 3339). Without an offset it is London time, and a time in the hour in which the clocks change
 * is refused with the fix: the person knows which was meant, the program doesn't.
 */
export function parseLocalDateTime(
  input: string,
  { label = 'date and time' }: DateLabel = {},
): Parsed<Instant, DateTimeFault> {
  const text = input.trim();
  if (text === '') return notParsed('date_missing', `Enter the ${label}`);
  const split = /^(.*?\d{4}|\d{4}-\d\d?-\d\d?)(?:[Tt]|,?\s+)(\S.*)$/.exec(text);
  if (!split) return notParsed('time_missing', `Enter the ${label} with a date and a time, like 24/11/2026 5pm`);
  const date = parseLocalDate(split[1] ?? '', { label });
  if (!date.ok) return date;
  const time = readWrittenTime(split[2] ?? '');
  if (!time) return notParsed('time_unreadable', `Enter the time of the ${label} like 5pm, 10:41am or 17:00`);
  return time.offset ? placeByOffset(date.value, time, label) : placeInLondon(date.value, time);
}

function readTimeOfDay(text: string): number | undefined {
  if (text === 'midday' || text === 'noon') return 720;
  if (text === 'midnight') return 0;
  const match = /^(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?$/.exec(text);
  if (!match) return undefined;
  const [, hourText, minuteText, half] = match;
  const hour = Number(hourText);
  const minute = Number(minuteText ?? 0);
  if (minute > 59) return undefined;
  if (half) return hour >= 1 && hour <= 12 ? ((hour % 12) + (half === 'pm' ? 12 : 0)) * 60 + minute : undefined;
  return minuteText !== undefined && hour <= 23 ? hour * 60 + minute : undefined;
}

function readWrittenTime(text: string): WrittenTime | undefined {
  const match = /^(.*?)(?<=\d|m|n|y|t)\s*(z|[+-]\d.*)?$/i.exec(text);
  const precise = /^(\d\d:\d\d):(\d\d)(?:[.,](\d+))?$/.exec(match?.[1] ?? '');
  const minuteOfDay = readTimeOfDay((precise?.[1] ?? match?.[1] ?? '').toLowerCase());
  const seconds = Number(precise?.[2] ?? 0);
  if (minuteOfDay === undefined || seconds > 59) return undefined;
  const parts = (precise?.[3] ?? '').padEnd(3, '0').slice(0, 3);
  return { minuteOfDay, restMs: seconds * SECOND_MS + Number(parts), offset: match?.[2] ?? '' };
}

function placeByOffset(on: LocalDate, time: WrittenTime, label: string): Parsed<Instant, DateTimeFault> {
  const match = /^(?:z|([+-])([01]\d|2[0-3]):?([0-5]\d))$/i.exec(time.offset);
  if (!match) return notParsed('offset_unreadable', `Enter the offset of the ${label} like +01:00, +00:00 or Z`);
  const [, sign, hours = '0', minutes = '0'] = match;
  const offsetMinutes = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  const minutesUtc = dayNumberOf(on) * MINUTES_OF_DAY + time.minuteOfDay - offsetMinutes;
  return parsed(minutesUtc * MINUTE_MS + time.restMs);
}

function placeInLondon(on: LocalDate, time: WrittenTime): Parsed<Instant, DateTimeFault> {
  const [first, second] = instantsAt(on, time.minuteOfDay);
  if (first === undefined) return notParsed('does_not_exist', skippedHour(on, time.minuteOfDay));
  if (second === undefined) return parsed(first + time.restMs);
  const offsets = [first, second].map((instant) => offsetWords(offsetMsAt(instant))).join(' or ');
  return notParsed('happens_twice', `${momentWords(on, time.minuteOfDay)} happens twice: add ${offsets}`);
}

function skippedHour(on: LocalDate, minuteOfDay: number): string {
  const change = findClockChange(startOfDay(on), instantAt(on, MINUTES_OF_DAY)) ?? instantAt(on, minuteOfDay);
  const from = formatTimeOfDay(toLocal(change - 1).minuteOfDay + 1);
  const to = formatTimeOfDay(toLocal(change).minuteOfDay);
  const moment = momentWords(on, minuteOfDay);
  return `${moment} does not exist: the clocks go forward from ${from} to ${to}. Enter a time before ${from}, or ${to} or later`;
}

function momentWords(on: LocalDate, minuteOfDay: number): string {
  return `${formatTimeOfDay(minuteOfDay)} on ${WEEKDAY_NAMES.en[dayOfWeek(on)]} ${formatFullDate(on)}`;
}

function offsetWords(offsetMs: number): string {
  const minutes = offsetMs / MINUTE_MS;
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `+${hours}:${String(minutes % 60).padStart(2, '0')}`;
}
