import { expect } from 'chai';
import fc from 'fast-check';
import { alwaysOpen, calendarOf, isWorking, shippedBankHolidays } from '../../authorities/index.js';
import type { WorkingCalendar } from '../../authorities/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import type { Instant } from '../../kernel/clock.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { addDays, localDate } from '../../kernel/local-date.js';
import { instantAt, localDateAt } from '../../kernel/london-time.js';
import { slaClock } from './sla-rules.js';
import type { SlaClock, SlaEvent, SlaState, SlaTarget, SlaUnit } from './sla-rules.js';

const at = (on: string, hour: number, minute = 0): Instant => instantAt(localDate(on), hour * 60 + minute);
const holidays = shippedBankHolidays('england-and-wales').map(({ on }) => on);
const office = calendarOf(WEEKDAYS.slice(0, 5), [{ fromMinute: 540, toMinute: 1020 }], holidays);
const crews = calendarOf(WEEKDAYS.slice(0, 6), [
  { fromMinute: 0, toMinute: 110 },
  { fromMinute: 400, toMinute: 1440 },
]);
const nightsOnly = calendarOf(WEEKDAYS, [{ fromMinute: 60, toMinute: 200 }]);

/** Any days and hours, the night's two sides included, with days shut and opened out of turn about a week from a day. */
const calendarsAbout = (day: string): fc.Arbitrary<WorkingCalendar> =>
  fc
    .record({
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      edges: fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 }),
      shut: fc.uniqueArray(fc.nat(9), { maxLength: 4 }),
      opened: fc.uniqueArray(fc.nat(9), { maxLength: 2 }),
    })
    .map(({ days, edges, shut, opened }) => {
      const inOrder = edges.toSorted((a, b) => a - b);
      const hours = inOrder.flatMap((fromMinute, index) => {
        const toMinute = index % 2 === 0 ? inOrder[index + 1] : undefined;
        return toMinute === undefined ? [] : [{ fromMinute, toMinute }];
      });
      const dayAfter = (days: number) => addDays(localDate(day), days);
      const extraOpenings = opened.map((days) => ({ on: dayAfter(days), hours, reason: 'opened' }));
      return { ...calendarOf(days, hours, shut.map(dayAfter)), extraOpenings };
    });

const PLAIN_KINDS = ['paused', 'resumed', 'closed', 'reopened'] as const;
/** Months have examples of their own: a trial by the minute over one takes too long. */
type TriedUnit = Exclude<SlaUnit, 'months'>;
const LONGEST: Record<TriedUnit, number> = {
  'working-minutes': 400,
  'working-hours': 12,
  'working-days': 3,
  hours: 40,
  days: 3,
};

const targets: fc.Arbitrary<SlaTarget> = fc
  .constantFrom(...(Object.keys(LONGEST) as TriedUnit[]))
  .chain((unit) => fc.record({ amount: fc.integer({ min: 1, max: LONGEST[unit] }), unit: fc.constant(unit) }));

const kinds: fc.Arbitrary<
  { kind: (typeof PLAIN_KINDS)[number] } | { kind: 'restarted' | 'target-changed'; target: SlaTarget }
> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom(...PLAIN_KINDS) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('restarted', 'target-changed'), target: targets }) },
);

interface Trial {
  target: SlaTarget;
  calendar: WorkingCalendar;
  events: SlaEvent[];
  now: Instant;
}

/** Histories of some days around a clock change, a bank holiday or none; no two events in one minute. */
const trials: fc.Arbitrary<Trial> = fc
  .constantFrom('2026-03-27', '2026-10-23', '2025-12-23', '2026-11-24')
  .chain((day) =>
    fc.record({
      day: fc.constant(day),
      calendar: fc.oneof(fc.constantFrom(office, crews, nightsOnly, alwaysOpen()), calendarsAbout(day)),
    }),
  )
  .chain(({ day, calendar }) =>
    fc.record({
      target: targets,
      calendar: fc.constant(calendar),
      day: fc.constant(day),
      openedMinute: fc.nat(2 * 1440),
      history: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 4 * 1440 }), kinds), {
        maxLength: 8,
        selector: ([minute]) => minute,
      }),
      nowMinute: fc.nat(5 * 1440),
    }),
  )
  .map(({ target, calendar, day, openedMinute, history, nowMinute }) => {
    const openedAt = at(day, 0) + openedMinute * MINUTE_MS;
    const later = history.map(([minute, kind]): SlaEvent => ({ at: openedAt + minute * MINUTE_MS, ...kind }));
    const events: SlaEvent[] = [...later, { at: openedAt, kind: 'opened' }];
    return { target, calendar, events, now: openedAt + nowMinute * MINUTE_MS };
  });

