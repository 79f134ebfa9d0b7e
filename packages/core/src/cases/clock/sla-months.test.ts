import { expect } from 'chai';
import { alwaysOpen, calendarOf, shippedBankHolidays, type WorkingCalendar } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import { WEEKDAYS } from '../../kernel/date-words.js';
import { localDate } from '../../kernel/local-date.js';
import { instantAt } from '../../kernel/london-time.js';
import { slaClock, type SlaEvent, type SlaTarget } from './sla-rules.js';

const at = (on: string, hour: number): Instant => instantAt(localDate(on), hour * 60);
const holidays = shippedBankHolidays('england-and-wales').map(({ on }) => on);
const office = calendarOf(WEEKDAYS.slice(0, 5), [{ fromMinute: 540, toMinute: 1020 }], holidays);

describe('an SLA of months', () => {
  const oneMonth: SlaTarget = { amount: 1, unit: 'months' };
  const dueFrom = (opened: Instant, calendar: WorkingCalendar): Instant | undefined =>
    slaClock(oneMonth, calendar, [{ at: opened, kind: 'opened' }], opened).dueAt;

  it('ends at close of business on the corresponding day', () => {
    expect(dueFrom(at('2026-11-16', 10), office)).to.equal(at('2026-12-16', 17));
  });

  it('ends on the last day of a shorter month', () => {
    expect(dueFrom(at('2027-01-31', 10), alwaysOpen())).to.equal(at('2027-03-01', 0));
  });

  it('goes on to the next working day over a weekend and bank holidays', () => {
    expect(dueFrom(at('2026-11-25', 10), office)).to.equal(at('2026-12-29', 17));
  });

  it('stands still by the clock while paused', () => {
    const opened = at('2026-11-16', 10);
    const events: SlaEvent[] = [
      { at: opened, kind: 'opened' },
      { at: at('2026-11-20', 10), kind: 'paused' },
      { at: at('2026-11-22', 10), kind: 'resumed' },
    ];
    expect(slaClock(oneMonth, office, events, at('2026-11-23', 10)).dueAt).to.equal(at('2026-12-18', 17));
  });
});
