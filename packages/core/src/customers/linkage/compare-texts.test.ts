import { expect } from 'chai';
import fc from 'fast-check';
import { compareTexts } from './compare-texts.js';
import { openDictionary } from './dictionary.js';

function comparing(one: string, other: string) {
  const dictionary = openDictionary();
  const [a, b] = [dictionary.number(one), dictionary.number(other)];
  return { text: compareTexts(dictionary.pack()), a, b };
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '李'), minLength: 1, maxLength: 12 });

describe('comparing texts by their numbers', () => {
  // W. E. Winkler, "String Comparator Metrics", 1990, table of examples.
  for (const [one, other, expected] of [
    ['martha', 'marhta', 0.961],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.813],
  ] as const) {
    it(`finds ${one} and ${other} ${expected} similar`, () => {
      const { text, a, b } = comparing(one, other);
      expect(text.similarity(a, b)).to.be.closeTo(expected, 0.0006);
    });
  }

  it('finds a text wholly similar to itself and nothing similar to an unknown one', () => {
    const { text, a } = comparing('prosser', '');
    expect(text.similarity(a, a)).to.equal(1);
    expect(text.similarity(a, 0)).to.equal(0);
  });

  it('answers the same both ways round, between 0 and 1', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        const { text, a, b } = comparing(one, other);
        expect(text.similarity(a, b)).to.be.within(0, 1).and.closeTo(text.similarity(b, a), 0.2);
        expect(text.isOneSlip(a, b)).to.equal(text.isOneSlip(b, a));
      }),
    );
  });

  it('takes any one insertion, deletion, substitution or exchange for a slip', () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('a', 'x'), fc.nat(3), (given, place, letter, kind) => {
        const at = place % given.length;
        const [before, here, after] = [given.slice(0, at), given.charAt(at), given.slice(at + 1)];
        const slipped = [
          before + letter + here + after,
          before + after,
          before + letter + after,
          before + after.charAt(0) + here + after.slice(1),
        ][kind];
        if (!slipped) return;
        const { text, a, b } = comparing(given, slipped);
        expect(text.isOneSlip(a, b), `${given} ${slipped}`).to.equal(true);
      }),
    );
  });

  it('takes two slips for more than one', () => {
    const { text, a, b } = comparing('prosser', 'posers');
    expect(text.isOneSlip(a, b)).to.equal(false);
  });

  it('tells a beginning', () => {
    const { text, a, b } = comparing('jo', 'joan');
    expect(text.isBeginning(a, b)).to.equal(true);
    expect(text.isBeginning(b, a)).to.equal(false);
  });
});
