import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './clock.js';
import type { Instant, LocalDate } from './clock.js';
import { dateOfDayNumber, dayNumberOf } from './local-date.js';

/** An instant as a London clock and calendar show it. */
export interface LocalTime {
  on: LocalDate;
  /** Whole minutes that the clock shows since midnight, 0 to 1439. */
  minuteOfDay: number;
  /** How far London is ahead of UTC: 0 or 60, 120 in the 1940s' double summer time, -1.25 before December 1847. */
  offsetMinutes: number;
}

/** What to do with a clock time that comes twice (autumn) or never (spring). */
export interface ClockChangeChoice {
  /** The first (summer time) or the second occurrence. */
  ambiguous: 'earlier' | 'later';
  /** `shift`: as far past the change as the time would have been (1:30am becomes 2:30am). `refuse`: RangeError. */
  missing: 'shift' | 'refuse';
}

const FIRST_AND_SHIFTED: ClockChangeChoice = { ambiguous: 'earlier', missing: 'shift' };

/** The date, clock time and offset in Europe/London. Throws RangeError beyond the years 1 to 9999. */
export function toLocal(instant: Instant): LocalTime {
  const offsetMs = offsetMsAt(instant);
  const localMs = instant + offsetMs;
  const dayNumber = Math.floor(localMs / DAY_MS);
  return {
    on: dateOfDayNumber(dayNumber),
    minuteOfDay: Math.floor((localMs - dayNumber * DAY_MS) / MINUTE_MS),
    offsetMinutes: offsetMs / MINUTE_MS,
  };
}

/** The London date of an instant. */
export function localDateAt(instant: Instant): LocalDate {
  return dateOfDayNumber(localDayNumberAt(instant));
}

/** The London date of an instant as a day number (days since 1 January 1970). */
export function localDayNumberAt(instant: Instant): number {
  return Math.floor((instant + offsetMsAt(instant)) / DAY_MS);
}

/** The instant of a clock time on a date. `minuteOfDay` is 0 to 1440, 1440 being the midnight that ends the day. */
export function instantAt(on: LocalDate, minuteOfDay: number, choice: Partial<ClockChangeChoice> = {}): Instant {
  const { ambiguous, missing } = { ...FIRST_AND_SHIFTED, ...choice };
  const [first, second] = instantsAt(on, minuteOfDay);
  if (first !== undefined) return ambiguous === 'later' && second !== undefined ? second : first;
  if (missing === 'refuse') throw new RangeError(`The clocks go forward past minute ${minuteOfDay} of ${on}`);
  const localMs = localMsOf(on, minuteOfDay);
  return localMs - offsetMsAt(localMs - DAY_MS);
}

/** Every instant at which London clocks show this time: one, two in the autumn hour, none in the spring one. */
export function instantsAt(on: LocalDate, minuteOfDay: number): Instant[] {
  const localMs = localMsOf(on, minuteOfDay);
  const before = offsetMsAt(localMs - DAY_MS);
  const after = offsetMsAt(localMs + DAY_MS);
  if (before === after) return [localMs - before];
  // Where both hold (autumn) the offset before the change is the larger, and gives the earlier instant.
  return [before, after]
    .map((offsetMs) => localMs - offsetMs)
    .filter((instant) => instant + offsetMsAt(instant) === localMs);
}

/** The first instant of a London day. */
export function startOfDay(on: LocalDate): Instant {
  return instantAt(on, 0);
}

/** The first clock change after `from` and not after `to`, if any. */
export function findClockChange(from: Instant, to: Instant): Instant | undefined {
  for (let key = windowKeyOf(from); key <= windowKeyOf(to); key++) {
    const { changeAt } = offsetWindow(key);
    if (changeAt > from && changeAt <= to) return changeAt;
  }
  return undefined;
}

/** How far London is ahead of UTC at an instant, in milliseconds. */
export function offsetMsAt(instant: Instant): number {
  const { before, changeAt, after } = offsetWindow(windowKeyOf(instant));
  return instant < changeAt ? before : after;
}

/**
 * Offsets come from Intl, which knows every change since 1847 and will learn of a change of law with the next Node.
 * Intl takes about a microsecond and a page of rows asks thousands of times, so that its answers are kept by window of
 * about 6 days: two questions a window, and about sixty where the clocks change within it.
 */
interface OffsetWindow {
  before: number;
  changeAt: Instant;
  after: number;
}

const WINDOW_MS = 2 ** 29;
const WINDOWS_KEPT = 10_000;
const offsetWindows = new Map<number, OffsetWindow>();
let offsetFormat: Intl.DateTimeFormat | undefined;

function windowKeyOf(instant: Instant): number {
  return Math.floor(instant / WINDOW_MS);
}

function offsetWindow(key: number): OffsetWindow {
  const kept = offsetWindows.get(key);
  if (kept) return kept;
  if (offsetWindows.size >= WINDOWS_KEPT) offsetWindows.clear();
  const made = makeOffsetWindow(key * WINDOW_MS, (key + 1) * WINDOW_MS);
  offsetWindows.set(key, made);
  return made;
}

function makeOffsetWindow(start: Instant, end: Instant): OffsetWindow {
  const before = askIntlForOffsetMs(start);
  const after = askIntlForOffsetMs(end);
  if (before === after) return { before, changeAt: Infinity, after };
  let unchanged = start;
  let changed = end;
  while (changed - unchanged > 1) {
    const middle = Math.floor((unchanged + changed) / 2);
    if (askIntlForOffsetMs(middle) === before) unchanged = middle;
    else changed = middle;
  }
  return { before, changeAt: changed, after };
}

/** Intl writes "GMT", "GMT+01:00", or "GMT-00:01:15" for local mean time before 1847. */
function askIntlForOffsetMs(instant: Instant): number {
  offsetFormat ??= new Intl.DateTimeFormat('en', { timeZone: 'Europe/London', timeZoneName: 'longOffset' });
  const written = offsetFormat.format(instant);
  const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(written);
  if (!match) throw new Error(`Intl wrote an offset for Europe/London that can't be read: ${written}`);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match;
  const sizeMs = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
  return sign === '-' ? -sizeMs : sizeMs;
}

function localMsOf(on: LocalDate, minuteOfDay: number): number {
  if (!(minuteOfDay >= 0 && minuteOfDay <= 1440))
    throw new RangeError(`A minute of the day is 0 to 1440, not ${minuteOfDay}`);
  return dayNumberOf(on) * DAY_MS + minuteOfDay * MINUTE_MS;
}
