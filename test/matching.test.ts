import { expect } from 'chai';
import { measureMatching } from './bench/matching/measure-matching.js';

describe('finding duplicates where the truth is known', function () {
  this.timeout(60_000);

  it('finds them, and is right as often as it says', async () => {
    const { precision, recall, f1, calibration } = await measureMatching(10_000, 1);
    expect(precision, 'precision').to.be.greaterThan(0.98);
    expect(recall, 'recall').to.be.greaterThan(0.96);
    expect(f1, 'F1').to.be.greaterThan(0.98);
    const report = calibration.map(
      ({ from, to, pairs, predicted, observed }) =>
        `${from} to ${to}: ${pairs} pairs, said ${predicted.toFixed(3)}, true ${observed.toFixed(3)}`,
    );
    for (const { pairs, predicted, observed } of calibration) {
      const byChance = Math.sqrt((predicted * (1 - predicted)) / pairs);
      expect(Math.abs(observed - predicted), report.join('\n')).to.be.lessThan(0.1 + 3 * byChance);
    }
  });

  it('makes the same records and finds the same each time', async () => {
    const [one, other] = [await measureMatching(3000, 1), await measureMatching(3000, 1)];
    expect(other.found.pairs.probability).to.deep.equal(one.found.pairs.probability);
  });
});
