import { expect } from 'chai';
import { openComparison } from './compare-pair.js';
import { readPattern, type Level, type LinkageField } from './levels.js';
import type { LinkageRecord } from './linkage-record.js';
import { openPacker } from './pack-records.js';

const joan: LinkageRecord = {
  title: 'Mrs',
  firstNames: 'Joan Mary',
  lastName: 'Prosser',
  born: 19480309,
  telephones: ['01632 960144'],
  emails: ['joan@post.example'],
  identifiers: [{ kind: 'nino', value: 'QQ 12 34 56 C' }],
  addresses: [{ line: '4 Quarry Lane', postcode: 'DM4 2LL' }],
};

function levelsOf(one: LinkageRecord, other: LinkageRecord) {
  const packer = openPacker();
  packer.add(one);
  packer.add(other);
  const compare = openComparison(packer.pack());
  expect(compare(0, 1), 'the other way round').to.equal(compare(1, 0));
  return readPattern(compare(0, 1));
}

describe('comparing two records', () => {
  const cases: readonly (readonly [string, LinkageRecord, LinkageField, Level])[] = [
    ['the same forename', { firstNames: 'JOAN' }, 'forename', 'same'],
    ['a nickname', { firstNames: 'Joanie' }, 'forename', 'nickname'],
    ['a second forename used as the first', { firstNames: 'Mary' }, 'forename', 'nickname'],
    ['an initial', { firstNames: 'J' }, 'forename', 'initial'],
    ['a typing slip', { firstNames: 'Jaon' }, 'forename', 'slip'],
    ['names swapped', { firstNames: 'Prosser', lastName: 'Joan' }, 'forename', 'swapped'],
    ['names swapped with a slip in one', { firstNames: 'Proser', lastName: 'Joan' }, 'forename', 'swapped'],
    ['another forename', { firstNames: 'Huw' }, 'forename', 'different'],
    ['no forename', {}, 'forename', 'unknown'],
    ['a slip in the surname', { lastName: 'Posser' }, 'surname', 'slip'],
    ['a half of a double surname', { lastName: 'Hale-Prosser' }, 'surname', 'part'],
    ['another surname', { lastName: 'Hughes' }, 'surname', 'different'],
    [
      'the same house in another writing',
      { addresses: [{ house: '4', street: 'QUARRY LN', postcode: 'dm42ll' }] },
      'address',
      'same',
    ],
    ['the same house without a postcode', { addresses: [{ line: '4 Quarry Lane' }] }, 'address', 'same-house'],
    [
      'a slip in the postcode',
      { addresses: [{ line: '4 Quarry Lane', postcode: 'DM4 2LE' }] },
      'address',
      'same-house',
    ],
    ['the postcode alone', { addresses: [{ postcode: 'DM4 2LL' }] }, 'address', 'postcode'],
    [
      'a slip in the house number',
      { addresses: [{ line: '14 Quarry Lane', postcode: 'DM4 2LL' }] },
      'address',
      'house-slip',
    ],
    ['a neighbour', { addresses: [{ line: '29 Quarry Lane', postcode: 'DM4 2LL' }] }, 'address', 'street'],
    ['the next postcode', { addresses: [{ line: '1 Hill Road', postcode: 'DM4 2AB' }] }, 'address', 'area'],
    ['another town', { addresses: [{ line: '1 Hill Road', postcode: 'CB1 1AB' }] }, 'address', 'elsewhere'],
    [
      'an earlier address',
      {
        addresses: [
          { line: '9 Hill Road', postcode: 'CB1 1AB' },
          { line: '4 Quarry Lane', postcode: 'DM4 2LL' },
        ],
      },
      'address',
      'same',
    ],
    ['a telephone in another writing', { telephones: ['+44 (0)1632 960144'] }, 'telephone', 'same'],
    ['one of several telephones', { telephones: ['07700 900111', '01632960144'] }, 'telephone', 'same'],
    ['a slip in the telephone', { telephones: ['01632 960145'] }, 'telephone', 'slip'],
    ['another telephone', { telephones: ['07700 900111'] }, 'telephone', 'different'],
    ['a slip in the mail address', { emails: ['jaon@post.example'] }, 'email', 'slip'],
    ['the same number', { identifiers: [{ kind: 'nino', value: 'qq123456c' }] }, 'identifier', 'same'],
    [
      'a number of another kind',
      { identifiers: [{ kind: 'council-tax', value: 'QQ123456C' }] },
      'identifier',
      'unknown',
    ],
    ['another title of the same sex', { title: 'Miss' }, 'person', 'agrees'],
    ['a title of the other sex', { title: 'Mr' }, 'person', 'sex-differs'],
  ];
  for (const [what, other, field, level] of cases)
    it(`takes ${what} as ${field} ${level}`, () => expect(levelsOf(joan, other)[field]).to.equal(level));

  it('tells senior from junior, however that is written', () => {
    const senior = { firstNames: 'Robert', lastName: 'Hale', suffix: 'Sr' };
    expect(levelsOf(senior, { firstNames: 'Robert', lastName: 'Hale Jnr' }).person).to.equal('suffix-differs');
    expect(levelsOf(senior, { firstNames: 'Robert', lastName: 'Hale Jnr' }).surname).to.equal('same');
  });

  it('compares postcodes of any country', () => {
    const kerb: LinkageRecord = { addresses: [{ house: '12', street: 'Kerb St', postcode: '2611' }] };
    expect(levelsOf(kerb, { addresses: [{ house: '12', street: 'Kerb Street', postcode: '2611' }] }).address).to.equal(
      'same',
    );
    expect(levelsOf(kerb, { addresses: [{ house: '12', street: 'Kirb Street', postcode: '2612' }] }).address).to.equal(
      'same-house',
    );
  });

  it('finds nothing known in an empty record', () => {
    expect(new Set(Object.values(levelsOf(joan, {})))).to.deep.equal(new Set(['unknown']));
  });
});
