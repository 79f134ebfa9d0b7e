import { expect } from 'chai';
import fc from 'fast-check';
import { localDate, dateOfDayNumber, dayNumberOf } from '../kernel/local-date.js';
import { termsInTurn } from './terms-in-turn.js';
import type { TermsVersion } from './types.js';

const first = dayNumberOf(localDate('2026-11-01'));
const day = (number: number) => dateOfDayNumber(first + number);

/** A version that was agreed, from one day to another. */
const version = (number: number, from: number, to: number | null = null) =>
  ({ number, fromOn: day(from), toOn: to === null ? null : day(to), agreedAt: number }) as TermsVersion;

const said = (versions: readonly TermsVersion[], on: number) => {
  const { agreed, coming } = termsInTurn(versions, day(on));
  return [agreed, ...coming].map((each) => each && [each.number, each.toOn]);
};

describe('versions of an agreement’s terms', () => {
  it('hold until the day before the next begins', () => {
    const versions = [version(1, 0), version(2, 30)];
    expect(said(versions, 15)).to.deep.equal([
      [1, day(29)],
      [2, null],
    ]);
    expect(said(versions, 30)).to.deep.equal([[2, null]]);
  });

  it('end on their own last day where that is sooner, and before the first day are still to come', () => {
    expect(said([version(1, 0, 10), version(2, 30)], 5)[0]).to.deep.equal([1, day(10)]);
    expect(said([version(1, 10)], 5)).to.deep.equal([[1, null]]);
  });

  it('give way to what is agreed later for the same days or sooner ones', () => {
    expect(said([version(1, 0), version(2, 30), version(3, 20)], 5)).to.deep.equal([
      [1, day(19)],
      [3, null],
    ]);
    expect(said([version(1, 0), version(2, 0)], 5)).to.deep.equal([[2, null]]);
  });

  it('are not agreed while a signature is missing', () => {
    expect(said([version(1, 0), { ...version(2, 0), agreedAt: null }], 5)).to.deep.equal([[1, null]]);
  });

  it('are on each day the last agreed of those that have begun', () => {
    const someVersions = fc.array(fc.nat(40), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(someVersions, fc.nat(50), (starts, on) => {
        const versions = starts.map((from, place) => version(place + 1, from));
        const begun = versions.filter(({ fromOn }) => fromOn <= day(on));
        fc.pre(begun.length > 0);
        const { agreed } = termsInTurn(versions, day(on));
        expect(agreed?.number).to.equal(begun.at(-1)?.number);
        expect(agreed?.toOn === null || (agreed?.toOn ?? '') >= day(on)).to.equal(true);
      }),
    );
  });
});
