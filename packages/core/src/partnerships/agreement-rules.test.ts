import { expect } from 'chai';
import fc from 'fast-check';
import { calendarOf, type OpenPeriod, readWeeklyHours, weeklyHoursText } from '../authorities/index.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, type LocalDate } from '../kernel/clock.js';
import { WEEKDAYS } from '../kernel/date-words.js';
import { localDate } from '../kernel/local-date.js';
import { instantAt, localDateAt, startOfDay, toLocal } from '../kernel/london-time.js';
import { accessWindow, limitOf, openPeriods, phaseOf, refusalOf, servicesOf, type Wish } from './agreement-rules.js';
import { findOverlaps, findUnserved } from './coverage-rules.js';
import { isOpenAt, openBetween, openingOf } from './hours-rules.js';
import { intersectPeriods, mergePeriods, periodsOutside } from './periods.js';
import type { Agreement, Hours, Terms } from './types.js';

const weekdays = WEEKDAYS.slice(0, 5);
const office = calendarOf(weekdays, [{ fromMinute: 8 * 60 + 30, toMinute: 17 * 60 }], [localDate('2026-12-25')]);
const outside: Hours = { when: 'outside-office-hours' };
const at = (on: string, time: string) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantAt(localDate(on), hours * 60 + minutes);
};

const terms: Terms = {
  ...{ serviceIds: [], channels: [], lineIds: [], hours: outside, shares: ['cases'], abilities: ['log'] },
  ...{ lawfulBasis: 'Public task', purpose: 'Answering', price: { kind: 'free' }, officerIds: [] },
};
type Standing = Pick<Agreement, 'kind' | 'state' | 'agreed' | 'activation'>;
const signed = (more: Partial<Terms> = {}, dates: { fromOn?: string; toOn?: string } = {}): Standing => ({
  ...{ kind: 'standing', state: 'signed', activation: null },
  agreed: {
    ...{ id: 't', number: 1, writtenAt: 0, agreedAt: 1, signatures: [], terms: { ...terms, ...more } },
    fromOn: localDate(dates.fromOn ?? '2026-11-01'),
    toOn: dates.toOn === undefined ? null : localDate(dates.toOn),
  },
});
const refused = (agreement: Standing, wish: Wish) =>
  refusalOf(agreement, openingOf(agreement.agreed?.terms.hours ?? outside, office), wish);

