import type { LocalDate } from '../kernel/clock.js';
import { formatShortDate } from '../kernel/format-time.js';
import { dayOfWeek, partsOf } from '../kernel/local-date.js';
import { dailyKeys, type DailyKey, type FigureDay, type Period, type ReasonCount, type Share } from './types.js';

export type StepLength = 'day' | 'week' | 'month';

/** What a day, or those days of a week or a month that lie in the period, add to the figures. */
export interface TrendStep extends Period {
  readonly shares: Readonly<Record<DailyKey, Share>>;
  readonly reasons: readonly ReasonCount[];
}

/** The days as they are, or by weeks from Monday, or by months: the first and the last may be parts of one. */
export function stepsOf(days: readonly FigureDay[], length: StepLength): TrendStep[] {
  return stepsOfDays(days, length).map(together);
}

/** The days of each step. */
export function stepsOfDays<D extends { readonly on: LocalDate }>(days: readonly D[], length: StepLength): D[][] {
  const steps: D[][] = [];
  for (const day of days) {
    const last = steps.at(-1);
    if (last && !begins(day.on, length)) last.push(day);
    else steps.push([day]);
  }
  return steps;
}

function begins(on: LocalDate, length: StepLength): boolean {
  if (length === 'week') return dayOfWeek(on) === 'monday';
  return length === 'day' || partsOf(on).day === 1;
}

/** Beyond half a year weeks are too narrow to be told apart, and often of few. */
const mostDaysByWeek = 190;

/** By day where so many days have room, else by week, and over more than half a year by month. */
export function stepLength(days: readonly unknown[], mostDays: number): StepLength {
  if (days.length <= mostDays) return 'day';
  return days.length <= mostDaysByWeek ? 'week' : 'month';
}

/** "Mon 16 Nov", or "Mon 9 Nov to Sun 15 Nov". */
export function stepWords({ from, to }: Period, today: LocalDate): string {
  const first = formatShortDate(from, { today });
  return from === to ? first : `${first} to ${formatShortDate(to, { today })}`;
}

function together(days: readonly FigureDay[]): TrendStep {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) throw new Error('a step holds at least one day');
  const shares = dailyKeys.map((key) => [key, sumOf(days.map((day) => day.shares[key]))] as const);
  return {
    ...{ from: first.on, to: last.on, shares: Object.fromEntries(shares) as TrendStep['shares'] },
    reasons: first.reasons.map(({ reason }) => ({ reason, contacts: contactsBecause(reason, days) })),
  };
}

function sumOf(shares: readonly Share[]): Share {
  return shares.reduce((sum, { count, of }) => ({ count: sum.count + count, of: sum.of + of }), { count: 0, of: 0 });
}

/** Contacts that were avoidable for this reason. */
export function contactsBecause(reason: string, all: readonly Pick<TrendStep, 'reasons'>[]): number {
  const counts = all.flatMap(({ reasons }) => reasons.filter((each) => each.reason === reason));
  return counts.reduce((sum, { contacts }) => sum + contacts, 0);
}
