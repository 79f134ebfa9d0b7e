import { expect } from 'chai';
import { findPostcode, isOutcode, readPostcode } from './postcode.js';
import { foldStreet, readAddressLine } from './address-words.js';

describe('postcodes', () => {
  it('are taken apart', () => {
    expect(readPostcode(' dm42ll ')).to.deep.equal({
      postcode: 'DM4 2LL',
      area: 'DM',
      outcode: 'DM4',
      sector: 'DM4 2',
      unit: 'LL',
    });
  });

  for (const text of ['A9 9AA', 'A99 9AA', 'AA9 9AA', 'AA99 9AA', 'A9A 9AA', 'AA9A 9AA', 'GIR 0AA']) {
    it(`have the shape ${text}`, () => expect(readPostcode(text)?.postcode).to.equal(text));
  }

  for (const text of ['', 'DM4', 'DM4 2L', 'DM4 2LLL', 'D 2LL', 'DM4 LL2', '4DM 2LL', 'DM4 2CL', 'ÄM4 2LL']) {
    it(`never have the shape "${text}"`, () => expect(readPostcode(text)).to.equal(undefined));
  }

  it('are found whole, begun, or as an outcode, with the text that is left', () => {
    expect(findPostcode('smith dm4 2ll')).to.deep.equal({ postcode: 'DM4 2LL', rest: 'smith' });
    expect(findPostcode('12 DM42LL smith')).to.deep.equal({ postcode: 'DM4 2LL', rest: '12 smith' });
    expect(findPostcode('smith dm4 2')).to.deep.equal({ postcodeStart: 'DM4 2', rest: 'smith ' });
    expect(findPostcode('smith dm4')).to.deep.equal({ postcodeStart: 'DM4 ', rest: 'smith' });
    expect(findPostcode('DM4 smith')).to.deep.equal({ postcodeStart: 'DM4 ', rest: 'smith' });
    expect(findPostcode('joan smith')).to.deep.equal({ rest: 'joan smith' });
  });

  it('begin with an outcode', () => {
    expect(['DM4', 'M1', 'EC1A', 'W1A', 'DM42'].every(isOutcode)).to.equal(true);
    expect(['DM', '4A', 'DMX4', 'DM4222', 'dm4'].some(isOutcode)).to.equal(false);
  });
});

describe('address lines', () => {
  const lines: readonly (readonly [string, { house?: string; street?: string }])[] = [
    ['4 Quarry Lane', { house: '4', street: 'quarrylane' }],
    ['4a, Quarry Ln.', { house: '4a', street: 'quarrylane' }],
    ['4 A Quarry Lane', { house: '4a', street: 'quarrylane' }],
    ['Flat 2, 4 Quarry Lane', { house: '4', street: 'quarrylane' }],
    ['Flat 2 4 Quarry Lane, Dunmere', { house: '4', street: 'quarrylane' }],
    ['Rose Cottage, Quarry Lane', { house: 'rosecottage', street: 'quarrylane' }],
    ['Quarry Lane', { street: 'quarrylane' }],
    ['Rose Cottage', { house: 'rosecottage' }],
    ['12-14 St Giles St', { house: '1214', street: 'stgilesstreet' }],
    ['17', { house: '17' }],
    ['', {}],
  ];
  for (const [line, read] of lines) {
    it(`give ${JSON.stringify(read)} for "${line}"`, () => expect(readAddressLine(line)).to.deep.equal(read));
  }

  it('spell street words in full at the end only', () => {
    expect(foldStreet('St Anne’s Rd')).to.equal('stannesroad');
    expect(foldStreet('Street')).to.equal('street');
  });
});
