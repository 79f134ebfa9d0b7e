import { expect } from 'chai';
import { pooledRandom } from './random.js';

describe('random bytes from the pool', () => {
  it('gives as many as are asked for, small or large', () => {
    expect([0, 1, 10, 4096, 4097, 100_000].map((size) => pooledRandom(size).length)).to.deep.equal([
      0, 1, 10, 4096, 4097, 100_000,
    ]);
  });

  it('gives no byte twice', () => {
    const given = Array.from({ length: 2000 }, () => pooledRandom(10));
    expect(new Set(given.map((bytes) => bytes.toString('hex'))).size).to.equal(2000);
    const before = given.map((bytes) => bytes.toString('hex'));
    for (let draw = 0; draw < 1000; draw += 1) pooledRandom(16);
    expect(given.map((bytes) => bytes.toString('hex'))).to.deep.equal(before);
  });
});
