import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import type { Instant } from '../kernel/clock.js';
import { dayNumberOf, LAST_DAY_NUMBER, weekdayOfDayNumber } from '../kernel/local-date.js';
import { findClockChange, offsetMsAt } from '../kernel/london-time.js';
import type { OpenHours, WorkingCalendar } from './working-calendar.js';

/** A stretch of open time: open at `from`, shut at `to`. */
export interface OpenPeriod {
  readonly from: Instant;
  readonly to: Instant;
}

/** The days of one calendar, worked out when first asked for and kept. Days are numbers: days since 1 January 1970. */
export interface CalendarDays {
  /** Open periods of a London day, in order. */
  readonly periodsOn: (day: number) => readonly OpenPeriod[];
  /** Open milliseconds between the start of a fixed day and the start of this one; only differences mean anything. */
  readonly openMsBefore: (day: number) => number;
  /** The last day on which the calendar can be open; beyond it nothing needs looking for. */
  readonly lastDay: number;
}

/** London is never further from UTC than double summer time's 2 hours. */
const WIDEST_OFFSET_MS = 2 * HOUR_MS;

const keptDays = new WeakMap<WorkingCalendar, CalendarDays>();

export function daysOf(calendar: WorkingCalendar): CalendarDays {
  const kept = keptDays.get(calendar);
  if (kept) return kept;
  const made = makeDays(calendar);
  keptDays.set(calendar, made);
  return made;
}

function makeDays(calendar: WorkingCalendar): CalendarDays {
  const exceptions = exceptionsOf(calendar);
  const periods = new Map<number, readonly OpenPeriod[]>();
  const periodsOn = (day: number): readonly OpenPeriod[] => {
    const kept = periods.get(day);
    if (kept) return kept;
    const made = periodsOf(day, exceptions.get(day) ?? calendar.weekly[weekdayOfDayNumber(day)]);
    periods.set(day, made);
    return made;
  };
  return { periodsOn, openMsBefore: runningTotal((day) => lengthOf(periodsOn(day))), lastDay: lastDayOf(calendar) };
}

/** Hours by day number where they aren't the weekday's. Later entries win, in the order that WorkingCalendar states. */
function exceptionsOf(calendar: WorkingCalendar): Map<number, readonly OpenHours[]> {
  const exceptions = new Map<number, readonly OpenHours[]>();
  for (const on of calendar.bankHolidays) exceptions.set(dayNumberOf(on), []);
  for (const { on } of calendar.extraClosures) exceptions.set(dayNumberOf(on), []);
  const opened = new Map<number, OpenHours[]>();
  for (const { on, hours } of calendar.extraOpenings) {
    const day = dayNumberOf(on);
    opened.set(day, [...(opened.get(day) ?? []), ...hours]);
  }
  for (const [day, hours] of opened) exceptions.set(day, hours);
  return exceptions;
}

function lastDayOf(calendar: WorkingCalendar): number {
  if (Object.values(calendar.weekly).some((hours) => hours.length > 0)) return LAST_DAY_NUMBER;
  return Math.max(-Infinity, ...calendar.extraOpenings.map(({ on }) => dayNumberOf(on)));
}

/** Each side of a clock change is placed by its own offset, so that hours follow what the clock on the wall shows. */
function periodsOf(day: number, hours: readonly OpenHours[]): OpenPeriod[] {
  if (hours.length === 0) return [];
  const localStart = day * DAY_MS;
  const from = localStart - WIDEST_OFFSET_MS;
  const to = localStart + DAY_MS + WIDEST_OFFSET_MS;
  const change = findClockChange(from, to);
  const merged = mergeHours(hours);
  if (change === undefined) return placeHours(merged, localStart, from, to);
  return [...placeHours(merged, localStart, from, change), ...placeHours(merged, localStart, change, to)];
}

function mergeHours(hours: readonly OpenHours[]): OpenHours[] {
  const merged: OpenHours[] = [];
  for (const next of hours.toSorted((a, b) => a.fromMinute - b.fromMinute)) {
    const { fromMinute, toMinute } = checkedHours(next);
    const last = merged.at(-1);
    if (last && fromMinute <= last.toMinute) last.toMinute = Math.max(last.toMinute, toMinute);
    else merged.push({ fromMinute, toMinute });
  }
  return merged;
}

function checkedHours(hours: OpenHours): OpenHours {
  const { fromMinute, toMinute } = hours;
  if (fromMinute >= 0 && fromMinute < toMinute && toMinute <= 1440) return hours;
  throw new RangeError(`Open hours run from an earlier to a later minute of one day, not ${fromMinute} to ${toMinute}`);
}

/** The part of the hours that lies between two instants with one offset throughout. */
function placeHours(hours: readonly OpenHours[], localStart: number, from: Instant, to: Instant): OpenPeriod[] {
  const offsetMs = offsetMsAt(from);
  return hours
    .map(({ fromMinute, toMinute }) => ({
      from: Math.max(from, localStart + fromMinute * MINUTE_MS - offsetMs),
      to: Math.min(to, localStart + toMinute * MINUTE_MS - offsetMs),
    }))
    .filter((period) => period.from < period.to);
}

function lengthOf(periods: readonly OpenPeriod[]): number {
  return periods.reduce((sum, { from, to }) => sum + to - from, 0);
}

/**
 * Sums of a day's figure, from a day fixed by the first question on and back, kept as far as anyone has asked: a queue
 * of 200 cases walks over each day once.
 */
function runningTotal(figureOf: (day: number) => number): (day: number) => number {
  let start: number | undefined;
  const onward = [0];
  const back = [0];
  return (day) => {
    start ??= day;
    for (let next = onward.length; next <= day - start; next++)
      onward.push((onward[next - 1] ?? 0) + figureOf(start + next - 1));
    for (let next = back.length; next <= start - day; next++) back.push((back[next - 1] ?? 0) - figureOf(start - next));
    return (day >= start ? onward[day - start] : back[start - day]) ?? 0;
  };
}