describe('whether an agreement covers something', () => {
  it('outside office hours: not at 16:59, and at 17:01', () => {
    expect(refused(signed(), { at: at('2026-11-16', '16:59') })).to.equal('hours');
    expect(refused(signed(), { at: at('2026-11-16', '17:00') })).to.equal(undefined);
    expect(refused(signed(), { at: at('2026-11-16', '17:01') })).to.equal(undefined);
    expect(refused(signed(), { at: at('2026-11-17', '08:29') })).to.equal(undefined);
    expect(refused(signed(), { at: at('2026-11-17', '08:30') })).to.equal('hours');
  });

  it('outside office hours: all day on a bank holiday, at two at night as well', () => {
    for (const time of ['02:00', '10:00', '16:59'])
      expect(refused(signed(), { at: at('2026-12-25', time) })).to.equal(undefined);
  });

  it('from its first day to the end of its last, by London’s clocks', () => {
    const summer = signed({ hours: { when: 'always' } }, { fromOn: '2026-07-01', toOn: '2026-07-02' });
    expect(refused(summer, { at: startOfDay(localDate('2026-07-01')) - 1 })).to.equal('coming');
    expect(refused(summer, { at: startOfDay(localDate('2026-07-01')) })).to.equal(undefined);
    expect(refused(summer, { at: startOfDay(localDate('2026-07-03')) - 1 })).to.equal(undefined);
    expect(refused(summer, { at: startOfDay(localDate('2026-07-03')) })).to.equal('over');
  });

  it('only the services, channels and lines that it names, when it names any', () => {
    const night = at('2026-11-16', '20:00');
    const some = signed({ serviceIds: ['bins'], channels: ['telephone'], lineIds: ['main'] });
    expect(refused(some, { at: night, serviceId: 'bins', channel: 'telephone', lineId: 'main' })).to.equal(undefined);
    expect(refused(some, { at: night, serviceId: 'roads' })).to.equal('service');
    expect(refused(some, { at: night, channel: 'web' })).to.equal('channel');
    expect(refused(some, { at: night, lineId: 'other' })).to.equal('line');
    expect(refused(signed(), { at: night, serviceId: 'roads', channel: 'web', lineId: 'other' })).to.equal(undefined);
    const covered = { services: ['bins'], channels: ['telephone'], lines: ['main'] };
    expect(limitOf(some.agreed!.terms)).to.deep.equal(covered);
    expect(limitOf(terms)).to.equal(undefined);
  });

  it('the services under its headings and LGSL numbers, whichever there are', () => {
    const service = (id: string, group: string, ...lgsl: number[]) => ({ id, definition: { group, lgsl } });
    const catalogue = [service('bins', 'Waste', 524), service('tips', 'Waste'), service('trees', 'Parks', 862, 524)];
    const covered = (more: object) => servicesOf({ serviceIds: [], ...more }, catalogue);
    expect(covered({})).to.equal(undefined);
    expect(covered({ lgslIds: [524] })).to.deep.equal(['bins', 'trees']);
    expect(covered({ serviceGroups: ['Waste'] })).to.deep.equal(['bins', 'tips']);
    expect(covered({ serviceGroups: ['Waste'], lgslIds: [862], serviceIds: ['bins', 'roads'] })).to.deep.equal([
      ...['bins', 'roads', 'tips', 'trees'],
    ]);
    expect(covered({ lgslIds: [9] })).to.deep.equal([]);
    const none = signed({ lgslIds: [9] });
    expect(refused(none, { at: at('2026-11-16', '20:00'), serviceId: 'bins' })).to.equal('service');
    expect(limitOf(none.agreed!.terms)).to.deep.equal({ services: [] });
  });

  it('never while it is a draft, suspended or ended', () => {
    const wish = { at: at('2026-11-16', '20:00') };
    expect(refused({ ...signed(), state: 'draft', agreed: null }, wish)).to.equal('draft');
    expect(refused({ ...signed(), state: 'suspended' }, wish)).to.equal('suspended');
    expect(refused({ ...signed(), state: 'ended' }, wish)).to.equal('ended');
  });

  it('while somebody has opened it, when it is for continuity or overflow', () => {
    const night = at('2026-11-16', '20:00');
    const opened = { fromAt: night, toAt: night + HOUR_MS, reason: 'Fire', waitMinutes: null, name: 'Folake' };
    for (const kind of ['continuity', 'overflow'] as const) {
      expect(refused({ ...signed(), kind }, { at: night })).to.equal('dormant');
      const open: Standing = { ...signed(), kind, activation: opened };
      expect(phaseOf(open, night - 1)).to.equal('dormant');
      expect(refused(open, { at: night })).to.equal(undefined);
      expect(refused(open, { at: night + HOUR_MS })).to.equal('dormant');
    }
  });
});

