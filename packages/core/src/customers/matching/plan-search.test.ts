import { expect } from 'chai';
import fc from 'fast-check';
import type { ExampleCustomer } from './search-examples.js';
import { localDate } from '../../kernel/local-date.js';
import { customerTokens } from './search-tokens.js';
import { planSearch } from './plan-search.js';
import { rankCandidates } from './rank-candidates.js';
import { runPlan } from './search-examples.js';

const quarryLane = { line: '4 Quarry Lane', postcode: 'DM4 2LL' };
const shopAddress = { line: '6 Quarry Lane', postcode: 'DM4 2LL' };
const customers: readonly ExampleCustomer[] = [
  {
    id: 'joan',
    firstNames: 'Joan Mary',
    lastName: 'Prosser',
    bornOn: localDate('1948-03-09'),
    telephones: ['01632 960144'],
    emails: ['Joan.Prosser@post.example'],
    addresses: [{ line: '12 Mill Road', postcode: 'DM4 2LL' }],
    references: ['CT 1002/3456'],
  },
  { id: 'john', firstNames: 'John', lastName: 'Smith', bornOn: localDate('1980-01-31'), addresses: [quarryLane] },
  { id: 'bill', firstNames: 'William', lastName: 'Smith', addresses: [{ line: '9 High St', postcode: 'DM4 7QA' }] },
  { id: 'tom', firstNames: 'Thomas', lastName: 'John', telephones: ['07700 900777'] },
  {
    id: 'berg',
    firstNames: 'Mac',
    lastName: 'van der Berg',
    addresses: [{ line: 'Rose Cottage', postcode: 'DM9 1AB' }],
  },
  { id: 'oneil', firstNames: 'Siân', lastName: "O'Neil", otherNames: [{ firstNames: 'Siân', lastName: 'Parry' }] },
  { id: 'mcd', firstNames: 'Peggy', lastName: 'McDonald' },
  {
    id: 'shop',
    organisationName: 'The Quarry Lane Stores Ltd',
    addresses: [shopAddress],
    telephones: ['01632 960500'],
  },
];

function find(typed: string): string[] {
  const plan = planSearch(typed);
  return rankCandidates(plan.reading, runPlan(plan, customers)).map(({ customer }) => customer.id);
}

describe('finding customers', () => {
  const firsts: readonly (readonly [string, string])[] = [
    ['smith dm4 2ll', 'john'],
    ['SMITH DM42LL', 'john'],
    ['smyth dm4 2ll', 'john'],
    ['smith dm4', 'john'],
    ['smith dm4 7', 'bill'],
    ['mr john smith', 'john'],
    ['smith john', 'john'],
    ['jon smyth', 'john'],
    ['bill smith', 'bill'],
    ['smith, billy', 'bill'],
    ['john', 'tom'],
    ['thomas john', 'tom'],
    ['smi', 'john'],
    ['joan pros', 'joan'],
    ['pros joan', 'joan'],
    ['jo pros', 'joan'],
    ['mary prosser', 'joan'],
    ['joan mary prosser', 'joan'],
    ['prosser 09/03/1948', 'joan'],
    ['9 march 1948', 'joan'],
    ['01632 960144', 'joan'],
    ['+44 (0)1632 960144', 'joan'],
    ['prosser 01632960144', 'joan'],
    ['960144', 'joan'],
    ['0144', 'joan'],
    ['01642 960144', 'joan'],
    ['joan.prosser@POST.example', 'joan'],
    ['joan.pros@', ''],
    ['joan.prosser@', 'joan'],
    ['ct10023456', 'joan'],
    ['CT-1002', 'joan'],
    ['12 dm4 2ll', 'joan'],
    ['4 quarry lane', 'john'],
    ['4 quarry ln dm4 2ll', 'john'],
    ['flat 1, 4 Quarry Lane', 'john'],
    ['john smith 4 quarry lane', 'john'],
    ['rose cottage dm9 1ab', 'berg'],
    ['quarry lane stores', 'shop'],
    ['quarry stores ltd', 'shop'],
    ['van der berg', 'berg'],
    ['berg', 'berg'],
    ['mac vanderberg', 'berg'],
    ['mac berg', 'berg'],
    ['o neil', 'oneil'],
    ["sian o'neil", 'oneil'],
    ['sian parry', 'oneil'],
    ['margaret macdonald', 'mcd'],
    ['peggy mcd', 'mcd'],
  ];
  for (const [typed, first] of firsts) {
    it(first ? `finds ${first} first for "${typed}"` : `finds nobody for "${typed}"`, () => {
      expect(find(typed)[0] ?? '').to.equal(first);
    });
  }

  it('shows everyone at a postcode when only that is typed', () => {
    expect(find('DM42LL')).to.have.members(['joan', 'john', 'shop']);
  });

  it('puts the one at the house first and keeps the neighbours when nobody has the name', () => {
    expect(find('bloggs dm4 2ll')).to.have.members(['joan', 'john', 'shop']);
  });

  it('asks the most selective question first', () => {
    const reasons = planSearch('joan smith dm4 2ll').lookups.map((lookup) => lookup.reason);
    expect(reasons.slice(0, 3)).to.deep.equal(['name-postcode', 'sound-postcode', 'postcode']);
    expect(planSearch('01632 960144').lookups[0]).to.deep.equal({
      reason: 'telephone',
      allOf: [{ match: 'equals', tokens: ['t:441069236144'] }],
      whenFound: 'stop',
    });
  });

  it('recognises a case reference by the means it is given', () => {
    const options = { findCaseReference: (text: string) => (text === 'WM-4F7K-2Q9M-X' ? text : undefined) };
    expect(planSearch('WM-4F7K-2Q9M-X', options).reading.caseReference).to.equal('WM-4F7K-2Q9M-X');
    expect(planSearch('john smith', options).reading.caseReference).to.equal(undefined);
  });

  it('plans nothing for nothing', () => {
    for (const typed of ['', '  ', '\u0000', '!?']) expect(planSearch(typed).lookups, typed).to.deep.equal([]);
  });

  it('never fails, and asks few questions, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (typed) => {
        expect(planSearch(typed).lookups.length).to.be.lessThan(50);
      }),
    );
  });

  it('finds everyone by surname and postcode, by telephone and by full name, in any case', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abdeghilmnorstuwy'), minLength: 3, maxLength: 9 });
    const person = fc.record({
      firstNames: word,
      lastName: word,
      digits: fc.integer({ min: 0, max: 999 }).map((last) => String(last).padStart(3, '0')),
    });
    fc.assert(
      fc.property(person, ({ firstNames, lastName, digits }) => {
        const telephones = [`01632 960${digits}`];
        const customer = { id: 'x', firstNames, lastName, telephones, addresses: [quarryLane] };
        for (const typed of [
          `${lastName} dm4 2ll`,
          `0044 1632 960${digits}`,
          `${firstNames} ${lastName}`.toUpperCase(),
          `${lastName} ${firstNames}`,
          `${firstNames} ${lastName.slice(0, 3)}`,
        ]) {
          expect(runPlan(planSearch(typed), [customer]), typed).to.have.length(1);
        }
      }),
    );
  });
});

