import { expect } from 'chai';
import fc from 'fast-check';
import {
  addMoney,
  compareMoney,
  formatMoney,
  moneyOf,
  multiplyMoney,
  parseMoney,
  shareOutMoney,
  subtractMoney,
} from './money.js';
import type { Rounding } from './money.js';

const pence = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });

function read(text: string): number | string {
  const result = parseMoney(text, { label: 'fee' });
  return result.ok ? result.value.pence : result.message;
}

describe('money', () => {
  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (amount) => {
        expect(read(formatMoney(moneyOf(amount)))).to.equal(amount);
      }),
    );
  });

  it('reads pounds with and without sign, commas and pence', () => {
    expect(['12.50', '£1,200', '1200', '£ 0.05', '1,234,567.89'].map(read)).to.deep.equal([
      1_250, 120_000, 120_000, 5, 123_456_789,
    ]);
  });

  it('says what to enter instead', () => {
    expect(read('')).to.equal('Enter the fee');
    expect(read('£')).to.equal('Enter the fee');
    expect(read('12.5')).to.equal('Enter the pence of the fee as 2 digits, like 12.50');
    expect(read('12.')).to.equal('Enter the pence of the fee as 2 digits, like 12.50');
    expect(read('12.505')).to.equal('Enter the pence of the fee as 2 digits, like 12.50');
    expect(read('1,20')).to.equal('Enter the fee in pounds and pence, like 12.50');
    expect(read('ten')).to.equal('Enter the fee in pounds and pence, like 12.50');
    expect(read('-£5')).to.equal('Enter the fee as £0 or more');
    expect(read('9'.repeat(20))).to.equal('Enter the fee as a smaller amount');
  });

  it('writes negatives with the sign before the pound, and whole pounds short when asked', () => {
    expect(formatMoney(moneyOf(-320))).to.equal('-£3.20');
    expect(formatMoney(moneyOf(120_000))).to.equal('£1,200.00');
    expect(formatMoney(moneyOf(120_000), { wholePounds: 'short' })).to.equal('£1,200');
    expect(formatMoney(moneyOf(120_001), { wholePounds: 'short' })).to.equal('£1,200.01');
  });

  it('adds, takes away and compares exactly', () => {
    fc.assert(
      fc.property(pence, pence, (a, b) => {
        const sum = addMoney(moneyOf(a), moneyOf(b));
        expect(sum.pence).to.equal(a + b);
        expect(subtractMoney(sum, moneyOf(b)).pence).to.equal(moneyOf(a).pence);
        expect(Math.sign(compareMoney(moneyOf(a), moneyOf(b)))).to.equal(Math.sign(a - b));
      }),
    );
    expect(addMoney().pence).to.equal(0);
  });

  it('rounds parts of a penny where it is told to', () => {
    const tenth = (amount: number, rounding: Rounding): number =>
      multiplyMoney(moneyOf(amount), { numerator: 1, denominator: 10 }, rounding).pence;
    expect([14, 15, 16, 25, -15].map((amount) => tenth(amount, 'half-up'))).to.deep.equal([1, 2, 2, 3, -2]);
    expect([14, 15, 16, 25, -15].map((amount) => tenth(amount, 'half-even'))).to.deep.equal([1, 2, 2, 2, -2]);
    expect([11, -11].map((amount) => tenth(amount, 'up'))).to.deep.equal([2, -2]);
    expect([19, -19].map((amount) => tenth(amount, 'down'))).to.deep.equal([1, -1]);
  });

  it('never rounds by a penny or more, whichever way', () => {
    const roundings = fc.constantFrom<Rounding>('up', 'down', 'half-up', 'half-even');
    const numbers = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(
        pence,
        numbers,
        fc.integer({ min: 1, max: 1_000 }),
        roundings,
        (amount, numerator, denominator, way) => {
          const rounded = multiplyMoney(moneyOf(amount), { numerator, denominator }, way).pence;
          const errorTimesDenominator = Math.abs(rounded * denominator - amount * numerator);
          const limit = way.startsWith('half') ? denominator / 2 : denominator - 1;
          expect(errorTimesDenominator).to.be.at.most(limit);
        },
      ),
    );
  });

  it('shares out every penny, each part within a penny of its due', () => {
    const weights = fc.array(fc.nat(1_000), { minLength: 1, maxLength: 12 }).filter((list) => list.some((w) => w > 0));
    fc.assert(
      fc.property(pence, weights, (amount, list) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        const parts = shareOutMoney(moneyOf(amount), list);
        expect(addMoney(...parts).pence).to.equal(moneyOf(amount).pence);
        parts.forEach((part, index) => {
          expect(Math.abs(part.pence * total - amount * (list[index] ?? 0))).to.be.below(total);
        });
      }),
    );
    expect(shareOutMoney(moneyOf(100), [1, 1, 1]).map((part) => part.pence)).to.deep.equal([34, 33, 33]);
  });

  it('refuses floats, overflows and weights that share nothing', () => {
    expect(() => moneyOf(12.5)).to.throw(RangeError, 'whole pence');
    expect(() => multiplyMoney(moneyOf(100), 0.2, 'half-up')).to.throw(RangeError, 'ratio');
    expect(() => multiplyMoney(moneyOf(100), { numerator: 1, denominator: 0 }, 'up')).to.throw(RangeError);
    expect(() => addMoney(moneyOf(Number.MAX_SAFE_INTEGER), moneyOf(1))).to.throw(RangeError);
    expect(() => shareOutMoney(moneyOf(100), [0, 0])).to.throw(RangeError, 'above nought');
    expect(() => shareOutMoney(moneyOf(100), [-1, 2])).to.throw(RangeError);
  });
});
