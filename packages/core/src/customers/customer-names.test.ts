import { expect } from 'chai';
import { displayNameOf, sortNameOf } from './customer-names.js';
import { prefillFrom } from './record/prefill-customer.js';

describe('naming a customer', () => {
  it('joins title, first name and last name, and leaves out what isn’t known', () => {
    const named = {
      kind: 'person',
      title: 'Mrs',
      firstName: 'Joan',
      middleNames: 'Mary',
      lastName: 'Prosser',
    } as const;
    expect(displayNameOf(named)).to.equal('Mrs Joan Prosser');
    expect(displayNameOf({ kind: 'person', title: null, firstName: null, lastName: 'Madonna' })).to.equal('Madonna');
    expect(displayNameOf({ kind: 'organisation', organisationName: 'Ley Players', lastName: 'Vale' })).to.equal(
      'Ley Players',
    );
  });

  it('sorts by folded surname, then given names', () => {
    expect(sortNameOf({ kind: 'person', firstName: 'Siân', lastName: "O'Neil" })).to.equal('oneil sian');
    expect(sortNameOf({ kind: 'person', firstName: 'Jan', middleNames: 'Ede', lastName: 'van der Berg' })).to.equal(
      'vanderberg jan ede',
    );
    expect(sortNameOf({ kind: 'organisation', organisationName: 'Ley  PLAYERS' })).to.equal('ley players');
  });
});

describe('filling the form for a new customer from a search', () => {
  for (const [searched, filled] of [
    [
      'joan prosser dm4 2ll',
      { firstName: 'Joan', lastName: 'Prosser', organisationName: 'Joan Prosser', postcode: 'DM4 2LL' },
    ],
    ['prosser 01632960144', { lastName: 'Prosser', organisationName: 'Prosser', telephones: '01632 960144' }],
    ['Ley MacDonald', { firstName: 'Ley', lastName: 'MacDonald', organisationName: 'Ley MacDonald' }],
    ['joan@post.example', { emails: 'joan@post.example' }],
    ['', {}],
  ] as const) {
    it(`takes what “${searched}” says`, () => expect(prefillFrom(searched)).to.deep.equal(filled));
  }
});
