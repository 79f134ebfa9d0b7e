import { expect } from 'chai';
import fc from 'fast-check';
import { formatFullDate } from './format-time.js';
import { dateOfDayNumber, FIRST_DAY_NUMBER, LAST_DAY_NUMBER, partsOf } from './local-date.js';
import { parseLocalDate } from './parse-local-date.js';
import type { DateParts } from './parse-local-date.js';

function messageFor(input: string | DateParts): string {
  const result = parseLocalDate(input, { label: 'date of birth' });
  return result.ok ? `read as ${result.value}` : `${result.code}: ${result.message}`;
}

describe('reading a date', () => {
  it('reads every date in each of the ways that people write one', () => {
    fc.assert(
      fc.property(fc.integer({ min: FIRST_DAY_NUMBER + 365_000, max: LAST_DAY_NUMBER }), (dayNumber) => {
        const on = dateOfDayNumber(dayNumber);
        const { day, month, year } = partsOf(on);
        const written = [on, `${day}/${month}/${year}`, ` ${day}.${month}.${year} `, `${day} ${month} ${year}`];
        written.push(formatFullDate(on), formatFullDate(on, 'cy').toUpperCase());
        for (const text of written) expect(parseLocalDate(text), text).to.deep.equal({ ok: true, value: on });
        const parts = { day: String(day), month: ` ${month}`, year: String(year) };
        expect(parseLocalDate(parts)).to.deep.equal({ ok: true, value: on });
      }),
    );
  });

  it('puts the day before the month', () => {
    expect(messageFor('03/04/2026')).to.equal('read as 2026-04-03');
    expect(messageFor('3 Sept 2026')).to.equal('read as 2026-09-03');
  });

  it('names the part that is missing', () => {
    expect(messageFor('  ')).to.equal('date_missing: Enter the date of birth');
    expect(messageFor({ day: '', month: '', year: '' })).to.equal('date_missing: Enter the date of birth');
    expect(messageFor({ day: '', month: '2', year: '1985' })).to.equal(
      'day_missing: Enter the day of the date of birth',
    );
    expect(messageFor({ day: '3', month: '', year: '1985' })).to.equal(
      'month_missing: Enter the month of the date of birth',
    );
    expect(messageFor({ day: '3', month: '2', year: '' })).to.equal(
      'year_missing: Enter the year of the date of birth',
    );
  });

  it('names the part that can’t be and the fix', () => {
    expect(messageFor('24/13/1985')).to.equal(
      'month_unreadable: Enter the month of the date of birth as a number from 1 to 12',
    );
    expect(messageFor('24/11/85')).to.equal(
      'year_unreadable: Enter the year of the date of birth with 4 digits, like 2026',
    );
    expect(messageFor('32/1/1985')).to.equal(
      'day_unreadable: Enter the day of the date of birth as a number from 1 to 31',
    );
    expect(messageFor('31/11/1985')).to.equal(
      'no_such_day: Enter the date of birth again: November 1985 has 30 days, so there is no 31 November',
    );
    expect(messageFor('next Tuesday')).to.equal(
      'date_unreadable: Enter the date of birth like 24/11/2026 or 2026-11-24',
    );
  });

  it('reads nothing into text that isn’t a date', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/\d{4}/.test(text));
        expect(parseLocalDate(text).ok).to.equal(false);
      }),
    );
  });
});
