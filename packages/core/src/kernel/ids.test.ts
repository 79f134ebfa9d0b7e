import { expect } from 'chai';
import fc from 'fast-check';
import { fixedClock, steppingClock } from './clock.js';
import { isUuid, newId, newIds, parseId } from './ids.js';

const ones = (size: number): Uint8Array => new Uint8Array(size).fill(0xff);

describe('ids', () => {
  it('hold the time, the version and the variant where RFC 9562 puts them', () => {
    // The instant of the RFC's own example, appendix A.6: 22 February 2022, 2:22:22pm at -05:00.
    const id = newId(fixedClock(0x017f22e279b0), ones);
    expect(id).to.equal('017f22e2-79b0-77ff-bfff-ffffffffffff');
  });

  it('always increase, whether the clock runs, stands still or goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 300 }), (steps) => {
        const clock = steppingClock(1_000_000);
        let before = newId(clock);
        for (const step of steps) {
          clock.advance(step);
          const id = newId(clock);
          expect(id > before, `${id} after ${before}`).to.equal(true);
          expect(isUuid(id)).to.equal(true);
          before = id;
        }
      }),
    );
  });

  it('borrow the next millisecond when one is full', () => {
    const clock = fixedClock(0x017f22e279b0);
    const made = Array.from({ length: 20_000 }, () => newId(clock));
    expect(new Set(made).size).to.equal(20_000);
    expect([...made].sort()).to.deep.equal(made);
    const borrowedMs = parseInt((made.at(-1) ?? '').replaceAll('-', '').slice(0, 12), 16) - 0x017f22e279b0;
    expect(borrowedMs).to.be.within(4, 10);
  });

  it('made many at once are those that one by one would be, and go on from them', () => {
    const [one, many] = [fixedClock(0x017f22e279b0), fixedClock(0x017f22e279b0)];
    expect(newIds(many, 5000, ones)).to.deep.equal(Array.from({ length: 5000 }, () => newId(one, ones)));
    expect(newId(many, ones)).to.equal(newId(one, ones));
    expect(newIds(many, 0, ones)).to.deep.equal([]);
  });

  it('leave 62 bits that can’t be guessed', () => {
    const clock = fixedClock(5);
    const tails = Array.from({ length: 1_000 }, () => newId(clock).slice(19));
    expect(new Set(tails).size).to.equal(1_000);
  });

  it('are told from other text', () => {
    expect(isUuid('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).to.equal(true);
    expect(parseId<'case'>('017F22E2-79B0-7CC3-98C4-DC0C0C07398F')).to.equal('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
    for (const text of ['', '017f22e2', '017f22e2-79b0-0cc3-98c4-dc0c0c07398f', '017f22e2-79b0-7cc3-c8c4-dc0c0c07398f'])
      expect(parseId(text), text).to.equal(undefined);
    expect(isUuid('017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n')).to.equal(false);
  });

  it('refuse an instant that 48 bits can’t hold', () => {
    expect(() => newId(fixedClock(-1))).to.throw(RangeError);
    expect(() => newId(fixedClock(2 ** 48))).to.throw(RangeError);
  });
});
