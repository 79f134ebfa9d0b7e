import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  dateOfDayNumber,
  dayNumberOf,
  dayOfWeek,
  daysBetween,
  daysInMonth,
  FIRST_DAY_NUMBER,
  isLocalDate,
  LAST_DAY_NUMBER,
  localDate,
} from './local-date.js';
import { WEEKDAYS } from './date-words.js';

const dayNumbers = fc.integer({ min: FIRST_DAY_NUMBER, max: LAST_DAY_NUMBER });

describe('local dates', () => {
  it('agree with the calendar of ECMAScript on every day', () => {
    fc.assert(
      fc.property(dayNumbers, (day) => {
        const utc = new Date(day * 86_400_000);
        const on = dateOfDayNumber(day);
        expect(on).to.equal(utc.toISOString().slice(0, 10));
        expect(dayNumberOf(on)).to.equal(day);
        expect(dayOfWeek(on)).to.equal(WEEKDAYS[(utc.getUTCDay() + 6) % 7]);
      }),
    );
  });

  it('count days forward and back alike', () => {
    fc.assert(
      fc.property(dayNumbers, fc.integer({ min: -400_000, max: 400_000 }), (day, days) => {
        fc.pre(day + days >= FIRST_DAY_NUMBER && day + days <= LAST_DAY_NUMBER);
        const on = dateOfDayNumber(day);
        const later = addDays(on, days);
        expect(daysBetween(on, later)).to.equal(days);
        expect(addDays(later, -days)).to.equal(on);
      }),
    );
  });

  it('sort as text in the order of the calendar', () => {
    fc.assert(
      fc.property(dayNumbers, dayNumbers, (a, b) => {
        expect(dateOfDayNumber(a) < dateOfDayNumber(b)).to.equal(a < b);
      }),
    );
  });

  it('begin and end with the years that four digits hold', () => {
    expect(dateOfDayNumber(FIRST_DAY_NUMBER)).to.equal('0001-01-01');
    expect(dateOfDayNumber(LAST_DAY_NUMBER)).to.equal('9999-12-31');
    expect(() => addDays(localDate('9999-12-31'), 1)).to.throw(RangeError, 'years 1 to 9999');
  });

  it('know the leap years', () => {
    expect([1900, 2000, 2024, 2026].map((year) => daysInMonth(year, 2))).to.deep.equal([28, 29, 29, 28]);
  });

  it('refuse days that don’t exist', () => {
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '26-01-01',
      '2026-1-1',
      '0000-01-01',
      '',
    ])
      expect(isLocalDate(text), text).to.equal(false);
    expect(() => localDate('2025-02-29')).to.throw(RangeError, '"2025-02-29"');
  });

  it('go to the corresponding day of a later month, or to its last', () => {
    expect(addMonths(localDate('2026-09-03'), 1)).to.equal('2026-10-03');
    expect(addMonths(localDate('2027-01-31'), 1)).to.equal('2027-02-28');
    expect(addMonths(localDate('2028-01-31'), 1)).to.equal('2028-02-29');
    expect(addMonths(localDate('2026-12-31'), 2)).to.equal('2027-02-28');
    expect(addMonths(localDate('2026-01-15'), -1)).to.equal('2025-12-15');
  });
});
