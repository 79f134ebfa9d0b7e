import {
  addWorkingMinutes,
  calendarNeverOpens,
  findCloseOfBusiness,
  nextOpening,
  workingMsBetween,
  type WorkingCalendar,
} from '../../authorities/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../kernel/clock.js';
import { isError } from '../../kernel/errors.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { CallWindow } from './call-back-types.js';

/** How far a promise to call has come. All but `promised` are its end. */
export const callBackStates = ['promised', 'spoken', 'not-reached', 'withdrawn'] as const;
export type CallBackState = (typeof callBackStates)[number];

export const attemptOutcomes = ['spoken', 'no-answer'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export const callBackEvents = ['speak', 'try-again', 'change', 'give-up', 'withdraw'] as const;
export type CallBackEvent = (typeof callBackEvents)[number];

/** What may happen to a promise to call. Nothing leads out of an end: who is called again is promised it again. */
export const callBackSteps = [
  { from: 'promised', event: 'speak', to: 'spoken' },
  { from: 'promised', event: 'try-again', to: 'promised' },
  { from: 'promised', event: 'change', to: 'promised' },
  { from: 'promised', event: 'give-up', to: 'not-reached' },
  { from: 'promised', event: 'withdraw', to: 'withdrawn' },
] as const satisfies readonly { from: CallBackState; event: CallBackEvent; to: CallBackState }[];

/** The state that an event leads to; undefined: it can't happen any more. */
export function stateAfter(state: CallBackState, event: CallBackEvent): CallBackState | undefined {
  return callBackSteps.find((step) => step.from === state && step.event === event)?.to;
}

/** Kept or missed, and since when: what the figures count. Null: not decided yet, or withdrawn in time. */
export interface Decision {
  readonly missedAt: Instant | null;
  readonly decidedAt: Instant | null;
}

/**
 * What an event says of the promise. Whoever rings by the end of the window keeps it, answered or not; a window that
 * ended without a call is missed, from its end on and for good. One that is withdrawn in time is neither.
 */
export function decisionAfter(
  before: Decision & Pick<CallWindow, 'untilAt'>,
  event: CallBackEvent | 'pass-time',
  now: Instant,
): Decision {
  const { missedAt, decidedAt, untilAt } = before;
  if (missedAt !== null) return { missedAt, decidedAt };
  if (now > untilAt) return { missedAt: untilAt, decidedAt: untilAt };
  const isKept = event === 'speak' || event === 'give-up';
  return { missedAt, decidedAt: isKept ? now : decidedAt };
}

/** How soon a promised call is due: its time is over, is now, or comes. */
export type Urgency = 'overdue' | 'now' | 'later';

export function urgencyOf({ fromAt, untilAt }: CallWindow, now: Instant): Urgency {
  if (now > untilAt) return 'overdue';
  return now >= fromAt ? 'now' : 'later';
}

/** How long the window is where only a time is named. */
export const usualWindowMs = 30 * MINUTE_MS;
const longestAheadDays = 90;

/** What is wrong with a window, by its field; undefined: nothing. */
export function windowFault(
  { fromAt, untilAt }: CallWindow,
  now: Instant,
): { readonly field: 'fromAt' | 'untilAt'; readonly message: string } | undefined {
  if (untilAt <= now) return { field: 'untilAt', message: 'Choose a time that has not passed' };
  if (untilAt < fromAt) return { field: 'untilAt', message: 'Choose an end that is not before the beginning' };
  if (localDateAt(fromAt) !== localDateAt(untilAt))
    return { field: 'untilAt', message: 'Choose an end on the same day' };
  if (untilAt - now > longestAheadDays * DAY_MS)
    return { field: 'fromAt', message: `Choose a day within the next ${longestAheadDays} days` };
  return undefined;
}

/** Whether the offices are open at any time of the window: a team is promised in its hours. */
export function isInOfficeHours(calendar: WorkingCalendar, { fromAt, untilAt }: CallWindow): boolean {
  return workingMsBetween(calendar, fromAt, Math.max(untilAt, fromAt + 1)) > 0;
}

const roundingMs = 30 * MINUTE_MS;

/** Two hours of the offices' time, an hour of it from now, cut where they shut: what is offered until somebody says otherwise. */
export function suggestedWindow(calendar: WorkingCalendar, now: Instant): CallWindow {
  try {
    const soonest = addWorkingMinutes(calendar, now, 60);
    const fromAt = nextOpening(calendar, Math.ceil(soonest / roundingMs) * roundingMs);
    const shutsAt = findCloseOfBusiness(calendar, localDateAt(fromAt)) ?? fromAt + 2 * HOUR_MS;
    return { fromAt, untilAt: Math.min(addWorkingMinutes(calendar, fromAt, 120), shutsAt) };
  } catch (error) {
    if (!isError(error, calendarNeverOpens.code)) throw error;
    return { fromAt: now + HOUR_MS, untilAt: now + HOUR_MS + usualWindowMs };
  }
}