/** The same clock by patience: minute after minute, each counted or not. */
function countByTheMinute({ target: first, calendar, events, now }: Trial): SlaClock {
  const history = events.filter((event) => event.at <= now).sort((a, b) => a.at - b.at);
  let target = first;
  let begin = history[0]?.at ?? now;
  for (const event of history) {
    if ('target' in event) target = event.target;
    if (event.kind === 'restarted') begin = event.at;
  }
  const counts = (minute: Instant): boolean =>
    target.unit === 'hours' || target.unit === 'days' || isWorking(calendar, minute);
  const targetMinutes = minutesOf(target, begin, calendar);

  const tally = { elapsed: 0, paused: 0, ranUntil: begin, elapsedThen: 0 };
  let breachedAt: Instant | undefined;
  for (let minute = begin; minute < now; minute += MINUTE_MS) {
    const state = stateAt(minute, begin, history);
    if (state === 'running') {
      if (tally.elapsed >= targetMinutes) breachedAt ??= minute;
      if (counts(minute)) tally.elapsed += 1;
      tally.ranUntil = minute + MINUTE_MS;
    }
    if (state === 'paused' && counts(minute)) tally.paused += 1;
  }
  const state = stateAt(now, begin, history);
  const ahead = (from: Instant): Instant => {
    let left = targetMinutes - tally.elapsed;
    let minute = from;
    for (; left > 0; minute += MINUTE_MS) if (counts(minute)) left -= 1;
    return minute;
  };
  return {
    state,
    target,
    elapsedMinutes: tally.elapsed,
    targetMinutes,
    remainingMinutes: targetMinutes - tally.elapsed,
    percent: Math.floor((tally.elapsed * 100) / targetMinutes),
    pausedMinutes: tally.paused,
    ...(breachedAt !== undefined && { dueAt: breachedAt, breachedAt }),
    ...(breachedAt === undefined && state === 'paused' && { dueIfResumedAt: ahead(now) }),
    ...(breachedAt === undefined && state === 'running' && { dueAt: ahead(now) }),
    ...(breachedAt === undefined && state === 'stopped' && { dueAt: ahead(tally.ranUntil) }),
  };
}

function stateAt(minute: Instant, begin: Instant, history: readonly SlaEvent[]): SlaState {
  let state: SlaState = 'running';
  for (const { at: when, kind } of history) {
    if (when <= begin || when > minute) continue;
    if (kind === 'paused' && state === 'running') state = 'paused';
    else if (kind === 'resumed' && state === 'paused') state = 'running';
    else if (kind === 'closed') state = 'stopped';
    else if (kind === 'reopened' && state === 'stopped') state = 'running';
  }
  return state;
}

function minutesOf({ amount, unit }: SlaTarget, begin: Instant, calendar: WorkingCalendar): number {
  const perUnit = { 'working-minutes': 1, 'working-hours': 60, hours: 60, days: 1440 };
  if (unit === 'months') throw new Error('months are not counted by the minute');
  if (unit !== 'working-days') return amount * perUnit[unit];
  const openedOn = localDateAt(begin);
  const days = new Set<string>();
  let minutes = 0;
  for (let minute = begin; ; minute += MINUTE_MS) {
    if (!isWorking(calendar, minute)) continue;
    const on = localDateAt(minute);
    if (on !== openedOn) days.add(on);
    if (days.size > amount) return minutes;
    minutes += 1;
  }
}

