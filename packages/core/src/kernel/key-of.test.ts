import { expect } from 'chai';
import fc from 'fast-check';
import { keyOf } from './key-of.js';

describe('a key made from a name', () => {
  it('keeps the words, without marks', () => {
    expect(keyOf('Sorry, it’s late')).to.equal('sorry-its-late');
    expect(keyOf('  24 hours: Tŷ Gwyn!  ')).to.equal('hours-ty-gwyn');
    expect(keyOf('2026')).to.equal('');
  });

  it('is a key or nothing, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (name) => {
        expect(keyOf(name))
          .to.match(/^(?:[a-z](?:[a-z0-9-]*[a-z0-9])?)?$/)
          .and.have.lengthOf.at.most(60);
      }),
    );
  });
});
