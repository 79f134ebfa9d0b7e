import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { dayOfWeek, partsOf } from '../kernel/local-date.js';
import { BANK_HOLIDAY_DIVISIONS, BANK_HOLIDAY_YEARS, divisionOf, shippedBankHolidays } from './bank-holidays.js';

interface GovUkDivision {
  events: { title: string; date: string; notes: string }[];
}

describe('shipped bank holidays', () => {
  it('fall on weekdays, each day once, in date order', () => {
    for (const division of BANK_HOLIDAY_DIVISIONS) {
      const days = shippedBankHolidays(division).map((holiday) => holiday.on);
      expect([...new Set(days)].sort()).to.deep.equal(days);
      for (const on of days) expect(['saturday', 'sunday'], on).to.not.include(dayOfWeek(on));
    }
  });

  it('cover every year from the first to the last with at least what the Act gives', () => {
    const least = { 'england-and-wales': 8, scotland: 9, 'northern-ireland': 10 };
    for (const division of BANK_HOLIDAY_DIVISIONS)
      for (let year = BANK_HOLIDAY_YEARS.first; year <= BANK_HOLIDAY_YEARS.last; year++) {
        const count = shippedBankHolidays(division).filter(({ on }) => partsOf(on).year === year).length;
        expect(count, `${division} ${year}`).to.be.within(least[division], least[division] + 2);
      }
  });

  it('have 15 June 2026 in Scotland alone', () => {
    const having = BANK_HOLIDAY_DIVISIONS.filter((division) =>
      shippedBankHolidays(division).some((holiday) => holiday.on === '2026-06-15'),
    );
    expect(having).to.deep.equal(['scotland']);
  });

  it('are shared by England and Wales', () => {
    expect(divisionOf('wales')).to.equal(divisionOf('england'));
    expect(divisionOf('scotland')).to.equal('scotland');
  });

  it('are those that GOV.UK published, to the day and the title', function () {
    const folder = process.env['MOOTHALL_TEST_DATA'];
    if (folder === undefined) {
      this.test!.title += ' (set MOOTHALL_TEST_DATA to compare)';
      this.skip();
    }
    const file = readFileSync(join(folder, 'bankhols', 'bank-holidays.json'), 'utf8');
    const published = JSON.parse(file) as Record<string, GovUkDivision>;
    for (const division of BANK_HOLIDAY_DIVISIONS) {
      const theirs = published[division]?.events.map(({ title, date, notes }) => ({
        on: date,
        title,
        substitute: notes === 'Substitute day',
      }));
      expect(shippedBankHolidays(division)).to.deep.equal(theirs);
    }
  });
});
