import {
  addWorkingDays,
  addWorkingMs,
  findCloseOfBusiness,
  isWorkingDay,
  nextOpening,
  workingMsBetween,
} from '../../authorities/index.js';
import type { WorkingCalendar } from '../../authorities/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import type { Instant } from '../../kernel/clock.js';
import { addMonths } from '../../kernel/local-date.js';
import { localDateAt, startOfDay } from '../../kernel/london-time.js';

/** How a target is counted: `working-…` in the calendar's open time, the others on the clock, a day being 24 hours. */
export type SlaUnit = 'working-minutes' | 'working-hours' | 'working-days' | 'hours' | 'days' | 'months';

/**
 * A promise. Working days run to close of business on the Nth working day after the day of receipt
 * (`addWorkingDays`). Months run to close of business on the corresponding day, or on the next working day when that
 * isn't one (UK GDPR article 12(3), as the Information Commissioner counts it). Every other unit runs from the minute
 * of opening.
 */
export interface SlaTarget {
  amount: number;
  unit: SlaUnit;
}

/**
 * What happened to a case, as far as its clock is concerned. `restarted` begins a new clock with a target of its own (the second
 * stage of a complaint); `target-changed` gives the running clock another target, as if it had been so from the start.
 */
export type SlaEvent =
  | { at: Instant; kind: 'opened' | 'paused' | 'resumed' | 'closed' | 'reopened' }
  | { at: Instant; kind: 'restarted' | 'target-changed'; target: SlaTarget };

export type SlaState = 'running' | 'paused' | 'stopped';

/** Minutes are of the target's measure (working or elapsed), whole, parts left out. */
export interface SlaClock {
  state: SlaState;
  /** What is promised now: the first target, or the one that a restart or a change put in its place. */
  target: SlaTarget;
  elapsedMinutes: number;
  targetMinutes: number;
  /** The target less what has elapsed; below 0 when late, and 0 until the next opening after a breach at closing time. */
  remainingMinutes: number;
  /** Share of the target used, whole percent; above 100 when late. */
  percent: number;
  /** Time spent paused; time closed before a reopening isn't paused. */
  pausedMinutes: number;
  /** When the target runs out (ran out, or would have when stopped). None while paused in time: nobody knows yet. */
  dueAt?: Instant;
  /** While paused in time: when the target would run out if the clock went on now. */
  dueIfResumedAt?: Instant;
  /** When the target ran out with the clock still running. Work finished at that very instant is in time. */
  breachedAt?: Instant;
}

/** The clock's lifecycle. An event that its state doesn't list changes nothing (imported histories repeat themselves). */
const LIFECYCLE: readonly { from: SlaState; event: SlaEvent['kind']; to: SlaState }[] = [
  { from: 'running', event: 'paused', to: 'paused' },
  { from: 'running', event: 'closed', to: 'stopped' },
  { from: 'paused', event: 'resumed', to: 'running' },
  { from: 'paused', event: 'closed', to: 'stopped' },
  { from: 'stopped', event: 'reopened', to: 'running' },
];

/** One unit's way to count: working time in a calendar, or time on the clock. */
interface Measure {
  msBetween(from: Instant, to: Instant): number;
  add(from: Instant, ms: number): Instant;
}

interface Stretch {
  state: SlaState;
  from: Instant;
  to: Instant;
}

interface History {
  startedAt: Instant;
  target: SlaTarget;
  /** From the start (or the restart) to now without a gap. */
  stretches: Stretch[];
}

interface RunSoFar {
  elapsedMs: number;
  /** When the elapsed time reached the target, looking ahead from the last stretch that ran. */
  targetReachedAt: Instant;
  /** `targetReachedAt` came while running. */
  breached: boolean;
}

/**
 * The SLA clock as it stands at `now`, recomputed from all that happened, so that a bank holiday declared late or a
 * corrected target counts from the start. Events after `now` don't count yet. Throws RangeError without an `opened` event
 * and for a target that is no whole number above 0.
 */
export function slaClock(
  target: SlaTarget,
  calendar: WorkingCalendar,
  events: readonly SlaEvent[],
  now: Instant,
): SlaClock {
  const history = readHistory(target, events, now);
  const measure = measureOf(history.target, calendar);
  const targetMs = targetMsOf(history, calendar, measure);
  const run = runOf(history, targetMs, measure);
  const state = history.stretches.at(-1)?.state ?? 'running';
  const [elapsedMinutes, targetMinutes] = [wholeMinutes(run.elapsedMs), wholeMinutes(targetMs)];
  return {
    state,
    target: history.target,
    elapsedMinutes,
    targetMinutes,
    remainingMinutes: targetMinutes - elapsedMinutes,
    percent: Math.floor((run.elapsedMs * 100) / targetMs),
    pausedMinutes: wholeMinutes(sumOf(history, 'paused', measure)),
    ...datesOf(run, state, () => measure.add(now, targetMs - run.elapsedMs)),
  };
}

