import { expect } from 'chai';
import { withinTime } from './within-time.js';

const forEver = (): never => {
  for (;;);
};
const slow = (): boolean => /^(a|a)*b$/.test('a'.repeat(60));

describe('work that has a limit of time', () => {
  it('gives what came of it, and throws what it throws', () => {
    expect(withinTime(60_000, () => [1, 2])).to.deep.equal({ value: [1, 2] });
    const broken = (): never => {
      throw new TypeError('no');
    };
    expect(() => withinTime(60_000, broken)).to.throw(TypeError, 'no');
  });

  it('is stopped when its time is up, within a pattern too, and work within it at its own limit', () => {
    expect(withinTime(20, forEver)).to.equal(undefined);
    expect(withinTime(20, slow)).to.equal(undefined);
    expect(withinTime(60_000, () => [withinTime(20, slow), 'went on'])).to.deep.equal({
      value: [undefined, 'went on'],
    });
    expect(withinTime(20, () => withinTime(60_000, forEver))).to.equal(undefined);
  });
});
