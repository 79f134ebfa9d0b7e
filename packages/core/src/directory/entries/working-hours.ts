import type { OpenHours } from '../../authorities/index.js';
import { WEEKDAYS, WEEKDAY_NAMES, type Weekday } from '../../kernel/date-words.js';
import { formatTimeOfDay } from '../../kernel/format-time.js';
import { notParsed, parsed, type Parsed } from '../../kernel/parsed.js';
import { parseTimeOfDay } from '../../kernel/parse-local-time.js';
import type { WorkingHours } from './entry-types.js';

export type HoursFault = 'hours_unreadable' | 'hours_backwards';

const example = 'Monday to Friday 9am to 5pm';
const midnight = 1440;

/** The same hours on no day: those of the office. */
export const officeHours: WorkingHours = Object.fromEntries(
  WEEKDAYS.map((day) => [day, []]),
) as unknown as WorkingHours;

export function hasOwnHours(hours: WorkingHours): boolean {
  return WEEKDAYS.some((day) => hours[day].length > 0);
}

/**
 * Reads when somebody works, days and their times a line or after a semicolon: `Monday to Friday 9am to 5pm`,
 * `Mon, Wed 9am-1pm, 2pm-6pm; Sat 10am to noon`. Nothing is the office's hours.
 */
export function parseWorkingHours(text: string): Parsed<WorkingHours, HoursFault> {
  const weekly = new Map<Weekday, OpenHours[]>();
  for (const part of text.split(/[;\n]/).map((each) => each.trim())) {
    if (part === '') continue;
    const [, dayText = '', timeText = ''] = /^([a-z ,&-]+?)\s*(\d.*)$/i.exec(part) ?? [];
    const days = readDays(dayText);
    const times = timeText.split(',').map(readTimes);
    if (days.length === 0 || times.includes(undefined))
      return notParsed('hours_unreadable', `Write the working hours like ${example}`);
    const read = times.filter((each) => each !== undefined);
    if (read.some(({ fromMinute, toMinute }) => fromMinute >= toMinute))
      return notParsed('hours_backwards', `Write working hours that end after they begin, like ${example}`);
    for (const day of days) weekly.set(day, [...(weekly.get(day) ?? []), ...read]);
  }
  return parsed(
    Object.fromEntries(WEEKDAYS.map((day) => [day, inOrder(weekly.get(day) ?? [])])) as unknown as WorkingHours,
  );
}

/** In words that `parseWorkingHours` reads back, a line for days in a row that are alike. */
export function workingHoursLines(hours: WorkingHours): string[] {
  const lines: string[] = [];
  for (let first = 0; first < WEEKDAYS.length;) {
    const times = timesText(hours, first);
    let last = first;
    while (last + 1 < WEEKDAYS.length && timesText(hours, last + 1) === times) last += 1;
    if (times !== '') lines.push(`${daysText(first, last)} ${times}`);
    first = last + 1;
  }
  return lines;
}

function daysText(first: number, last: number): string {
  const name = (at: number): string => WEEKDAY_NAMES.en[WEEKDAYS[at] as Weekday];
  return first === last ? name(first) : `${name(first)} to ${name(last)}`;
}

function timesText(hours: WorkingHours, day: number): string {
  const times = hours[WEEKDAYS[day] as Weekday];
  return times.map(({ fromMinute, toMinute }) => `${clockText(fromMinute)} to ${clockText(toMinute)}`).join(', ');
}

/** Digits first, so that days and times stay apart: 12pm rather than midday, 24:00 for the midnight that ends a day. */
function clockText(minute: number): string {
  if (minute === midnight) return '24:00';
  if (minute === 0) return '00:00';
  if (minute === 720) return '12pm';
  return formatTimeOfDay(minute);
}

function readDays(text: string): Weekday[] {
  const days = text.split(/,|&|\band\b/i).flatMap((part): (Weekday | undefined)[] => {
    const ends = part.split(/\bto\b|-/i).map(readDay);
    const [from, to] = ends;
    if (ends.length === 1) return [from];
    if (ends.length > 2 || from === undefined || to === undefined) return [undefined];
    const [first, last] = [WEEKDAYS.indexOf(from), WEEKDAYS.indexOf(to)];
    return first <= last ? WEEKDAYS.slice(first, last + 1) : [undefined];
  });
  return days.includes(undefined) ? [] : days.filter((day) => day !== undefined);
}

function readDay(text: string): Weekday | undefined {
  const word = text.trim().toLowerCase();
  return word.length < 3 ? undefined : WEEKDAYS.find((day) => day.startsWith(word));
}

function readTimes(text: string): OpenHours | undefined {
  const ends = text.split(/\bto\b|-/i);
  if (ends.length !== 2) return undefined;
  const [from, to] = ends.map((each) => (each.trim() === '24:00' ? midnight : minuteIn(each)));
  return from === undefined || to === undefined ? undefined : { fromMinute: from, toMinute: to };
}

function minuteIn(text: string): number | undefined {
  const read = parseTimeOfDay(text);
  return read.ok ? read.value : undefined;
}

/** Hours that touch or overlap are one. */
function inOrder(hours: readonly OpenHours[]): OpenHours[] {
  const merged: OpenHours[] = [];
  for (const { fromMinute, toMinute } of hours.toSorted((a, b) => a.fromMinute - b.fromMinute)) {
    const last = merged.at(-1);
    if (last && fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, toMinute);
    else merged.push({ fromMinute, toMinute });
  }
  return merged;
}
