import { expect } from 'chai';
import fc from 'fast-check';
import { HOUR_MS } from '../kernel/clock.js';
import { addDays, addMonths, localDate } from '../kernel/local-date.js';
import { startOfDay } from '../kernel/london-time.js';
import type { Price, TermsVersion } from '../partnerships/index.js';
import { chargesOf, isKept, sumOf, type MonthToCharge } from './charge-rules.js';
import { pausesOf, segmentsOf, yearStartOf, type AgreedVersion, type Segment } from './month-rules.js';

const november = localDate('2026-11-01');
const november16 = addDays(november, 15);
const nothingDone = { contacts: 0, cases: 0, providersContacts: 0 };

const terms = (price: Price, more: object = {}) => ({ price, ...more }) as unknown as TermsVersion['terms'];
const aVersion = (number: number, price: Price, from = localDate('2026-01-01'), more: object = {}): AgreedVersion => ({
  ...{ number, fromOn: from, toOn: null, agreedAt: startOfDay(from), terms: terms(price) },
  ...more,
});
const month = (segments: readonly Segment[], work = nothingDone, more: Partial<MonthToCharge> = {}): MonthToCharge => ({
  ...{ monthOn: november, yearSoFarPence: 0, calls: undefined },
  segments: segments.map((segment) => ({ ...segment, work })),
  ...more,
});
const whole = (price: Price, more: object = {}): Segment[] => [
  { version: { number: 1, terms: terms(price, more) }, fromOn: november, toOn: addDays(november, 29), days: 30 },
];
const costs = (...given: Parameters<typeof month>): number => sumOf(chargesOf(month(...given)));

const pence = fc.integer({ min: 0, max: 100_000_000 });
const work = fc
  .record({ contacts: fc.nat(5000), cases: fc.nat(5000), others: fc.nat(100_000) })
  .map(({ others, ...done }) => ({ ...done, providersContacts: done.contacts + others }));
const price = fc.record({
  kind: fc.constantFrom<Price['kind']>(
    'per-contact',
    'per-case',
    'per-month',
    'per-year',
    'by-population',
    'by-volume',
  ),
  pence,
  minimumPence: fc.option(fc.nat(50_000), { nil: undefined }),
  ...{ residents: fc.integer({ min: 1, max: 100_000 }), allResidents: fc.integer({ min: 100_000, max: 900_000 }) },
});

describe('the versions of a month', () => {
  it('hold from their first day, or the day of the second signature, and the later before the earlier', () => {
    const signed = startOfDay(november16) + 9 * HOUR_MS;
    const second = aVersion(2, { kind: 'free' }, november, { agreedAt: signed });
    const segments = segmentsOf([aVersion(1, { kind: 'free' }), second], [], november);
    expect(segments.map(({ version, fromOn, toOn, days }) => [version.number, fromOn, toOn, days])).to.deep.equal([
      [1, '2026-11-01', '2026-11-15', 15],
      [2, '2026-11-16', '2026-11-30', 15],
    ]);
    expect(segmentsOf([{ ...second, agreedAt: null }], [], november)).to.deep.equal([]);
    expect(segmentsOf([{ ...second, toOn: addDays(november16, 1) }], [], november)[0]?.days).to.equal(2);
  });

  it('leave out whole days of suspension, and those after the end', () => {
    const on = (day: number, hours = 0) => startOfDay(addDays(november, day - 1)) + hours * HOUR_MS;
    const paused = pausesOf([
      { kind: 'ended', at: on(20, 12) },
      { kind: 'suspended', at: on(3, 12) },
      { kind: 'resumed', at: on(6, 12) },
    ]);
    const [segment] = segmentsOf([aVersion(1, { kind: 'free' })], paused, november);
    expect([segment?.days, segment?.toOn]).to.deep.equal([18, '2026-11-20']);
  });

  it('belong to the financial year that begins in April', () => {
    expect(yearStartOf(localDate('2027-03-01'))).to.equal('2026-04-01');
    expect(yearStartOf(localDate('2027-04-01'))).to.equal('2027-04-01');
  });
});

