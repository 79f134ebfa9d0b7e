import type { ProviderEntry } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { compareBooks, keyOf } from './books-rules.js';
import type { BookLine, Known } from './books-types.js';

const line = (theirReference: string, changes: Partial<BookLine> = {}): BookLine => ({
  ...{
    kind: 'payment',
    paymentId: `id-${theirReference}`,
    theirReference,
    fundCode: 'WASTE',
    amountPence: 3500,
    at: 500,
  },
  ...changes,
});
const entry = (theirReference: string, changes: Partial<ProviderEntry> = {}): ProviderEntry => ({
  ...{ kind: 'payment', theirReference, theirPayment: theirReference, reference: 'DUN-1', amountPence: 3500 },
  ...{ state: 'paid', at: 500, settledOn: null },
  ...changes,
});
const known = (...list: (Partial<Known> & { kind?: 'payment' | 'refund' })[]): ReadonlyMap<string, Known> =>
  new Map(
    list.map(({ kind = 'payment', theirReference = 'P-1', ...one }) => [
      keyOf({ kind, theirReference }),
      { theirReference, authorityId: 3, paymentId: `id-${theirReference}`, fundCode: 'WASTE', isTaken: true, ...one },
    ]),
  );
const day = { from: 0, until: 1000, known: known(), isAlone: true };
const differing = (two: Parameters<typeof compareBooks>[0]) =>
  compareBooks(two).differences.map(({ difference, theirReference, ourPence, theirPence }) =>
    [difference, theirReference, ourPence, theirPence].join(' '),
  );

describe('two books of a day', () => {
  it('agree by kind, reference and amount, with their sums by fund code, those without one last', () => {
    const refund = { kind: 'refund', theirReference: 'R-1', amountPence: 500 } as const;
    const compared = compareBooks({
      ...day,
      ours: [line('P-1'), line('P-2', { fundCode: null, amountPence: 100 }), line('R-1', refund)],
      theirs: [
        entry('P-1', { settledOn: '2026-11-18' }),
        entry('P-2', { amountPence: 100 }),
        entry('R-1', { ...refund, state: 'refunded', settledOn: '2026-11-18' }),
      ],
    });
    expect([compared.agreeing, compared.differences]).to.deep.equal([3, []]);
    expect(compared.totals).to.deep.equal([
      {
        fundCode: 'WASTE',
        ours: { takenPence: 3500, givenBackPence: 500 },
        theirs: { takenPence: 3500, givenBackPence: 500, settledPence: 3000 },
      },
      {
        fundCode: null,
        ours: { takenPence: 100, givenBackPence: 0 },
        theirs: { takenPence: 100, givenBackPence: 0, settledPence: 0 },
      },
    ]);
  });

  it('differ where one of them lacks it, or has another amount or state', () => {
    expect(differing({ ...day, ours: [line('P-1')], theirs: [] })).to.deep.equal(['not-theirs P-1 3500 ']);
    expect(differing({ ...day, ours: [line('P-1')], theirs: [entry('P-1', { amountPence: 3000 })] })).to.deep.equal([
      'amount P-1 3500 3000',
    ]);
    expect(differing({ ...day, ours: [line('P-1')], theirs: [entry('P-1', { state: 'failed' })] })).to.deep.equal([
      'state P-1 3500 3500',
    ]);
    const lost = { ...day, ours: [], theirs: [entry('P-1')], known: known({ isTaken: false }) };
    expect(differing(lost)).to.deep.equal(['not-ours P-1  3500']);
  });

  it('don’t differ by what is another day’s in one of them, nor by what came to nothing', () => {
    expect(differing({ ...day, ours: [line('P-1')], theirs: [entry('P-1', { at: 1001 })] })).to.deep.equal([]);
    expect(differing({ ...day, ours: [], theirs: [entry('P-1')], known: known({}) })).to.deep.equal([]);
    expect(differing({ ...day, ours: [], theirs: [entry('P-1', { at: 1001 })] })).to.deep.equal([]);
    expect(differing({ ...day, ours: [], theirs: [entry('P-1', { state: 'failed' })] })).to.deep.equal([]);
  });

  it('differ by what nobody knows where the connection takes for this council alone; else it is counted', () => {
    const unknown = { ...day, ours: [], theirs: [entry('X-1')] };
    expect(differing(unknown)).to.deep.equal(['not-ours X-1  3500']);
    expect(compareBooks(unknown).differences[0]).to.include({ theirName: 'DUN-1', paymentId: null });
    const shared = compareBooks({ ...unknown, isAlone: false });
    expect([shared.differences, shared.unknown, shared.agreeing]).to.deep.equal([[], 1, 0]);
  });
});
