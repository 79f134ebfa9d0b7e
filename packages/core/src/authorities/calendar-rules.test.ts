import { expect } from 'chai';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import type { LocalDate } from '../kernel/clock.js';
import { WEEKDAYS } from '../kernel/date-words.js';
import { addDays, dayNumberOf, localDate } from '../kernel/local-date.js';
import { localDateAt } from '../kernel/london-time.js';
import { shippedBankHolidays } from './bank-holidays.js';
import {
  addWorkingDays,
  addWorkingMinutes,
  addWorkingMs,
  findCloseOfBusiness,
  isWorking,
  isWorkingDay,
  nextOpening,
  workingDaysBetween,
  workingMinutesBetween,
  workingMsBetween,
} from './calendar-rules.js';
import { at, countMinutes, isOpenByTheClock, NINE_TO_FIVE, office, trials } from './testing/calendar-trials.js';
import { alwaysOpen, calendarOf } from './working-calendar.js';

describe('working time', () => {
  it('equals a count of every open minute', () => {
    fc.assert(
      fc.property(trials(MINUTE_MS), ({ calendar, from, to }) => {
        expect(workingMinutesBetween(calendar, from, to)).to.equal(countMinutes(calendar, from, to));
      }),
      { numRuns: 150 },
    );
  });

  it('is open exactly when the clock on the wall says so', () => {
    fc.assert(
      fc.property(trials(1), ({ calendar, from }) => {
        for (let instant = from; instant < from + DAY_MS; instant += 13 * MINUTE_MS)
          expect(isWorking(calendar, instant)).to.equal(isOpenByTheClock(calendar, instant));
      }),
    );
  });

  it('adds up over any point between, whatever the millisecond', () => {
    fc.assert(
      fc.property(trials(1), fc.double({ min: 0, max: 1, noNaN: true }), ({ calendar, from, to }, share) => {
        const middle = from + Math.floor((to - from) * share);
        const whole = workingMsBetween(calendar, from, to);
        expect(workingMsBetween(calendar, from, middle) + workingMsBetween(calendar, middle, to)).to.equal(whole);
        expect(workingMsBetween(calendar, to, from)).to.equal(whole === 0 ? 0 : -whole);
        expect(whole).to.be.within(0, to - from);
      }),
    );
  });

  it('gives the same answer in whatever order it is asked', () => {
    fc.assert(
      fc.property(trials(1), fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 6 }), (trial, asked) => {
        const fresh = workingMsBetween({ ...trial.calendar }, trial.from, trial.to);
        for (const days of asked) isWorking(trial.calendar, trial.from + days * DAY_MS);
        for (const days of asked) workingMsBetween(trial.calendar, trial.from + days * DAY_MS, trial.to);
        expect(workingMsBetween(trial.calendar, trial.from, trial.to)).to.equal(fresh);
      }),
    );
  });

  it('counts the hours of the nights that repeat or skip one', () => {
    const always = alwaysOpen();
    expect(workingMinutesBetween(always, at('2026-03-29', 0), at('2026-03-30', 0))).to.equal(23 * 60);
    expect(workingMinutesBetween(always, at('2026-10-25', 0), at('2026-10-26', 0))).to.equal(25 * 60);
    const nights = calendarOf(WEEKDAYS, [{ fromMinute: 0, toMinute: 90 }]);
    expect(workingMinutesBetween(nights, at('2026-03-29', 0), at('2026-03-30', 0))).to.equal(60);
    expect(workingMinutesBetween(nights, at('2026-10-25', 0), at('2026-10-26', 0))).to.equal(120);
  });

  it('leaves out weekends, bank holidays and closures, and counts extra openings', () => {
    const week = [at('2026-05-22', 9), at('2026-05-29', 9)] as const; // Monday 25 May is a bank holiday
    expect(workingMinutesBetween(office, ...week)).to.equal(4 * 480);
    const snow = { ...office, extraClosures: [{ on: localDate('2026-05-27'), reason: 'snow' }] };
    expect(workingMinutesBetween(snow, ...week)).to.equal(3 * 480);
    const hours = [{ fromMinute: 600, toMinute: 720 }];
    const open = { ...office, extraOpenings: [{ on: localDate('2026-05-25'), hours, reason: 'election' }] };
    expect(workingMinutesBetween(open, ...week)).to.equal(4 * 480 + 120);
  });

  it('leaves out a part of a minute', () => {
    expect(workingMinutesBetween(office, at('2026-05-22', 9), at('2026-05-22', 9, 1) - 1)).to.equal(0);
  });

  it('differs between the nations by their bank holidays', () => {
    const days = WEEKDAYS.slice(0, 5);
    const scottish = calendarOf(
      days,
      [NINE_TO_FIVE],
      shippedBankHolidays('scotland').map(({ on }) => on),
    );
    expect(isWorkingDay(scottish, localDate('2026-06-15'))).to.equal(false);
    expect(isWorkingDay(office, localDate('2026-06-15'))).to.equal(true);
  });
});

