import { expect } from 'chai';
import { addDays, localDate } from '../../kernel/local-date.js';
import { startOfDay } from '../../kernel/london-time.js';
import { keptUntil, pastBefore } from './schedule.js';

describe('a retention period', () => {
  it('ends on the corresponding day, and on 28 February for what began on the 29th', () => {
    expect(keptUntil(startOfDay(localDate('2020-11-16')), 6)).to.equal('2026-11-16');
    expect(keptUntil(startOfDay(localDate('2024-02-29')), 6)).to.equal('2030-02-28');
  });

  it('has the same end by the day before which all is past, on every day around leap days', () => {
    for (const around of ['2028-02-20', '2030-02-20', '2032-02-20', '2026-11-10'])
      for (let day = 0; day < 20; day += 1)
        for (const years of [1, 4, 6]) {
          const today = addDays(localDate(around), day);
          const before = pastBefore(today, years);
          const lastPast = keptUntil(startOfDay(addDays(before, -1)), years);
          expect(lastPast < today, `${today} ${years}: the day before is past`).to.equal(true);
          expect(keptUntil(startOfDay(before), years) >= today, `${today} ${years}: the day itself is not`).to.equal(
            true,
          );
        }
  });
});