describe('ranking candidates', () => {
  const ranked = (typed: string, candidates: readonly ExampleCustomer[]) => {
    return rankCandidates(planSearch(typed).reading, candidates).map(({ customer }) => customer.id);
  };

  it('puts the exact name before the nickname, the part, the sound and another name', () => {
    const named = (id: string, firstNames: string) => ({ id, firstNames, lastName: 'Hale' });
    const candidates = [
      named('other', 'Zoe'),
      named('sound', 'Jaen'),
      named('part', 'Janeiro'),
      named('short', 'Janey'),
    ];
    expect(ranked('jane hale', [...candidates, named('exact', 'Jane')])).to.deep.equal([
      'exact',
      'short',
      'part',
      'sound',
      'other',
    ]);
  });

  it('puts names in the order typed before swapped ones', () => {
    const candidates = [
      { id: 'a', firstNames: 'Thomas', lastName: 'James' },
      { id: 'b', firstNames: 'James', lastName: 'Thomas' },
    ];
    expect(ranked('james thomas', candidates)).to.deep.equal(['b', 'a']);
    expect(ranked('thomas james', candidates)).to.deep.equal(['a', 'b']);
  });

  it('orders equals by name, then id, however they came', () => {
    const candidates = ['3', '1', '2'].map((id) => ({ id, firstNames: 'Joan', lastName: 'Smith' }));
    expect(ranked('joan smith', candidates)).to.deep.equal(['1', '2', '3']);
  });
});

describe('customer tokens', () => {
  it('are about a dozen for a person with everything', () => {
    expect(
      customerTokens({ ...customers[1], telephones: ['01632 960200'], emails: ['J@x.example'], references: ['a1'] }),
    ).to.have.members([
      ...['n:smith|john', 'n:john|smith', 'p:SM0|JN', 'p:XMT|JN', 'np:smith|DM4 2LL', 'pp:SM0|DM4 2LL'],
      ...['a:DM4 2LL|4', 's:quarrylane|4', 't:002069236144', 'e:j@x.example', 'r:A1', 'd:1980-01-31'],
    ]);
  });

  it('leave out what cannot be read, and are none for an empty record', () => {
    expect(customerTokens({})).to.deep.equal([]);
    expect(
      customerTokens({
        firstNames: ' ',
        telephones: ['withheld', ''],
        emails: [' '],
        references: ['--'],
        addresses: [{}],
      }),
    ).to.deep.equal([]);
  });

  it('are bounded and never fail, whatever the record', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    const record = fc.record({ firstNames: text, lastName: text, organisationName: text, emails: fc.tuple(text) });
    fc.assert(
      fc.property(record, text, (customer, line) => {
        const tokens = customerTokens({ ...customer, addresses: [{ line, postcode: 'DM4 2LL' }] });
        expect(tokens.length).to.be.lessThan(40);
        for (const one of tokens) expect(one.length).to.be.at.most(80);
      }),
    );
  });
});
