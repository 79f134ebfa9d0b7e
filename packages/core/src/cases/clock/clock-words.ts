import type { WorkingCalendar } from '../../authorities/index.js';
import { MINUTE_MS, type Instant } from '../../kernel/clock.js';
import { WEEKDAYS, WEEKDAY_NAMES, type Weekday } from '../../kernel/date-words.js';
import { formatDateTime, formatMinutes, formatTimeLeft, formatTimeOfDay } from '../../kernel/format-time.js';
import { daysBetween } from '../../kernel/local-date.js';
import { localDateAt } from '../../kernel/london-time.js';
import type { ServiceDefinition } from '../../services/index.js';
import type { SlaBarView, Tone } from '../../web/components.js';
import type { SlaClock } from './sla-rules.js';
import type { Case } from '../types.js';

/** "2 h 18 min left" on the day itself, "3 days left" before it; "Late 22 min", "Late 2 days". */
export function timeLeft(dueAt: Instant, now: Instant): string {
  const days = daysBetween(localDateAt(now), localDateAt(dueAt));
  if (days !== 0) return formatTimeLeft({ days });
  return formatTimeLeft({ minutes: Math.trunc((dueAt - now) / MINUTE_MS) });
}

/** Red when late, amber when due within the day. */
export function dueTone(dueAt: Instant, now: Instant): Tone {
  if (dueAt < now) return 'bad';
  return localDateAt(dueAt) === localDateAt(now) ? 'warning' : 'info';
}

/** The promise of a case: heading, bar and when the clock runs. */
export interface PromiseView {
  readonly heading: string;
  readonly bar: SlaBarView;
  readonly detail: string;
}

type Clocked = Pick<Case, 'dueAt' | 'closedAt'>;

export function promiseView(
  found: Clocked,
  definition: ServiceDefinition,
  clock: SlaClock,
  calendar: WorkingCalendar,
  now: Instant,
): PromiseView {
  return {
    heading: headingOf(found, clock, now),
    bar: {
      text: barText(found, clock, now),
      usedPercent: clock.percent,
      tone: toneOf(definition, clock),
    },
    detail: [calendarWords(calendar), pauseWords(clock)].filter(Boolean).join(' '),
  };
}

function headingOf({ dueAt, closedAt }: Clocked, clock: SlaClock, now: Instant): string {
  if (closedAt !== null) return `Closed ${formatDateTime(closedAt, { now })}`;
  if (dueAt !== null) return `Due ${formatDateTime(dueAt, { now })}`;
  return clock.state === 'paused' ? 'The clock stands still while we wait' : 'No time is promised';
}

function barText({ dueAt, closedAt }: Clocked, clock: SlaClock, now: Instant): string {
  const target = targetWords(clock.target);
  if (closedAt !== null) return clock.breachedAt === undefined ? `Within ${target}` : `Later than ${target}`;
  if (dueAt !== null) return `${timeLeft(dueAt, now)}, promised within ${target}`; // days of the calendar, and those of the promise
  return `${formatMinutes(Math.max(0, clock.remainingMinutes))} left of ${target} when it goes on`;
}

/** "2 working days", "1 month". */
function targetWords({ amount, unit }: ServiceDefinition['sla']['target']): string {
  const word = unit.replace('-', ' ');
  return `${amount} ${amount === 1 ? word.replace(/s$/, '') : word}`;
}

function toneOf({ sla }: ServiceDefinition, { percent, breachedAt, state }: SlaClock): Tone {
  if (breachedAt !== undefined) return 'bad';
  if (state === 'stopped') return 'good';
  return percent >= sla.amberAtPercent ? 'warning' : 'info';
}

function pauseWords({ pausedMinutes }: SlaClock): string {
  return pausedMinutes > 0 ? `It stood still for ${formatMinutes(pausedMinutes)} while we waited.` : '';
}

/** "The clock runs 9am to 5pm, Monday to Friday." Days with the same hours are said together. */
export function calendarWords({ weekly }: WorkingCalendar): string {
  const groups: { hours: string; from: Weekday; to: Weekday }[] = [];
  for (const day of WEEKDAYS) {
    const hours = hoursWords(weekly[day]);
    const last = groups.at(-1);
    if (last?.hours === hours) last.to = day;
    else groups.push({ hours, from: day, to: day });
  }
  const open = groups.filter(({ hours }) => hours !== '');
  if (open.length === 1 && open[0]?.hours === 'midnight to midnight' && groups.length === 1)
    return 'The clock runs day and night.';
  if (open.length === 0) return '';
  return `The clock runs ${open.map(({ hours, from, to }) => `${hours}, ${daysWords(from, to)}`).join('; ')}.`;
}

function hoursWords(hours: WorkingCalendar['weekly'][Weekday]): string {
  return hours
    .map(({ fromMinute, toMinute }) => `${formatTimeOfDay(fromMinute)} to ${formatTimeOfDay(toMinute)}`)
    .join(' and ');
}

function daysWords(from: Weekday, to: Weekday): string {
  const names = WEEKDAY_NAMES.en;
  return from === to ? names[from] : `${names[from]} to ${names[to]}`;
}