describe('adding working minutes', () => {
  it('is undone by counting them, whatever the millisecond', () => {
    fc.assert(
      fc.property(trials(1), fc.nat(6_000), ({ calendar, from }, minutes) => {
        fc.pre(workingMsBetween(calendar, from, from + 60 * DAY_MS) >= minutes * MINUTE_MS);
        const due = addWorkingMinutes(calendar, from, minutes);
        expect(workingMinutesBetween(calendar, from, due)).to.equal(minutes);
        expect(workingMsBetween(calendar, from, due)).to.equal(minutes * MINUTE_MS);
      }),
    );
  });

  it('gives the earliest such instant', () => {
    fc.assert(
      fc.property(trials(1), fc.integer({ min: 1, max: 6_000 }), ({ calendar, from }, minutes) => {
        fc.pre(workingMsBetween(calendar, from, from + 60 * DAY_MS) >= minutes * MINUTE_MS);
        const due = addWorkingMinutes(calendar, from, minutes);
        expect(workingMsBetween(calendar, from, due - 1)).to.be.below(minutes * MINUTE_MS);
      }),
    );
  });

  it('never makes a later start or a longer target due sooner', () => {
    fc.assert(
      fc.property(trials(1), fc.nat(DAY_MS), fc.nat(DAY_MS), ({ calendar, from, to }, ms, more) => {
        fc.pre(workingMsBetween(calendar, to, to + 60 * DAY_MS) >= ms + more);
        const due = addWorkingMs(calendar, from, ms);
        expect(addWorkingMs(calendar, to, ms)).to.be.at.least(due);
        expect(addWorkingMs(calendar, from, ms + more)).to.be.at.least(due);
      }),
    );
  });

  it('ends with the day when the last minute does', () => {
    expect(addWorkingMinutes(office, at('2026-11-24', 16), 60)).to.equal(at('2026-11-24', 17));
    expect(addWorkingMinutes(office, at('2026-11-24', 16), 61)).to.equal(at('2026-11-25', 9, 1));
    expect(addWorkingMinutes(office, at('2026-11-27', 18), 1)).to.equal(at('2026-11-30', 9, 1));
    expect(addWorkingMinutes(office, at('2026-11-27', 18), 0)).to.equal(at('2026-11-27', 18));
  });

  it('refuses less than none, and a calendar that never opens', () => {
    expect(() => addWorkingMinutes(office, 0, -1)).to.throw(RangeError, '0 or more');
    const never = calendarOf([], []);
    expect(() => addWorkingMinutes(never, at('2026-11-24', 9), 1)).to.throw('no open hours');
    expect(() => addWorkingDays(never, at('2026-11-24', 9), 1)).to.throw('no open hours');
    expect(() => nextOpening(never, at('2026-11-24', 9))).to.throw('no open hours');
    expect(workingMinutesBetween(never, 0, at('2026-11-24', 9))).to.equal(0);
    const once = {
      ...never,
      extraOpenings: [{ on: localDate('2026-12-01'), hours: [NINE_TO_FIVE], reason: 'open day' }],
    };
    expect(addWorkingMinutes(once, at('2026-11-24', 9), 480)).to.equal(at('2026-12-01', 17));
    expect(() => addWorkingMinutes(once, at('2026-11-24', 9), 481)).to.throw('no open hours');
  });

  it('refuses hours that run backwards or past midnight', () => {
    const late = calendarOf(WEEKDAYS, [{ fromMinute: 1_320, toMinute: 1_500 }]);
    expect(() => isWorking(late, at('2026-11-24', 9))).to.throw(RangeError, '1320 to 1500');
  });
});

