import { expect } from 'chai';
import fc from 'fast-check';
import { disclose } from './disclosure-rules.js';

const share = fc
  .record({ of: fc.nat(5000), part: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ of, part }) => ({ of, count: Math.floor(of * part) }));

describe('what is told of a council to the others', () => {
  it('is a whole per cent, of so many to the nearest ten', () => {
    expect(disclose({ count: 962, of: 1213 })).to.deep.equal({ percent: 79, of: 1210 });
    expect(disclose({ count: 0, of: 40 })).to.deep.equal({ percent: 0, of: 40 });
    expect(disclose({ count: 0, of: 0 })).to.deep.equal({ percent: null, of: 0 });
  });

  it('is nothing of fewer than ten, and no share with fewer than ten on either side', () => {
    expect(disclose({ count: 4, of: 9 })).to.deep.equal({ percent: null, of: null });
    expect(disclose({ count: 9, of: 100 })).to.deep.equal({ percent: null, of: 100 });
    expect(disclose({ count: 91, of: 100 })).to.deep.equal({ percent: null, of: 100 });
    expect(disclose({ count: 90, of: 100 })).to.deep.equal({ percent: 90, of: 100 });
  });

  it('never lets one to nine be worked out, whatever was counted', () => {
    fc.assert(
      fc.property(share, ({ count, of }) => {
        const told = disclose({ count, of });
        if (told.of !== null) expect(told.of % 10).to.equal(0);
        const isFew = (each: number): boolean => each > 0 && each < 10;
        if ([count, of, of - count].some(isFew)) expect(told.percent).to.equal(null);
        if (isFew(of)) expect(told.of).to.equal(null);
      }),
    );
  });
});
