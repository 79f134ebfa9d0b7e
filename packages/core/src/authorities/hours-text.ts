import { WEEKDAYS, type Weekday } from '../kernel/date-words.js';
import type { OpenHours, WorkingCalendar } from './working-calendar.js';

type WeeklyHours = WorkingCalendar['weekly'];

/* Weekly hours as they are typed: a line for each time, `mon-fri 17:00-08:30`, `sat, sun 00:00-24:00`. */

const shortDays = WEEKDAYS.map((day) => day.slice(0, 3));
const linePattern = /^([a-z, -]+?)\s+([\d:.]+)\s*(?:-|–|to)\s*([\d:.]+)$/;

/** The hours that lines of text say; undefined when one can't be read. Hours past midnight end on the next day. */
export function readWeeklyHours(text: string): WeeklyHours | undefined {
  const open: Record<Weekday, OpenHours[]> = emptyWeek();
  const lines = text
    .toLowerCase()
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  for (const line of lines) {
    const [, dayText = '', fromText = '', toText = ''] = linePattern.exec(line) ?? [];
    const days = readDays(dayText);
    const from = readMinute(fromText);
    const to = readMinute(toText);
    if (!days || from === undefined || to === undefined || from === 1440 || from === to) return undefined;
    for (const day of days) addHours(open, day, from, to);
  }
  return lines.length === 0 ? undefined : inOrder(open);
}

function addHours(open: Record<Weekday, OpenHours[]>, day: Weekday, fromMinute: number, toMinute: number): void {
  if (fromMinute < toMinute) {
    open[day].push({ fromMinute, toMinute });
    return;
  }
  open[day].push({ fromMinute, toMinute: 1440 });
  if (toMinute > 0) open[nextDay(day)].push({ fromMinute: 0, toMinute });
}

/** The hours of each day in order, those that touch or overlap being one. */
export function inOrder(open: WeeklyHours): WeeklyHours {
  const merged = emptyWeek();
  for (const day of WEEKDAYS)
    for (const hours of [...open[day]].sort((one, other) => one.fromMinute - other.fromMinute)) {
      const last = merged[day].at(-1);
      if (last && hours.fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, hours.toMinute);
      else merged[day].push({ ...hours });
    }
  return merged;
}

/** The hours as lines that read back as the same: days with the same hours stand together. */
export function weeklyHoursText(weekly: WeeklyHours): string {
  const byTimes = new Map<string, string[]>();
  for (const [index, day] of WEEKDAYS.entries())
    for (const { fromMinute, toMinute } of weekly[day]) {
      const times = dayHoursText([{ fromMinute, toMinute }]);
      byTimes.set(times, [...(byTimes.get(times) ?? []), shortDays[index] ?? '']);
    }
  return [...byTimes].map(([times, days]) => `${daysText(days)} ${times}`).join('\n');
}

function daysText(days: readonly string[]): string {
  const first = shortDays.indexOf(days[0] ?? '');
  const isRun = days.length > 2 && days.every((day, index) => day === shortDays[first + index]);
  return isRun ? `${days[0]}-${days.at(-1)}` : days.join(', ');
}

function readDays(text: string): Weekday[] | undefined {
  const days: Weekday[] = [];
  for (const part of text.split(',')) {
    const [from, to = from, ...more] = part.split('-').map((word) => dayNumber(word.trim()));
    if (from === undefined || to === undefined || more.length > 0) return undefined;
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(WEEKDAYS[day] as Weekday);
      if (day === to) break;
    }
  }
  return days;
}

function dayNumber(word: string): number | undefined {
  const index = WEEKDAYS.findIndex((day) => word.length >= 3 && day.startsWith(word));
  return index < 0 ? undefined : index;
}

/** Hours of one day: `9:00-12:30, 13:00-17:00`; none for a day that is shut. Undefined when they can't be read. */
export function readDayHours(text: string): OpenHours[] | undefined {
  const spans = text.split(/[,\n]/).map((span) => span.trim());
  const read = spans.filter(Boolean).map((span) => {
    const [, fromText = '', toText = ''] = /^([\d:.]+)\s*(?:-|–|to)\s*([\d:.]+)$/.exec(span) ?? [];
    return { fromMinute: readMinute(fromText), toMinute: readMinute(toText) };
  });
  const hours = read.filter((span): span is OpenHours => span.fromMinute !== undefined && span.toMinute !== undefined);
  return hours.length === read.length && hours.every((span) => span.fromMinute < span.toMinute) ? hours : undefined;
}

export const dayHoursText = (hours: readonly OpenHours[]): string =>
  hours.map(({ fromMinute, toMinute }) => `${clock(fromMinute)}-${clock(toMinute)}`).join(', ');

function readMinute(text: string): number | undefined {
  const [, hours, minutes = '00'] = /^(\d{1,2})(?:[:.]([0-5]\d))?$/.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= 1440 ? minute : undefined;
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

const nextDay = (day: Weekday): Weekday => WEEKDAYS[(WEEKDAYS.indexOf(day) + 1) % 7] as Weekday;

function emptyWeek(): Record<Weekday, OpenHours[]> {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, []])) as unknown as Record<Weekday, OpenHours[]>;
}
