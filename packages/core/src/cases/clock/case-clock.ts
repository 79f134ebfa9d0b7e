import type { WorkingCalendar } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import { findStatus, slaTarget, type ServiceDefinition } from '../../services/index.js';
import { slaClock, type SlaClock, type SlaEvent } from './sla-rules.js';
import type { CaseEvent } from '../types.js';

/** What the clock reads of a case's history: `opened`, `status` and `edited`, oldest first. What isn't stored yet has no id. */
export type ClockHistory = readonly (Pick<CaseEvent, 'at' | 'kind' | 'data'> & { readonly id?: string })[];

type Rules = Pick<ServiceDefinition, 'sla' | 'lifecycle'>;

/** The SLA clock of a case at `now`, from its history and the version of the service that it was logged under. */
export function caseClock(rules: Rules, calendar: WorkingCalendar, history: ClockHistory, now: Instant): SlaClock {
  const opened = history.find(({ kind }) => kind === 'opened');
  return slaClock(slaTarget(rules, opened?.data.priority ?? 'normal'), calendar, slaEvents(rules, history), now);
}

/**
 * When the case is due, to be stored: null while the clock stands still in time. What an old system promised stays as
 * it was imported.
 */
export function dueAt(
  rules: Rules,
  calendar: WorkingCalendar,
  history: ClockHistory,
  now: Instant,
): { dueAt: Instant | null; clock: SlaClock } {
  const clock = caseClock(rules, calendar, history, now);
  const promised = history.find(({ kind }) => kind === 'opened')?.data.promisedAt;
  return { dueAt: promised ?? clock.dueAt ?? null, clock };
}

/** What happened to the case in the clock's terms. */
export function slaEvents(rules: Rules, history: ClockHistory): SlaEvent[] {
  const events: SlaEvent[] = [];
  let isByPriority = true; // a clock that began anew, or was given more time, has a target that no priority changes
  for (const { at, kind, data } of withoutUndone(history)) {
    if (kind === 'opened') events.push({ at, kind }, ...entering(rules, at, undefined, data.status ?? ''));
    else if (kind === 'status') {
      const entered = entering(rules, at, data.from, data.to ?? '');
      if (entered.some((event) => 'target' in event)) isByPriority = false;
      events.push(...entered);
    } else if (kind === 'edited' && data.priority && isByPriority)
      events.push({ at, kind: 'target-changed', target: slaTarget(rules, data.priority) });
  }
  return events;
}

/** A step that was undone never was, and nor was its undoing. */
function withoutUndone(history: ClockHistory): ClockHistory {
  const undone = new Set(history.flatMap(({ data }) => data.undoes ?? []));
  if (undone.size === 0) return history;
  return history.filter(({ id, data }) => data.undoes === undefined && (id === undefined || !undone.has(id)));
}

/** Leaving a status ends its pause or its closing; entering one may start a pause, a closing or a new clock, or give more time. */
function entering({ sla, lifecycle }: Rules, at: Instant, from: string | undefined, to: string): SlaEvent[] {
  const isPause = (status: string): boolean => sla.pausesIn.includes(status);
  const isClosed = (status: string): boolean => findStatus(lifecycle, status)?.kind === 'closed';
  const restart = sla.restarts.find(
    ({ status, from: only }) => status === to && (only === undefined || only.includes(from ?? '')),
  );
  if (restart && from !== to) return [{ at, kind: 'restarted', target: restart.target }];
  const events: SlaEvent[] = [];
  if (from !== undefined && isClosed(from) && !isClosed(to)) events.push({ at, kind: 'reopened' });
  if (from !== undefined && isPause(from) && !isPause(to) && !isClosed(to)) events.push({ at, kind: 'resumed' });
  if (isClosed(to)) events.push({ at, kind: 'closed' });
  else if (isPause(to)) events.push({ at, kind: 'paused' });
  const longer = sla.extends.find(({ status }) => status === to);
  if (longer) events.push({ at, kind: 'target-changed', target: longer.target });
  return events;
}
