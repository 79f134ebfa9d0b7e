import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { newId } from '../kernel/ids.js';
import { isDrawn } from './rules.js';

const ids = Array.from({ length: 20_000 }, (_, index) => newId({ now: () => 1_800_000_000_000 + index }, randomBytes));

describe('the draw for the survey', () => {
  it('takes about its share of contacts, and of every part of them', () => {
    const drawn = ids.map((id) => isDrawn({ id, authorityId: 3 }, 10));
    const share = (part: boolean[]): number => part.filter(Boolean).length / part.length;
    expect(share(drawn)).to.be.within(0.08, 0.12);
    expect(share(drawn.slice(0, 5000))).to.be.within(0.07, 0.13);
    expect(share(drawn.filter((_, index) => index % 4 === 0))).to.be.within(0.07, 0.13);
  });

  it('takes nobody at nought per cent, and everybody at a hundred', () => {
    expect(ids.slice(0, 500).some((id) => isDrawn({ id, authorityId: 3 }, 0))).to.equal(false);
    expect(ids.slice(0, 500).every((id) => isDrawn({ id, authorityId: 3 }, 100))).to.equal(true);
  });

  it('decides the same always, and draws no fewer when the share grows', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (id, at, share) => {
          const contact = { id, authorityId: at };
          expect(isDrawn(contact, share)).to.equal(isDrawn({ ...contact }, share));
          if (isDrawn(contact, share)) expect(isDrawn(contact, Math.min(100, share + 10))).to.equal(true);
        },
      ),
    );
  });

  it('is each council’s own', () => {
    const drawnAt = (authorityId: number): string[] =>
      ids.slice(0, 500).filter((id) => isDrawn({ id, authorityId }, 20));
    expect(drawnAt(2)).to.not.deep.equal(drawnAt(3));
  });
});
