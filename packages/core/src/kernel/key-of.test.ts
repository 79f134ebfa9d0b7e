import { expect } from 'chai';
import fc from 'fast-check';
import { keyFaultsAt, keyOf } from './key-of.js';

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

  it('has its faults said once, where the name is typed', () => {
    const [key, name] = [
      { field: 'key', message: 'Enter a key' },
      { field: 'name', message: 'Choose another name' },
    ];
    const other = { field: 'body', message: 'Enter the message' };
    expect(keyFaultsAt(name, [key, key, other])).to.deep.equal([name, other]);
    expect(keyFaultsAt(name, [{ ...name, message: 'Enter the name' }, key])).to.deep.equal([
      { field: 'name', message: 'Enter the name' },
    ]);
    expect(keyFaultsAt(name, [other])).to.deep.equal([other]);
  });
});
