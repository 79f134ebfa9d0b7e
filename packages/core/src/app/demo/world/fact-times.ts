import type { Instant, LocalDate } from '../../../kernel/clock.js';
import { MINUTE_MS } from '../../../kernel/clock.js';
import { WEEKDAYS, type Weekday } from '../../../kernel/date-words.js';
import { addDays, dayOfWeek } from '../../../kernel/local-date.js';
import { instantAt, toLocal } from '../../../kernel/london-time.js';

/** The moments that property facts are dated by, worked out once for all places. */
export interface FactTimes {
  today: Weekday;
  minuteOfDay: number;
  /** The demo's present. */
  startAt: Instant;
  /** When the crew gave up the round, and when the notice of it went up. */
  failedAt: Instant;
  noticeAt: Instant;
  /** 04:00 some days ago, when the nightly files come in. */
  night(daysAgo: number): Instant;
  /** The latest such weekday: today, once crews have gone home at 15:00, or before. */
  lastDay(weekday: Weekday): LocalDate;
  /** The first such weekday after today. */
  nextDay(weekday: Weekday): LocalDate;
}

/** How long after the crew gave up the notice was put up; contacts before it were logged, later ones answered. */
export const noticeAfterMs = 75 * MINUTE_MS;

/** Minutes past midnight at which rounds are over. */
const crewsHome = 15 * 60;

export function factTimes(startAt: Instant): FactTimes {
  const { on, minuteOfDay } = toLocal(startAt);
  const failedAt = failedRoundAt(startAt);
  const nights = new Map<number, Instant>();
  const offsets = WEEKDAYS.map((_, index) => index);
  const weekFrom = (first: LocalDate) =>
    new Map(offsets.map((days) => [dayOfWeek(addDays(first, days)), addDays(first, days)]));
  const coming = weekFrom(addDays(on, 1));
  const past = weekFrom(addDays(on, minuteOfDay < crewsHome ? -WEEKDAYS.length : 1 - WEEKDAYS.length));
  return {
    today: dayOfWeek(on),
    minuteOfDay,
    startAt,
    failedAt,
    noticeAt: failedAt + noticeAfterMs,
    night: (daysAgo) => {
      const night = nights.get(daysAgo) ?? instantAt(addDays(on, -daysAgo), 4 * 60);
      nights.set(daysAgo, night);
      return night;
    },
    lastDay: (weekday) => past.get(weekday) ?? on,
    nextDay: (weekday) => coming.get(weekday) ?? on,
  };
}

/**
 * When the crew gave up the Dunmere round: 08:20 this morning, or the morning before while this one is too young for
 * anybody to have noticed (before 10:00).
 */
export function failedRoundAt(startAt: Instant): Instant {
  const { on, minuteOfDay } = toLocal(startAt);
  return instantAt(minuteOfDay >= 10 * 60 ? on : addDays(on, -1), 8 * 60 + 20);
}