describe('the hours of an agreement', () => {
  const anyInstant = fc.integer({
    min: at('2026-01-01', '00:00') / MINUTE_MS,
    max: at('2027-12-31', '00:00') / MINUTE_MS,
  });
  const anyHours = fc.oneof(
    fc.constant<Hours>({ when: 'always' }),
    fc.constant<Hours>(outside),
    fc
      .record({
        days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
        from: fc.integer({ min: 0, max: 1380 }),
        length: fc.integer({ min: 1, max: 60 }),
        onBankHolidays: fc.constantFrom('as-usual' as const, 'never' as const, 'all-day' as const),
      })
      .map(({ days, from, length, onBankHolidays }): Hours => {
        const hours = [{ fromMinute: from, toMinute: from + length }];
        return { when: 'weekly', weekly: calendarOf(days, hours).weekly, onBankHolidays };
      }),
  );

  it('are, outside office hours, exactly when the office is shut, clock changes and all', () => {
    fc.assert(
      fc.property(anyInstant, (minute) => {
        const opening = openingOf(outside, office);
        expect(isOpenAt(opening, minute * MINUTE_MS)).to.equal(
          !isOpenAt({ calendar: office, isOutside: false }, minute * MINUTE_MS),
        );
      }),
    );
  });

  it('are, as stretches of time, the instants at which they are open', () => {
    fc.assert(
      fc.property(anyHours, anyInstant, fc.integer({ min: 0, max: 3 * 1440 }), (hours, minute, ahead) => {
        const opening = openingOf(hours, office);
        const from = minute * MINUTE_MS;
        const periods = openBetween(opening, from, from + 3 * DAY_MS + 1);
        const asked = from + ahead * MINUTE_MS;
        expect(periods.some((one) => one.from <= asked && asked < one.to)).to.equal(isOpenAt(opening, asked));
        for (const [index, period] of periods.entries()) {
          expect(period.from).to.be.lessThan(period.to);
          if (index > 0) expect(periods[index - 1]!.to).to.be.lessThan(period.from);
        }
      }),
    );
  });

  it('of a night that is put forward or back begin and end by the clock on the wall', () => {
    const weekly = readWeeklyHours('mon-sun 22:00-06:00')!;
    const opening = openingOf({ when: 'weekly', weekly, onBankHolidays: 'as-usual' }, office);
    const lengthOf = (on: string) => {
      const [night] = openBetween(opening, at(on, '12:00'), at(on, '12:00') + DAY_MS);
      return (night!.to - night!.from) / HOUR_MS;
    };
    expect(lengthOf('2026-03-28')).to.equal(7);
    expect(lengthOf('2026-10-24')).to.equal(9);
    expect(lengthOf('2026-11-16')).to.equal(8);
  });

  it('on bank holidays are the weekday’s, none, or all day, as agreed', () => {
    const weekly = readWeeklyHours('fri 17:00-20:00')!;
    const open = (onBankHolidays: 'as-usual' | 'never' | 'all-day', time: string) =>
      isOpenAt(openingOf({ when: 'weekly', weekly, onBankHolidays }, office), at('2026-12-25', time));
    expect([open('as-usual', '18:00'), open('as-usual', '02:00')]).to.deep.equal([true, false]);
    expect([open('never', '18:00'), open('never', '02:00')]).to.deep.equal([false, false]);
    expect([open('all-day', '18:00'), open('all-day', '02:00')]).to.deep.equal([true, true]);
  });

  it('read as they are printed', () => {
    const minute = fc.integer({ min: 0, max: 1440 });
    const anyLine = fc
      .record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), from: minute, to: minute })
      .filter(({ from, to }) => from < 1440 && from !== to)
      .map(({ days, from, to }) => {
        const clock = (each: number) => `${Math.floor(each / 60)}:${String(each % 60).padStart(2, '0')}`;
        return `${days.join(', ')} ${clock(from)} - ${clock(to)}`;
      });
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 4 }), (lines) => {
        const weekly = readWeeklyHours(lines.join('\n'))!;
        expect(readWeeklyHours(weeklyHoursText(weekly))).to.deep.equal(weekly);
      }),
    );
    expect(weeklyHoursText(readWeeklyHours('mon-fri 17:00-08:30\nsat,sun 0:00-24:00')!)).to.equal(
      'mon-fri 17:00-24:00\ntue-fri 00:00-08:30\nsat, sun 00:00-24:00',
    );
    for (const wrong of ['', 'always', 'mon', 'mon 17:00', 'mon 25:00-26:00', 'xyz 1:00-2:00', 'mon 9:00-9:00'])
      expect(readWeeklyHours(wrong), wrong).to.equal(undefined);
  });
});

