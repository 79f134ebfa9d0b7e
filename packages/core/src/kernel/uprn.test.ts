import { expect } from 'chai';
import fc from 'fast-check';
import { normaliseUprn, normaliseUsrn } from './uprn.js';

describe('property and street numbers', () => {
  it('compares numbers without leading zeros', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999_999 }), fc.nat(5), (number, zeros) => {
        expect(normaliseUprn(` ${'0'.repeat(zeros)}${number} `)).to.equal(String(number));
      }),
    );
  });

  it('takes 12 digits for a property and 8 for a street', () => {
    expect([normaliseUprn('999900000001'), normaliseUprn('9999000000012')]).to.deep.equal(['999900000001', undefined]);
    expect([normaliseUsrn('99900001'), normaliseUsrn('999000012')]).to.deep.equal(['99900001', undefined]);
  });

  for (const text of ['', '0', '12A', '1.2E+11', '-5', '1 2']) {
    it(`takes “${text}” for no number`, () => expect(normaliseUprn(text)).to.equal(undefined));
  }
});