describe('adding working days', () => {
  it('ends at close of business on the day that a finger on a wall calendar ends on', () => {
    fc.assert(
      fc.property(trials(1), fc.integer({ min: 1, max: 15 }), ({ calendar, from }, days) => {
        const open = (on: LocalDate): boolean => findCloseOfBusiness(calendar, on) !== undefined;
        fc.pre(WEEKDAYS.some((day) => calendar.weekly[day].length > 0));
        let on = localDateAt(from);
        for (let left = days; left > 0;) {
          on = addDays(on, 1);
          if (open(on)) left -= 1;
        }
        const due = addWorkingDays(calendar, from, days);
        expect(due).to.equal(findCloseOfBusiness(calendar, on));
        expect(workingDaysBetween(calendar, localDateAt(from), on)).to.equal(days);
        expect(workingDaysBetween(calendar, on, localDateAt(from))).to.equal(-days);
        expect(isWorking(calendar, due - 1)).to.equal(true);
      }),
    );
  });

  it('counts from the day after receipt, as the law on information requests does', () => {
    expect(addWorkingDays(office, at('2026-11-24', 9), 1)).to.equal(at('2026-11-25', 17));
    expect(addWorkingDays(office, at('2026-11-24', 23), 1)).to.equal(at('2026-11-25', 17));
    expect(addWorkingDays(office, at('2026-11-28', 12), 1)).to.equal(at('2026-11-30', 17));
    // Received on Monday 30 November 2026: Christmas Day and Monday 28 December don't count.
    expect(addWorkingDays(office, at('2026-11-30', 10), 20)).to.equal(at('2026-12-30', 17));
  });

  it('counts the day of receipt when told to and there is time left in it', () => {
    const countFrom = 'day-of-receipt';
    expect(addWorkingDays(office, at('2026-11-24', 16, 59), 1, { countFrom })).to.equal(at('2026-11-24', 17));
    expect(addWorkingDays(office, at('2026-11-24', 17), 1, { countFrom })).to.equal(at('2026-11-25', 17));
    expect(addWorkingDays(office, at('2026-11-28', 12), 2, { countFrom })).to.equal(at('2026-12-01', 17));
  });

  it('refuses parts of days and none', () => {
    for (const days of [0, -1, 1.5]) expect(() => addWorkingDays(office, 0, days)).to.throw(RangeError, '1 or more');
  });
});

describe('the next opening', () => {
  it('is the first open instant from now on', () => {
    fc.assert(
      fc.property(trials(1), ({ calendar, from }) => {
        fc.pre(WEEKDAYS.some((day) => calendar.weekly[day].length > 0));
        const opening = nextOpening(calendar, from);
        expect(opening).to.be.at.least(from);
        expect(isWorking(calendar, opening)).to.equal(true);
        expect(workingMsBetween(calendar, from, opening)).to.equal(0);
      }),
    );
  });

  it('is now while open', () => {
    expect(nextOpening(office, at('2026-11-24', 9))).to.equal(at('2026-11-24', 9));
    expect(nextOpening(office, at('2026-11-24', 17))).to.equal(at('2026-11-25', 9));
    expect(nextOpening(office, at('2026-12-24', 17))).to.equal(at('2026-12-29', 9));
  });
});

describe('a queue page', () => {
  it('works out each day of a calendar once', () => {
    let read = 0;
    const weekly = new Proxy(office.weekly, {
      get: (target, day) => {
        read += 1;
        return target[day as keyof typeof target];
      },
    });
    const watched = { ...office, weekly };
    const now = at('2026-11-24', 14);
    for (let row = 0; row < 200; row++) {
      const opened = now - row * 7 * HOUR_MS;
      workingMinutesBetween(watched, opened, now);
      addWorkingMinutes(watched, opened, 10 * 480);
    }
    const days = dayNumberOf(localDateAt(now)) - dayNumberOf(localDateAt(now - 200 * 7 * HOUR_MS));
    expect(read).to.be.below(days + 60);
  });
});
