import { expect } from 'chai';
import { createRandom, weightedChooser } from './random.js';

describe('demo world chance', () => {
  it('gives the same sequence for the same seed and another for another', () => {
    const draw = (seed: string) => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => random.whole(0, 999));
    };
    expect(draw('moot')).to.deep.equal(draw('moot'));
    expect(draw('moot')).not.to.deep.equal(draw('moos'));
  });

  it('leaves a forked sequence alone however much its parent has drawn', () => {
    const fresh = createRandom('moot').fork('places').fraction();
    const parent = createRandom('moot');
    for (let draw = 0; draw < 50; draw += 1) parent.fraction();
    expect(parent.fork('places').fraction()).to.equal(fresh);
  });

  it('spreads fractions evenly', () => {
    const random = createRandom('even');
    const tenths = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 20_000; draw += 1) {
      const tenth = Math.floor(random.fraction() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(count).to.be.within(1850, 2150);
  });

  it('draws in proportion to weights', () => {
    const random = createRandom('weights');
    const choose = weightedChooser([
      ['bins', 3],
      ['roads', 1],
    ] as const);
    let bins = 0;
    for (let draw = 0; draw < 4000; draw += 1) if (choose(random) === 'bins') bins += 1;
    expect(bins / 4000).to.be.within(0.72, 0.78);
  });

  it('shuffles without losing an item or touching the list given', () => {
    const given = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = createRandom('cards').shuffle(given);
    expect(given).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...shuffled].sort()).to.deep.equal(given);
    expect(shuffled).not.to.deep.equal(given);
  });
});
