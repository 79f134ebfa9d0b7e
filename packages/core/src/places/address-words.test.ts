import { expect } from 'chai';
import { addressSortKey, foldAddress, placeWords } from './address-words.js';

const nothing = {
  organisation: null,
  subBuilding: null,
  building: null,
  number: null,
  street: null,
  locality: null,
  town: null,
  postcode: null,
};

describe('the words that find a place', () => {
  it('are each word of its address, its postcode, and its number with its street and postcode district', () => {
    const place = { ...nothing, number: '4A', street: 'Quarry Lane', town: 'DUNMERE', postcode: 'DM4 2LL' };
    expect(placeWords(place)).to.have.members([
      'quarry',
      'lane',
      '4a',
      'dunmere',
      'dm4',
      'dm4-2ll',
      '4a.quarry',
      '4a.dm4',
      '4',
      '4.quarry',
      '4.dm4',
    ]);
  });

  it('leave out accents and apostrophes', () => {
    expect(foldAddress('St Mary’s Close, Tŷ Gwyn')).to.deep.equal(['st', 'marys', 'close', 'ty', 'gwyn']);
  });

  it('hold the numbers inside a range, on its side of the street', () => {
    const words = placeWords({ ...nothing, number: '12-16', street: 'High Street' });
    expect(words).to.include.members(['12', '14', '16', '14.high']).and.not.include('13');
  });

  it('keep to the numbers written where a range is too long to be one of houses', () => {
    expect(placeWords({ ...nothing, number: '1-999', street: 'High Street' })).to.not.include('501');
  });

  it('know a street that is only called by its kind', () => {
    expect(placeWords({ ...nothing, number: '4', street: 'The Avenue' })).to.include.members(['4.the', 'avenue']);
    expect(placeWords({ ...nothing, number: '4', street: 'Broadway Close' })).to.not.include('4.close');
  });
});

describe('the order of addresses', () => {
  it('counts houses, and puts a house before its flats and 4 before 4A', () => {
    const house = (number: string, subBuilding: string | null = null) => ({
      ...nothing,
      number,
      subBuilding,
      street: 'Quarry Lane',
      town: 'Dunmere',
    });
    const inOrder = [house('4'), house('4', 'Flat 2'), house('4', 'Flat 10'), house('4A'), house('9'), house('10')];
    const keys = inOrder.map(addressSortKey);
    expect([...keys].sort()).to.deep.equal(keys);
  });
});
