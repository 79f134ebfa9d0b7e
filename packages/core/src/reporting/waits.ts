import type { LocalDate } from '../kernel/clock.js';
import type { CountedDay } from './count-by-day.js';
import { stepsOfDays, type StepLength } from './trend-steps.js';
import type { Period } from './types.js';

/** How long customers waited, on the telephone or in a chat, before somebody answered: in whole seconds. */
export interface Waits {
  /** Answered calls and chats. */
  readonly calls: number;
  /** Those of which it is known how long the customer waited. */
  readonly known: number;
  /** Of these, those answered within the target. */
  readonly inTime: number;
  /** Half of them waited no longer; null: none is known. */
  readonly medianSeconds: number | null;
  /** Nine in ten of them waited no longer; null: none is known. */
  readonly ninetiethSeconds: number | null;
}

export interface WaitsOfLine extends Waits {
  /** Null: a chat, or it is not known which line was dialled. */
  readonly lineId: string | null;
}
export interface WaitsOfDay extends Waits {
  readonly on: LocalDate;
}
export interface WaitsOfStep extends Waits, Period {}

/** All, by the line that was dialled, and by day. */
export interface CountedWaits extends Waits {
  readonly targetSeconds: number;
  /** The busiest first. */
  readonly lines: readonly WaitsOfLine[];
  readonly days: readonly WaitsOfDay[];
}

/** A row of the question: so many calls to a line that waited so long; `seconds` below nought: not known how long. */
interface Row {
  readonly line: string | null;
  readonly seconds: number;
  readonly calls: number;
}

/** What each day's question answered, as figures: the days of the period in order, those without a call too. */
export function waitsOf(counted: readonly CountedDay[], on: readonly LocalDate[], targetSeconds: number): CountedWaits {
  const byDay = new Map(counted.map((day) => [day.on, rowsOf(day)]));
  const all = [...byDay.values()].flat();
  const lines = [...new Set(all.map(({ line }) => line))].map((lineId) => {
    const rows = all.filter(({ line }) => line === lineId);
    return { lineId, ...sumUp(rows, targetSeconds) };
  });
  return {
    ...{ targetSeconds, ...sumUp(all, targetSeconds) },
    lines: lines.sort((one, other) => other.calls - one.calls),
    days: on.map((day) => ({ on: day, ...sumUp(byDay.get(day) ?? [], targetSeconds) })),
  };
}

/** The same by weeks or months, for a page that has no room for every day. */
export function waitSteps(
  counted: readonly CountedDay[],
  on: readonly LocalDate[],
  { targetSeconds, length }: { readonly targetSeconds: number; readonly length: StepLength },
): WaitsOfStep[] {
  const byDay = new Map(counted.map((day) => [day.on, rowsOf(day)]));
  const days = on.map((day) => ({ on: day }));
  return stepsOfDays(days, length).flatMap((step) => {
    const [first, last] = [step[0], step.at(-1)];
    if (!first || !last) return [];
    const rows = step.flatMap((day) => byDay.get(day.on) ?? []);
    return [{ from: first.on, to: last.on, ...sumUp(rows, targetSeconds) }];
  });
}

function rowsOf({ groups }: CountedDay): Row[] {
  return groups.map(({ grouped, counts: { seconds = -1, calls = 0 } }) => ({ line: grouped, seconds, calls }));
}

function sumUp(rows: readonly Row[], targetSeconds: number): Waits {
  const known = rows.filter(({ seconds }) => seconds >= 0).sort((one, other) => one.seconds - other.seconds);
  return {
    ...{ calls: callsIn(rows), known: callsIn(known) },
    inTime: callsIn(known.filter(({ seconds }) => seconds <= targetSeconds)),
    ...{ medianSeconds: reachedBy(known, 0.5), ninetiethSeconds: reachedBy(known, 0.9) },
  };
}

const callsIn = (rows: readonly Row[]): number => rows.reduce((sum, { calls }) => sum + calls, 0);

/** The shortest wait that this share of the calls did not exceed (nearest rank). Rows by ascending wait. */
function reachedBy(rows: readonly Row[], share: number): number | null {
  const rank = Math.ceil(callsIn(rows) * share);
  let before = 0;
  for (const { seconds, calls } of rows) {
    before += calls;
    if (before >= rank) return seconds;
  }
  return null;
}