describe('the SLA clock', () => {
  it('equals a count by the minute over any history', () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const { target, calendar, events, now } = trial;
        expect(slaClock(target, calendar, events, now)).to.deep.equal(countByTheMinute(trial));
      }),
      { numRuns: 300 },
    );
  });

  it('counts a bank holiday announced late as if it had been known from the start', () => {
    fc.assert(
      fc.property(trials, fc.nat(6), (trial, days) => {
        const { target, calendar, events, now } = trial;
        const openedAt = events.find(({ kind }) => kind === 'opened')?.at ?? now;
        const announced = addDays(localDateAt(openedAt), days);
        const changed = { ...calendar, bankHolidays: new Set([...calendar.bankHolidays, announced]) };
        expect(slaClock(target, changed, events, now)).to.deep.equal(countByTheMinute({ ...trial, calendar: changed }));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the due time still while it runs', () => {
    fc.assert(
      fc.property(trials, fc.nat(3 * 1440), (trial, minutes) => {
        const { target, calendar, events, now } = trial;
        const happened = events.filter((event) => event.at <= now);
        const first = slaClock(target, calendar, happened, now);
        fc.pre(first.state === 'running');
        const later = slaClock(target, calendar, happened, now + minutes * MINUTE_MS);
        expect(later.dueAt).to.equal(first.dueAt);
        expect(later.elapsedMinutes).to.be.at.least(first.elapsedMinutes);
      }),
    );
  });

  it('is due later by the working time that it was paused', () => {
    const opened: SlaEvent = { at: at('2026-11-24', 9), kind: 'opened' };
    const pause: SlaEvent[] = [
      { at: at('2026-11-24', 16, 30), kind: 'paused' },
      { at: at('2026-11-25', 9, 10), kind: 'resumed' },
    ];
    const target: SlaTarget = { amount: 2, unit: 'working-days' };
    const now = at('2026-11-25', 12);
    expect(slaClock(target, office, [opened], now).dueAt).to.equal(at('2026-11-26', 17));
    const clock = slaClock(target, office, [opened, ...pause], now);
    expect(clock.pausedMinutes).to.equal(40);
    expect(clock.dueAt).to.equal(at('2026-11-27', 9, 40));
    expect(clock.remainingMinutes).to.equal(5 * 60 + 480 + 40);
  });

  it('names no due time while paused, but what it would be if resumed now', () => {
    const events: SlaEvent[] = [
      { at: at('2026-11-24', 9), kind: 'opened' },
      { at: at('2026-11-24', 10), kind: 'paused' },
    ];
    const clock = slaClock({ amount: 4, unit: 'working-hours' }, office, events, at('2026-11-24', 16));
    expect(clock).to.not.have.property('dueAt');
    expect(clock.dueIfResumedAt).to.equal(at('2026-11-25', 11));
    expect(clock.percent).to.equal(25);
  });

  it('is met by work finished at the very instant at which it is due, and missed a millisecond later', () => {
    const opened: SlaEvent = { at: at('2026-11-24', 9), kind: 'opened' };
    const target: SlaTarget = { amount: 1, unit: 'working-days' };
    const dueAt = at('2026-11-25', 17);
    const closing = (closedAt: Instant): SlaClock =>
      slaClock(target, office, [opened, { at: closedAt, kind: 'closed' }], at('2026-12-24', 12));
    expect(closing(dueAt)).to.deep.include({ state: 'stopped', dueAt, percent: 100, remainingMinutes: 0 });
    expect(closing(dueAt)).to.not.have.property('breachedAt');
    expect(closing(dueAt + 1).breachedAt).to.equal(dueAt);
  });

  it('moves with a bank holiday that is declared late', () => {
    const events: SlaEvent[] = [{ at: at('2026-11-24', 9), kind: 'opened' }];
    const target: SlaTarget = { amount: 1, unit: 'working-days' };
    const declared = { ...office, bankHolidays: new Set([localDate('2026-11-25')]) };
    expect(slaClock(target, declared, events, at('2026-11-24', 10)).dueAt).to.equal(at('2026-11-26', 17));
  });

  it('goes on after a reopening where it stopped', () => {
    const events: SlaEvent[] = [
      { at: at('2026-11-24', 9), kind: 'opened' },
      { at: at('2026-11-24', 12), kind: 'closed' },
      { at: at('2026-11-26', 9), kind: 'reopened' },
    ];
    const clock = slaClock({ amount: 4, unit: 'working-hours' }, office, events, at('2026-11-26', 9, 30));
    expect(clock).to.deep.include({ state: 'running', elapsedMinutes: 210, pausedMinutes: 0 });
    expect(clock.dueAt).to.equal(at('2026-11-26', 10));
  });

  it('begins anew at a second stage, and measures a changed target from the start', () => {
    const opened: SlaEvent = { at: at('2026-11-24', 9), kind: 'opened' };
    const target: SlaTarget = { amount: 4, unit: 'working-hours' };
    const now = at('2026-11-25', 11);
    const stage: SlaEvent = { at: at('2026-11-25', 9), kind: 'restarted', target: { amount: 1, unit: 'days' } };
    expect(slaClock(target, office, [opened, stage], now)).to.deep.include({
      elapsedMinutes: 120,
      dueAt: at('2026-11-26', 9),
    });
    const urgent: SlaEvent = { at: at('2026-11-25', 10), kind: 'target-changed', target: { amount: 2, unit: 'hours' } };
    expect(slaClock(target, office, [opened, urgent], now).breachedAt).to.equal(at('2026-11-24', 11));
  });

  it('counts elapsed hours through the night of a clock change', () => {
    const events: SlaEvent[] = [{ at: at('2026-10-24', 20), kind: 'opened' }];
    const clock = slaClock({ amount: 1, unit: 'days' }, office, events, at('2026-10-25', 12));
    expect(clock.elapsedMinutes).to.equal(17 * 60);
    expect(clock.dueAt).to.equal(at('2026-10-24', 20) + DAY_MS);
    expect(clock.dueAt).to.equal(at('2026-10-25', 19));
  });

  it('hasn’t begun to run for a case opened ahead of the clock', () => {
    const events: SlaEvent[] = [{ at: at('2026-11-24', 9), kind: 'opened' }];
    const clock = slaClock({ amount: 2, unit: 'hours' }, office, events, at('2026-11-24', 8));
    expect(clock).to.deep.include({ state: 'running', elapsedMinutes: 0, dueAt: at('2026-11-24', 9) + 2 * HOUR_MS });
  });

  it('refuses a history without its opening and a target that promises nothing', () => {
    const target: SlaTarget = { amount: 1, unit: 'hours' };
    expect(() => slaClock(target, office, [{ at: 0, kind: 'paused' }], 1)).to.throw(RangeError, 'opened');
    const none: SlaTarget = { amount: 0, unit: 'hours' };
    expect(() => slaClock(none, office, [{ at: 0, kind: 'opened' }], 1)).to.throw(RangeError, 'above 0');
  });
});