function readHistory(target: SlaTarget, events: readonly SlaEvent[], now: Instant): History {
  const inOrder = events.toSorted((a, b) => a.at - b.at);
  const opened = inOrder.findIndex((event) => event.kind === 'opened');
  const openedAt = inOrder[opened]?.at;
  if (openedAt === undefined) throw new RangeError('An SLA clock needs the event that opened it');
  const happened = inOrder.slice(opened + 1).filter(({ at }) => at <= now);
  const restart = happened.findLastIndex((event) => event.kind === 'restarted');
  const startedAt = happened[restart]?.at ?? openedAt;
  return {
    startedAt,
    target: happened.reduce((latest, event) => ('target' in event ? event.target : latest), target),
    stretches: stretchesOf(startedAt, happened.slice(restart + 1), now),
  };
}

function stretchesOf(startedAt: Instant, events: readonly SlaEvent[], now: Instant): Stretch[] {
  const stretches: Stretch[] = [];
  let current: Stretch = { state: 'running', from: startedAt, to: Math.max(now, startedAt) };
  for (const { at, kind } of events) {
    const step = LIFECYCLE.find(({ from, event }) => from === current.state && event === kind);
    if (!step) continue;
    stretches.push({ ...current, to: at });
    current = { ...current, state: step.to, from: at };
  }
  return [...stretches, current];
}

function measureOf({ unit }: SlaTarget, calendar: WorkingCalendar): Measure {
  if (unit === 'hours' || unit === 'days' || unit === 'months')
    return { msBetween: (from, to) => to - from, add: (from, ms) => from + ms };
  return {
    msBetween: (from, to) => workingMsBetween(calendar, from, to),
    add: (from, ms) => addWorkingMs(calendar, from, ms),
  };
}

function targetMsOf({ target, startedAt }: History, calendar: WorkingCalendar, measure: Measure): number {
  const { amount, unit } = target;
  if (!Number.isInteger(amount) || amount < 1)
    throw new RangeError(`An SLA target is a whole number above 0, not ${amount}`);
  switch (unit) {
    case 'working-minutes':
      return amount * MINUTE_MS;
    case 'working-hours':
    case 'hours':
      return amount * HOUR_MS;
    case 'days':
      return amount * DAY_MS;
    case 'working-days':
      return measure.msBetween(startedAt, addWorkingDays(calendar, startedAt, amount));
    case 'months':
      return measure.msBetween(startedAt, closeAfterMonths(calendar, startedAt, amount));
  }
}

function closeAfterMonths(calendar: WorkingCalendar, from: Instant, months: number): Instant {
  const on = addMonths(localDateAt(from), months);
  const workingDay = isWorkingDay(calendar, on) ? on : localDateAt(nextOpening(calendar, startOfDay(on)));
  return findCloseOfBusiness(calendar, workingDay) ?? startOfDay(workingDay);
}

/** Walks over the running stretches; the target is reached in the first that holds its remainder. */
function runOf({ startedAt, stretches }: History, targetMs: number, measure: Measure): RunSoFar {
  const run: RunSoFar = { elapsedMs: 0, targetReachedAt: startedAt, breached: false };
  for (const { from, to } of stretches.filter(({ state }) => state === 'running')) {
    if (!run.breached) {
      run.targetReachedAt = measure.add(from, targetMs - run.elapsedMs);
      run.breached = run.targetReachedAt < to;
    }
    run.elapsedMs += measure.msBetween(from, to);
  }
  return run;
}

function datesOf(run: RunSoFar, state: SlaState, ifResumed: () => Instant): Partial<SlaClock> {
  if (run.breached) return { dueAt: run.targetReachedAt, breachedAt: run.targetReachedAt };
  return state === 'paused' ? { dueIfResumedAt: ifResumed() } : { dueAt: run.targetReachedAt };
}

function sumOf({ stretches }: History, wanted: SlaState, measure: Measure): number {
  return stretches
    .filter(({ state }) => state === wanted)
    .reduce((sum, { from, to }) => sum + measure.msBetween(from, to), 0);
}

function wholeMinutes(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}
