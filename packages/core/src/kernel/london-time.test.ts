import { expect } from 'chai';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './clock.js';
import { localDate } from './local-date.js';
import { findClockChange, instantAt, instantsAt, localDateAt, offsetMsAt, startOfDay, toLocal } from './london-time.js';

const instants = fc.integer({ min: Date.UTC(1840, 0, 1), max: Date.UTC(2150, 0, 1) });
const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function asIntlSays(instant: number): string {
  const parts = new Map(wallClock.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')} ${parts.get('hour')}:${parts.get('minute')}`;
}

function asWeSay(instant: number): string {
  const { on, minuteOfDay } = toLocal(instant);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${on} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

describe('London time', () => {
  it('is what Intl says, in every year since 1840', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(asWeSay(instant)).to.equal(asIntlSays(instant));
      }),
      { numRuns: 500 },
    );
  });

  it('is what Intl says in each millisecond around every change since 1970', () => {
    let changes = 0;
    for (let from = Date.UTC(1970, 0, 1); ;) {
      const change = findClockChange(from, Date.UTC(2040, 0, 1));
      if (change === undefined) break;
      for (const instant of [change - 1, change, change + 1]) expect(asWeSay(instant)).to.equal(asIntlSays(instant));
      expect(offsetMsAt(change)).to.not.equal(offsetMsAt(change - 1));
      changes += 1;
      from = change;
    }
    // 1971 had one change (the end of British Standard Time), 1972 to 2039 have two each.
    expect(changes).to.equal(1 + 2 * 68);
  });

  it('knows British Standard Time and double summer time', () => {
    expect(toLocal(Date.UTC(1970, 0, 15)).offsetMinutes).to.equal(60);
    expect(toLocal(Date.UTC(1944, 6, 1)).offsetMinutes).to.equal(120);
  });

  it('gives back the instant of every clock time', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const minute = Math.floor(instant / MINUTE_MS) * MINUTE_MS;
        fc.pre(minute > Date.UTC(1848, 0, 1)); // before, London was 75 seconds behind Greenwich
        const { on, minuteOfDay } = toLocal(minute);
        expect(instantsAt(on, minuteOfDay)).to.include(minute);
        const [earlier, later] = [instantAt(on, minuteOfDay), instantAt(on, minuteOfDay, { ambiguous: 'later' })];
        expect(minute === earlier || minute === later).to.equal(true);
      }),
    );
  });

  it('finds both instants of the autumn hour, the earlier first', () => {
    const on = localDate('2026-10-25');
    expect(instantsAt(on, 90)).to.deep.equal([Date.UTC(2026, 9, 25, 0, 30), Date.UTC(2026, 9, 25, 1, 30)]);
    expect(instantAt(on, 90)).to.equal(Date.UTC(2026, 9, 25, 0, 30));
    expect(instantAt(on, 90, { ambiguous: 'later' })).to.equal(Date.UTC(2026, 9, 25, 1, 30));
    expect(instantsAt(on, 59)).to.have.length(1);
    expect(instantsAt(on, 120)).to.have.length(1);
  });

  it('shifts or refuses a time in the spring hour', () => {
    const on = localDate('2026-03-29');
    expect(instantsAt(on, 90)).to.deep.equal([]);
    expect(toLocal(instantAt(on, 90)).minuteOfDay).to.equal(150);
    expect(() => instantAt(on, 90, { missing: 'refuse' })).to.throw(RangeError, 'go forward');
    expect(instantAt(on, 120)).to.equal(Date.UTC(2026, 2, 29, 1));
  });

  it('gives the days of the clock changes 23 and 25 hours', () => {
    const length = (from: string, to: string): number => startOfDay(localDate(to)) - startOfDay(localDate(from));
    expect(length('2026-03-29', '2026-03-30')).to.equal(23 * HOUR_MS);
    expect(length('2026-10-25', '2026-10-26')).to.equal(25 * HOUR_MS);
    expect(instantAt(localDate('2026-10-25'), 1440)).to.equal(startOfDay(localDate('2026-10-26')));
  });

  it('dates the last minute before midnight in summer by London, not by UTC', () => {
    expect(localDateAt(Date.UTC(2026, 6, 1, 22, 59))).to.equal('2026-07-01');
    expect(localDateAt(Date.UTC(2026, 6, 1, 23, 0))).to.equal('2026-07-02');
  });

  it('refuses minutes outside a day', () => {
    expect(() => instantAt(localDate('2026-01-01'), -1)).to.throw(RangeError, '0 to 1440');
    expect(() => instantAt(localDate('2026-01-01'), 1441)).to.throw(RangeError);
    expect(() => toLocal(NaN)).to.throw(RangeError);
  });

  it('finds a change that falls on the last instant asked about', () => {
    const change = Date.UTC(2026, 2, 29, 1);
    expect(findClockChange(change - DAY_MS, change)).to.equal(change);
    expect(findClockChange(change - DAY_MS, change - 1)).to.equal(undefined);
    expect(findClockChange(change, change + DAY_MS)).to.equal(undefined);
  });
});
