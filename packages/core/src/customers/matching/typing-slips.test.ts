import { expect } from 'chai';
import fc from 'fast-check';
import { isTypingSlip, nearSlipsOf, slipsOf } from './typing-slips.js';

describe('typing slips', () => {
  for (const [typed, meant] of [
    ['prsoser', 'prosser'],
    ['proser', 'prosser'],
    ['prossser', 'prosser'],
    ['prowser', 'prosser'],
    ['rposser', 'prosser'],
  ] as const)
    it(`takes ${typed} for ${meant}`, () => {
      expect(isTypingSlip(typed, meant)).to.equal(true);
      expect(isTypingSlip(meant, typed)).to.equal(true);
      expect(slipsOf(typed)).to.include(meant);
    });

  it('does not take short words, the same word, or two slips', () => {
    for (const [a, b] of [
      ['ann', 'ant'],
      ['prosser', 'prosser'],
      ['posers', 'prosser'],
    ] as const)
      expect(isTypingSlip(a, b), `${a} ${b}`).to.equal(false);
    expect(slipsOf('ann')).to.deep.equal([]);
    expect(nearSlipsOf('李李李李')).to.deep.equal([]);
  });

  it('lists just the words that are one slip away', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 5, maxLength: 8 });
    fc.assert(
      fc.property(word, (typed) => {
        for (const one of slipsOf(typed)) expect(isTypingSlip(typed, one), `${typed} ${one}`).to.equal(true);
      }),
    );
    fc.assert(fc.property(word, word, (a, b) => slipsOf(a).includes(b) === isTypingSlip(a, b)));
  });
});