describe('the stretch for which access is given', () => {
  it('is the one that runs, or the next; it holds exactly when the agreement covers the time', () => {
    const minutes = fc.integer({
      min: at('2026-10-01', '00:00') / MINUTE_MS,
      max: at('2027-04-30', '00:00') / MINUTE_MS,
    });
    fc.assert(
      fc.property(minutes, (minute) => {
        const now = minute * MINUTE_MS;
        const agreement = signed({}, { toOn: '2027-04-01' });
        const opening = openingOf(outside, office);
        const window = accessWindow(agreement, opening, now);
        const isCovered = refusalOf(agreement, opening, { at: now }) === undefined;
        expect(window !== undefined && window.from <= now && now < window.to).to.equal(isCovered);
        if (window) expect(window.to).to.be.greaterThan(now);
      }),
    );
  });

  it('stays the same all day, so that nothing is written anew', () => {
    const opening = openingOf({ when: 'always' }, office);
    const always = signed({ hours: { when: 'always' } });
    const morning = accessWindow(always, opening, at('2026-11-16', '00:00'));
    expect(accessWindow(always, opening, at('2026-11-16', '23:59'))).to.deep.equal(morning);
  });

  it('is none of an agreement that is over, suspended or not opened', () => {
    const opening = openingOf(outside, office);
    const now = at('2026-11-16', '20:00');
    for (const agreement of [
      signed({}, { toOn: '2026-11-15' }),
      { ...signed(), state: 'suspended' },
      { ...signed(), kind: 'continuity' },
    ] as Standing[])
      expect(accessWindow(agreement, opening, now)).to.equal(undefined);
  });
});

describe('stretches of time', () => {
  const span = { from: 0, to: 100 };
  const anyPeriods = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })).map(([from, to]) => ({ from, to })),
    { maxLength: 6 },
  );
  const holds = (periods: readonly OpenPeriod[], time: number) =>
    periods.some(({ from, to }) => from <= time && time < to);

  it('merge, intersect and leave out what each instant says', () => {
    fc.assert(
      fc.property(anyPeriods, anyPeriods, fc.integer({ min: 0, max: 99 }), (ones, others, time) => {
        expect(holds(mergePeriods(ones), time)).to.equal(holds(ones, time));
        expect(holds(intersectPeriods(ones, others), time)).to.equal(holds(ones, time) && holds(others, time));
        expect(holds(periodsOutside(ones, span), time)).to.equal(!holds(ones, time));
      }),
    );
  });

  it('tell who serves nobody, and who would serve the same', () => {
    const cover = (agreementId: string, serviceIds: string[], from: number, to: number) => ({
      ...{ agreementId, serviceIds, periods: [{ from, to }] },
    });
    const nights = cover('nights', [], 50, 80);
    const bins = cover('bins', ['bins'], 70, 100);
    const services = ['bins', 'roads', 'trees'];
    expect(findUnserved(span, [{ from: 0, to: 50 }], [nights, bins], services)).to.deep.equal([
      { serviceIds: ['roads', 'trees'], periods: [{ from: 80, to: 100 }] },
    ]);
    expect(findOverlaps([nights, bins], services)).to.deep.equal([
      { agreementIds: ['nights', 'bins'], serviceIds: ['bins'], periods: [{ from: 70, to: 80 }] },
    ]);
    expect(findOverlaps([nights, cover('days', [], 0, 50)], services)).to.deep.equal([]);
  });
});

describe('when an agreement is open', () => {
  it('is only within its dates', () => {
    const agreement = signed({ hours: { when: 'always' } }, { fromOn: '2026-11-16', toOn: '2026-11-17' });
    const opening = openingOf({ when: 'always' }, office);
    const [only, ...more] = openPeriods(agreement, opening, at('2026-11-10', '00:00'), at('2026-11-30', '00:00'));
    expect(more).to.deep.equal([]);
    const days: LocalDate[] = [localDateAt(only!.from), localDateAt(only!.to - 1)];
    expect(days).to.deep.equal(['2026-11-16', '2026-11-17']);
    expect(toLocal(only!.to).minuteOfDay).to.equal(0);
  });
});