describe('what a month costs', () => {
  it('is the price of each contact or case, each line with what it is made of', () => {
    const done = { contacts: 42, cases: 7, providersContacts: 0 };
    const [line] = chargesOf(month(whole({ kind: 'per-contact', pence: 310 }), done));
    expect(line).to.include({ kind: 'contacts', quantity: 42, unitPence: 310, pence: 13_020, termsNumber: 1 });
    expect(costs(whole({ kind: 'per-case', pence: 310 }), done)).to.equal(2170);
    expect(costs(whole({ kind: 'free' }), done)).to.equal(0);
  });

  it('shares a year’s cost by residents or contacts, and is nothing where nobody was answered', () => {
    const population = { kind: 'by-population', pence: 1_200_000, residents: 25, allResidents: 100 } as const;
    expect(costs(whole(population))).to.equal(25_000);
    const volume = { kind: 'by-volume', pence: 1_200_000 } as const;
    expect(costs(whole(volume), { contacts: 1, cases: 0, providersContacts: 4 })).to.equal(25_000);
    expect(costs(whole(volume))).to.equal(0);
  });

  it('adds up to the fixed price however a month is split between versions of it', () => {
    fc.assert(
      fc.property(pence, fc.integer({ min: 2, max: 30 }), (amount, day) => {
        const same = { kind: 'per-month', pence: amount } as const;
        const second = aVersion(2, same, addDays(november, day - 1));
        const segments = segmentsOf([aVersion(1, same), second], [], november);
        expect(segments.length).to.equal(2);
        expect(costs(segments)).to.equal(amount);
      }),
    );
  });

  it('adds up to the year’s price and the year’s share over twelve months, to the penny', () => {
    fc.assert(
      fc.property(pence, fc.integer({ min: 1, max: 99 }), (amount, residents) => {
        const year = Array.from({ length: 12 }, (_, index) => addMonths(localDate('2026-04-01'), index));
        const over = (each: Price): number =>
          year.reduce(
            (sum, monthOn) => sum + costs(segmentsOf([aVersion(1, each)], [], monthOn), nothingDone, { monthOn }),
            0,
          );
        expect(over({ kind: 'per-year', pence: amount })).to.equal(amount);
        const [ours, theirs] = [residents, 100 - residents].map((part) =>
          over({ kind: 'by-population', pence: amount, residents: part, allResidents: 100 }),
        );
        expect(Math.abs((ours ?? 0) + (theirs ?? 0) - amount)).to.be.at.most(1);
      }),
    );
  });

  it('is never more than the most of a month, whatever was done and however it is split, nor less than the least', () => {
    fc.assert(
      fc.property(price, price, work, pence, fc.integer({ min: 2, max: 30 }), (one, other, done, cap, day) => {
        const capped = (each: typeof one): Price => ({
          ...{ ...each, capPence: cap },
          minimumPence: each.minimumPence === undefined ? undefined : Math.min(each.minimumPence, cap),
        });
        const versions = [aVersion(1, capped(one)), aVersion(2, capped(other), addDays(november, day - 1))];
        const cost = costs(segmentsOf(versions, [], november), done);
        expect(cost).to.be.at.most(cap).and.at.least(0);
        const [single] = versions;
        const least = single?.terms.price.minimumPence ?? 0;
        expect(costs(segmentsOf(versions.slice(0, 1), [], november), done)).to.be.within(least, cap);
      }),
    );
  });

  it('never takes a year over its most, however much earlier months charged', () => {
    fc.assert(
      fc.property(price, work, pence, pence, (each, done, yearSoFarPence, capYearPence) => {
        const cost = costs(whole({ ...each, capYearPence }), done, { yearSoFarPence });
        expect(cost)
          .to.be.at.most(Math.max(0, capYearPence - yearSoFarPence))
          .and.at.least(0);
      }),
    );
  });

  it('is less by what was agreed when calls were answered too late, and by nothing when they were not', () => {
    const level = { withinSeconds: 30, percent: 80, reductionPercent: 10 };
    const calls = (inTime: number) => ({ calls: { answered: 100, inTime } });
    const fixed = whole({ kind: 'per-month', pence: 10_005 }, { answerLevel: level });
    expect([79, 80].map((inTime) => costs(fixed, nothingDone, calls(inTime)))).to.deep.equal([9004, 10_005]);
    expect(costs(fixed)).to.equal(10_005);
    expect(isKept(level, { answered: 0, inTime: 0 })).to.equal(true);
  });

  it('comes in whole pence on every line', () => {
    fc.assert(
      fc.property(price, work, (each, done) => {
        for (const line of chargesOf(month(whole(each), done)))
          expect(Number.isSafeInteger(line.pence), String(line.pence)).to.equal(true);
      }),
    );
  });
});
