import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, addMonths, localDate } from '../../kernel/local-date.js';
import { chairOn, chairYears, type ChairOrder } from './chair-rules.js';

const order: ChairOrder = { fromOn: localDate('2024-05-01'), councils: [2, 3, 4] };
const councilOn = (on: string, exceptions: Parameters<typeof chairOn>[2] = []) =>
  chairOn(localDate(on), [order], exceptions)?.councilId;

const orders = fc
  .record({
    day: fc.integer({ min: 0, max: 4000 }),
    councils: fc.uniqueArray(fc.integer({ min: 2, max: 40 }), { minLength: 1, maxLength: 8 }),
  })
  .map(({ day, councils }): ChairOrder => ({ fromOn: addDays(localDate('2024-01-01'), day), councils }));

describe('the chair', () => {
  it('goes from council to council on the first day of each year, and round again', () => {
    expect(
      ['2024-05-01', '2025-04-30', '2025-05-01', '2026-11-16', '2027-05-01'].map((on) => councilOn(on)),
    ).to.deep.equal([2, 2, 3, 4, 2]);
  });

  it('is nobody’s before the first order begins', () => {
    expect(councilOn('2024-04-30')).to.equal(undefined);
  });

  it('is another council’s on the days of an exception alone, and of the one recorded last', () => {
    const away = { fromOn: localDate('2026-06-01'), toOn: localDate('2026-06-30'), reason: 'Elections' };
    const exceptions = [
      { ...away, councilId: 2 },
      { ...away, councilId: 3, toOn: localDate('2026-06-10') },
    ];
    const days = ['2026-05-31', '2026-06-01', '2026-06-10', '2026-06-11', '2026-06-30', '2026-07-01'];
    expect(days.map((on) => councilOn(on, exceptions))).to.deep.equal([4, 3, 3, 2, 2, 4]);
  });

  it('follows a new order from its first day, in the middle of a year too', () => {
    const newer = { fromOn: localDate('2026-10-01'), councils: [4, 2] };
    const years = chairYears(localDate('2026-09-30'), [order, newer], 3);
    expect(years.map(({ councilId, yearToOn }) => [councilId, yearToOn])).to.deep.equal([
      [4, '2026-09-30'],
      [4, '2027-09-30'],
      [2, '2028-09-30'],
    ]);
  });

  it('comes to each council equally often, whatever the order, and years follow each other without a gap', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 1, max: 4 }), (each, rounds) => {
        const years = chairYears(each.fromOn, [each], each.councils.length * rounds);
        for (const council of each.councils)
          expect(years.filter(({ councilId }) => councilId === council)).to.have.length(rounds);
        for (const [index, year] of years.entries())
          expect(year.yearFromOn).to.equal(addMonths(each.fromOn, index * 12));
        for (const [index, year] of years.slice(1).entries())
          expect(addDays(years[index]?.yearToOn ?? each.fromOn, 1)).to.equal(year.yearFromOn);
      }),
    );
  });

  it('is the same council on every day of its year', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 9000 }), (each, later) => {
        const on = addDays(each.fromOn, later);
        const chair = chairOn(on, [each], []);
        if (!chair) throw new Error('nobody chairs');
        expect(chair.yearFromOn <= on && on <= chair.yearToOn).to.equal(true);
        for (const day of [chair.yearFromOn, chair.yearToOn]) expect(chairOn(day, [each], [])).to.deep.equal(chair);
      }),
    );
  });
});
