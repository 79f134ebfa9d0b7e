import { expect } from 'chai';
import fc from 'fast-check';
import { addDays, localDate } from '../../kernel/local-date.js';
import { contractWarning, noticeWarningDays, sharesOf } from './contract-rules.js';

const parts = fc
  .array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 1, maxLength: 40 })
  .filter((each) => each.some((part) => part > 0))
  .map((each) => each.map((part, index) => ({ councilId: index + 2, parts: part })));
const value = fc.integer({ min: 0, max: 10_000_000_000_000 });

describe('the members’ shares of a contract', () => {
  it('give what is left over to the largest fractions', () => {
    const shares = sharesOf(
      100,
      [1, 1, 1].map((each, index) => ({ councilId: index, parts: each })),
    );
    expect(shares.map(({ pence }) => pence)).to.deep.equal([34, 33, 33]);
    const uneven = sharesOf(
      1001,
      [45, 30, 25].map((each, index) => ({ councilId: index, parts: each })),
    );
    expect(uneven.map(({ pence }) => pence)).to.deep.equal([451, 300, 250]);
  });

  it('add up to the value to the penny, each within a penny of its exact share', () => {
    fc.assert(
      fc.property(value, parts, (pence, each) => {
        const shares = sharesOf(pence, each);
        expect(shares.reduce((sum, share) => sum + share.pence, 0)).to.equal(pence);
        const total = BigInt(each.reduce((sum, share) => sum + share.parts, 0));
        for (const share of shares) {
          const offBy = BigInt(share.pence) * total - BigInt(pence) * BigInt(share.parts);
          expect(offBy > -total && offBy < total, `${share.pence} of ${pence}`).to.equal(true);
        }
      }),
    );
  });

  it('are nothing for nothing, and never less for more parts', () => {
    fc.assert(
      fc.property(value, parts, (pence, each) => {
        const shares = sharesOf(pence, each).toSorted(
          (one, other) => one.parts - other.parts || one.pence - other.pence,
        );
        for (const [index, share] of shares.entries()) {
          if (share.parts === 0) expect(share.pence).to.equal(0);
          expect(share.pence).to.be.at.least(shares[index - 1]?.pence ?? 0);
        }
      }),
    );
  });
});

describe('a contract’s warning', () => {
  const noticeOn = localDate('2027-03-31');
  const contract = { startsOn: localDate('2025-04-01'), endsOn: localDate('2027-09-30'), noticeOn };
  const daysBefore = (days: number) => contractWarning(contract, addDays(noticeOn, -days));

  it('begins ninety days before the last day for notice, and counts them down', () => {
    expect(daysBefore(noticeWarningDays + 1)).to.equal(undefined);
    expect(daysBefore(noticeWarningDays)).to.equal('90 days left to give notice.');
    expect(daysBefore(1)).to.equal('1 day left to give notice.');
    expect(daysBefore(0)).to.equal('Today is the last day for notice.');
  });

  it('says that the day has passed, until the contract ends', () => {
    expect(daysBefore(-1)).to.match(/has passed/);
    expect(contractWarning(contract, contract.endsOn)).to.match(/has passed/);
    expect(contractWarning(contract, addDays(contract.endsOn, 1))).to.equal(undefined);
  });
});
