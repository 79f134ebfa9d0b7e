import { expect } from 'chai';
import fc from 'fast-check';
import { addToPosting, createPosting, impactAt, removeFromPosting, slotAt, type Posting } from './search-postings.js';

const contentsOf = (posting: Posting): [number, number][] =>
  Array.from({ length: posting.length }, (_, at): [number, number] => [slotAt(posting, at), impactAt(posting, at)]);

describe('the documents that hold a stem', () => {
  it('are told by slot, each with its impact to a 256th', () => {
    const slots = fc.uniqueArray(fc.nat({ max: 524_287 }), { maxLength: 40 });
    const impacts = fc.array(fc.double({ min: 0.004, max: 31.99, noNaN: true }), { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(slots, impacts, (given, weighed) => {
        const posting = createPosting('bin');
        given.forEach((slot, at) => addToPosting(posting, slot, weighed[at] ?? 0));
        expect(contentsOf(posting).map(([slot]) => slot)).to.deep.equal(given);
        contentsOf(posting).forEach(([, impact], at) => expect(impact).to.be.closeTo(weighed[at] ?? 0, 1 / 256));
      }),
    );
  });

  it('keep the others when one is taken out', () => {
    const posting = createPosting('bin');
    for (const slot of [7, 0, 524_287, 9]) addToPosting(posting, slot, 2);
    removeFromPosting(posting, 0);
    removeFromPosting(posting, 12);
    expect(contentsOf(posting)).to.have.deep.members([7, 9, 524_287].map((slot) => [slot, 2]));
  });

  it('never say nothing, however little a long text says, nor more than there is room for', () => {
    const posting = createPosting('bin');
    addToPosting(posting, 1, 0.000_1);
    addToPosting(posting, 2, 1_000);
    expect(impactAt(posting, 0)).to.be.above(0);
    expect(contentsOf(posting)[1]).to.deep.equal([2, 8191 / 256]);
    expect(() => addToPosting(posting, 524_288, 1)).to.throw(RangeError);
  });
});
