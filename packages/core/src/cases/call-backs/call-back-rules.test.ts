import { expect } from 'chai';
import fc from 'fast-check';
import { calendarOf, isWorking, workingMsBetween } from '../../authorities/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { localDate } from '../../kernel/local-date.js';
import { instantAt, localDateAt } from '../../kernel/london-time.js';
import {
  callBackEvents,
  callBackStates,
  decisionAfter,
  isInOfficeHours,
  stateAfter,
  suggestedWindow,
  windowFault,
} from './call-back-rules.js';
import { readWindow, typedWindow } from './window-fields.js';

const office = calendarOf(
  WEEKDAYS.slice(0, 5),
  [{ fromMinute: 540, toMinute: 1020 }],
  [...['2026-12-25', '2026-12-28', '2027-01-01', '2027-03-29'].map(localDate)],
);
const at = (on: string, hour: number): number => instantAt(localDate(on), Math.round(hour * 60));
/** Any minute of two years, both changes of the clocks among them. */
const minute = fc.integer({ min: 0, max: 2 * 365 * 24 * 60 }).map((each) => at('2026-01-01', 0) + each * MINUTE_MS);

describe('a promised call', () => {
  it('has no way out of an end', () => {
    for (const state of callBackStates.filter((each) => each !== 'promised'))
      for (const event of callBackEvents) expect(stateAfter(state, event), `${state} ${event}`).to.equal(undefined);
    expect(stateAfter('promised', 'try-again')).to.equal('promised');
  });

  it('is kept by whoever rings in time, answered or not, and missed for good from the end of its time on', () => {
    const event = fc.constantFrom(...callBackEvents, 'pass-time' as const);
    const steps = fc.array(fc.record({ event, afterMs: fc.nat(3 * HOUR_MS) }), { maxLength: 8 });
    fc.assert(
      fc.property(steps, fc.nat(5 * HOUR_MS), (all, untilAt) => {
        let [now, decision]: [number, ReturnType<typeof decisionAfter>] = [0, { missedAt: null, decidedAt: null }];
        for (const step of all) {
          now += step.afterMs;
          const before = decision;
          decision = decisionAfter({ ...before, untilAt }, step.event, now);
          expect(decision.missedAt).to.equal(before.missedAt ?? (now > untilAt ? untilAt : null));
          if (before.missedAt !== null) expect(decision).to.deep.equal(before);
          if (decision.missedAt !== null) expect(decision.decidedAt).to.equal(decision.missedAt);
        }
      }),
    );
    const open = { missedAt: null, decidedAt: null, untilAt: 100 };
    expect(decisionAfter(open, 'speak', 100)).to.deep.equal({ missedAt: null, decidedAt: 100 });
    expect(decisionAfter(open, 'withdraw', 100)).to.deep.equal({ missedAt: null, decidedAt: null });
  });

  it('is offered two hours of office time, an hour of it away, cut where the offices shut', () => {
    expect(suggestedWindow(office, at('2026-11-16', 10))).to.deep.equal({
      ...{ fromAt: at('2026-11-16', 11), untilAt: at('2026-11-16', 13) },
    });
    expect(suggestedWindow(office, at('2026-11-16', 14.8))).to.deep.equal({
      ...{ fromAt: at('2026-11-16', 16), untilAt: at('2026-11-16', 17) },
    });
    expect(suggestedWindow(office, at('2026-11-20', 16.75))).to.deep.equal({
      ...{ fromAt: at('2026-11-23', 10), untilAt: at('2026-11-23', 12) },
    });
  });

  it('is offered a window that may be promised, whatever the minute, the weekend, the bank holiday and the clocks', () => {
    fc.assert(
      fc.property(minute, (now) => {
        const window = suggestedWindow(office, now);
        expect(windowFault(window, now)).to.equal(undefined);
        expect(isInOfficeHours(office, window)).to.equal(true);
        expect(isWorking(office, window.fromAt)).to.equal(true);
        expect(workingMsBetween(office, now, window.fromAt)).to.be.at.least(HOUR_MS);
      }),
    );
  });

  it('is read from the boxes as it was written into them, on the days of the clock changes too', () => {
    fc.assert(
      fc.property(minute, (now) => {
        const window = suggestedWindow(office, now);
        expect(readWindow(typedWindow(window))).to.deep.equal({ ok: true, value: window });
      }),
    );
    const half = readWindow({ day: '2026-11-16', from: '2pm', until: '' });
    expect(half).to.deep.equal({ ok: true, value: { fromAt: at('2026-11-16', 14), untilAt: at('2026-11-16', 14.5) } });
  });

  it('says which box of a window is wrong, and how to put it right', () => {
    const wrong = (day: string, from: string, until: string) => {
      const read = readWindow({ day, from, until });
      return read.ok ? undefined : read.faults.map(({ field, message }) => `${field}: ${message}`)[0];
    };
    expect(wrong('', '2pm', '')).to.equal('day: Enter the day');
    expect(wrong('2026-11-16', '', '')).to.equal('from: Enter from when');
    expect(wrong('2026-11-16', '2pm', 'later')).to.match(/^until: Enter the time of the end like/);
    expect(wrong('2026-03-29', '1:30am', '')).to.match(/^from: .* does not exist/);
    expect(wrong('2026-10-25', '1:30am', '')).to.match(/^from: .* happens twice/);
  });

  it('lies ahead, ends after it begins, on one day, within three months', () => {
    const now = at('2026-11-16', 10);
    const fieldOf = (fromAt: number, untilAt: number) => windowFault({ fromAt, untilAt }, now)?.field;
    expect(fieldOf(now - HOUR_MS, now)).to.equal('untilAt');
    expect(fieldOf(now + HOUR_MS, now + MINUTE_MS)).to.equal('untilAt');
    expect(fieldOf(now + HOUR_MS, now + DAY_MS)).to.equal('untilAt');
    expect(fieldOf(now + 100 * DAY_MS, now + 100 * DAY_MS)).to.equal('fromAt');
    expect(fieldOf(now - HOUR_MS, now + HOUR_MS)).to.equal(undefined);
    expect(localDateAt(now)).to.equal('2026-11-16');
  });
});
