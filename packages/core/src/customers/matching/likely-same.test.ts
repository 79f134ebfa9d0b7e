import { expect } from 'chai';
import fc from 'fast-check';
import type { MatchableCustomer } from './matchable-customer.js';
import { likelySame } from './likely-same.js';
import { localDate } from '../../kernel/local-date.js';

const joan: MatchableCustomer = {
  firstNames: 'Joan',
  lastName: 'Prosser',
  bornOn: localDate('1948-03-09'),
  telephones: ['01632 960144'],
  emails: ['joan@post.example'],
  addresses: [{ line: '4 Quarry Lane', postcode: 'DM4 2LL' }],
};
const nameOnly = { firstNames: 'Joan', lastName: 'Prosser' };

describe('possible duplicates', () => {
  const pairs: readonly (readonly [string, MatchableCustomer, 'likely' | 'possible' | 'unlikely'])[] = [
    ['the same name and telephone', { ...nameOnly, telephones: ['+44 1632 960144'] }, 'likely'],
    [
      'the same name and house',
      { ...nameOnly, addresses: [{ line: 'Flat 1, 4 Quarry Ln', postcode: 'dm42ll' }] },
      'likely',
    ],
    ['the same name and date of birth', { ...nameOnly, bornOn: localDate('1948-03-09') }, 'likely'],
    [
      'names swapped, same telephone',
      { firstNames: 'Prosser', lastName: 'Joan', telephones: ['01632960144'] },
      'likely',
    ],
    [
      'a nickname and the same telephone',
      { ...nameOnly, firstNames: 'Joanie', telephones: ['01632 960144'] },
      'likely',
    ],
    ['the same name and postcode', { ...nameOnly, addresses: [{ postcode: 'DM4 2LL' }] }, 'possible'],
    [
      'a like-sounding name and house',
      { ...joan, ...{ lastName: 'Proser', telephones: [], emails: [], bornOn: undefined } },
      'possible',
    ],
    ['the same telephone and no name', { telephones: ['01632 960144'] }, 'possible'],
    ['the same name alone', nameOnly, 'possible'],
    ['a daughter of the same name in the same house', { ...joan, bornOn: localDate('1975-06-01') }, 'unlikely'],
    ['a twin', { ...joan, firstNames: 'Marjorie', emails: [], telephones: [] }, 'unlikely'],
    [
      'a husband with the same telephone and house',
      { ...joan, firstNames: 'Huw', bornOn: undefined, emails: [] },
      'unlikely',
    ],
    ['a neighbour', { firstNames: 'Ann', lastName: 'Hale', addresses: [{ postcode: 'DM4 2LL' }] }, 'unlikely'],
    ['someone with nothing known', {}, 'unlikely'],
  ];
  for (const [who, other, verdict] of pairs) {
    it(`takes ${who} as ${verdict}`, () => {
      const likeness = likelySame(joan, other);
      expect(likeness.verdict, JSON.stringify(likeness)).to.equal(verdict);
    });
  }

  it('says why', () => {
    expect(likelySame(joan, { ...joan, bornOn: localDate('1975-06-01') }).evidence).to.deep.equal([
      'same-telephone',
      'same-email',
      'same-name',
      'same-house',
      'different-born',
    ]);
  });

  it('compares organisations by the telling words of their names', () => {
    const shop = { organisationName: 'The Quarry Lane Stores Ltd' };
    expect(likelySame(shop, { organisationName: 'QUARRY LANE STORES LIMITED' }).evidence).to.deep.equal([
      'same-organisation',
    ]);
    expect(likelySame(shop, { organisationName: 'Quarry Lane Garage' }).evidence).to.deep.equal(['different-name']);
  });

  it('answers the same both ways round, between 0 and 1', () => {
    const name = fc.constantFrom('Joan', 'Joanie', 'Joe', 'John', 'J', 'Ian', undefined);
    const surname = fc.constantFrom('Smith', 'Smyth', 'Smith-Jones', 'Joan', undefined);
    const record = fc.record({ firstNames: name, lastName: surname });
    fc.assert(
      fc.property(record, record, (a, b) => {
        const likeness = likelySame(a, b);
        expect(likeness).to.deep.equal(likelySame(b, a));
        expect(likeness.score).to.be.within(0, 1);
      }),
    );
  });
});
