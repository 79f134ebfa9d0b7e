import { expect } from 'chai';
import fc from 'fast-check';
import { localDate } from '../kernel/local-date.js';
import { blankTerms, fieldOf, readTyped, typedOf } from './typed-terms.js';
import type { Agreement, Price, Terms, TermsVersion } from './types.js';

const agreement = { title: 'Nights', kind: 'standing', version: 1, receiverId: 3, providerId: 2 } as Agreement;
const amount = fc.option(fc.nat(100_000_000), { nil: undefined });
const people = fc.option(fc.integer({ min: 1, max: 9_000_000 }), { nil: undefined });
const price: fc.Arbitrary<Price> = fc.record({
  kind: fc.constantFrom('per-contact', 'per-year', 'by-population'),
  ...{ pence: amount, capPence: amount, capYearPence: amount, minimumPence: amount },
  ...{ residents: people, allResidents: people },
});
const percent = fc.integer({ min: 1, max: 100 });
const level = fc.record({ withinSeconds: fc.integer({ min: 1, max: 3600 }), percent, reductionPercent: percent });

describe('the form of the terms', () => {
  it('shows a price and a service level so that they are read as they were agreed', () => {
    fc.assert(
      fc.property(price, fc.option(level, { nil: undefined }), (agreed, answerLevel) => {
        const terms = {
          ...{ serviceIds: [], channels: [], lineIds: [], shares: [], abilities: [], officerIds: [] },
          ...{ hours: { when: 'always' }, lawfulBasis: '', purpose: '', price: agreed, answerLevel },
        } as Terms;
        const version = { fromOn: localDate('2026-11-01'), toOn: null, terms } as TermsVersion;
        const { input, faults } = readTyped(typedOf(agreement, version));
        expect(faults).to.deep.equal([]);
        expect(input).to.deep.include({ price: agreed });
        expect((input as Terms).answerLevel).to.deep.equal(answerLevel);
      }),
    );
  });

  it('says at its own field what it cannot read', () => {
    const typed = { ...blankTerms, capYear: 'a lot', residents: 'many', withinSeconds: 'soon' };
    const { faults } = readTyped(typed);
    expect(faults.map(({ field }) => field)).to.deep.equal(['capYear', 'residents', 'withinSeconds']);
    expect(['price.capYearPence', 'answerLevel.percent'].map(fieldOf)).to.deep.equal(['capYear', 'answeredPercent']);
  });
});
