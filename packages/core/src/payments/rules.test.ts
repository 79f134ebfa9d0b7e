import { expect } from 'chai';
import fc from 'fast-check';
import { accountOf, isOwnOfToday } from './rules.js';

const paid = { state: 'paid', refundedPence: 0 } as const;
const cancelled = { at: 1, byName: 'Somebody', reason: 'Twice' };

describe('what a case costs and what was paid', () => {
  it('counts what was paid and stands, and nothing that was cancelled, given back or not paid yet', () => {
    const payments = [
      { ...paid, amountPence: 1000, cancelled: null },
      { ...paid, amountPence: 2500, cancelled },
      { ...paid, amountPence: 400, state: 'started' as const, cancelled: null },
      { ...paid, amountPence: 300, refundedPence: 300, cancelled: null },
    ];
    expect(accountOf(3500, payments)).to.deep.equal({ feePence: 3500, paidPence: 1000, duePence: 2500 });
  });

  it('is never owed back: what was paid above the fee leaves nothing due', () => {
    const payment = fc.record({
      amountPence: fc.integer({ min: 1, max: 10_000_000 }),
      ...{ cancelled: fc.constant(null), state: fc.constant('paid' as const), refundedPence: fc.constant(0) },
    });
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.array(payment, { maxLength: 20 }), (feePence, payments) => {
        const { paidPence, duePence } = accountOf(feePence, payments);
        expect(paidPence).to.equal(payments.reduce((sum, { amountPence }) => sum + amountPence, 0));
        expect(duePence).to.equal(paidPence >= feePence ? 0 : feePence - paidPence);
      }),
    );
  });
});

describe('a payment of one’s own', () => {
  const takenAt = Date.UTC(2026, 5, 10, 22, 30); // 11.30pm on 10 June in London

  it('is of today until midnight in London', () => {
    const payment = { takenById: 'tom', takenAt };
    expect(isOwnOfToday(payment, 'tom', Date.UTC(2026, 5, 10, 22, 59))).to.equal(true);
    expect(isOwnOfToday(payment, 'tom', Date.UTC(2026, 5, 10, 23, 0))).to.equal(false);
  });

  it('is nobody else’s', () => {
    expect(isOwnOfToday({ takenById: 'tom', takenAt }, 'priya', takenAt)).to.equal(false);
    expect(isOwnOfToday({ takenById: null, takenAt }, 'priya', takenAt)).to.equal(false);
  });
});
