import { expect } from 'chai';
import fc from 'fast-check';
import { savingOf } from './saving-rules.js';

const line = fc.record({
  what: fc.constant('Seats'),
  quantity: fc.integer({ min: 0, max: 10_000 }),
  unitPence: fc.integer({ min: 0, max: 10_000_000 }),
});
const lines = fc.array(line, { minLength: 1, maxLength: 12 });

describe('a saving', () => {
  it('is what it cost before less what it costs now', () => {
    const beforeCosts = [{ what: 'Commercial seats', quantity: 300, unitPence: 83_334 }];
    const afterCosts = [
      { what: 'Licence', quantity: 1, unitPence: 1_200_000 },
      { what: 'Support', quantity: 1, unitPence: 1_000_000 },
    ];
    expect(savingOf({ beforeCosts, afterCosts })).to.deep.equal({
      ...{ beforePence: 25_000_200, afterPence: 2_200_000, savedPence: 22_800_200 },
    });
  });

  it('does not depend on the order of the lines, and turns its sign when before and now change places', () => {
    fc.assert(
      fc.property(lines, lines, (beforeCosts, afterCosts) => {
        const saving = savingOf({ beforeCosts, afterCosts });
        expect(savingOf({ beforeCosts: beforeCosts.toReversed(), afterCosts: afterCosts.toReversed() })).to.deep.equal(
          saving,
        );
        expect(savingOf({ beforeCosts: afterCosts, afterCosts: beforeCosts }).savedPence + saving.savedPence).to.equal(
          0,
        );
      }),
    );
  });

  it('is unchanged by a cost that stays', () => {
    fc.assert(
      fc.property(lines, lines, line, (beforeCosts, afterCosts, stays) => {
        const both = { beforeCosts: [...beforeCosts, stays], afterCosts: [...afterCosts, stays] };
        expect(savingOf(both).savedPence).to.equal(savingOf({ beforeCosts, afterCosts }).savedPence);
      }),
    );
  });
});
