import { expect } from 'chai';
import fc from 'fast-check';
import { columnPlot, scaleOf, sharePlot } from './charts.js';

describe('charts', () => {
  it('have round values that hold the highest, and at most five steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000 }), (highest) => {
        const { top, values } = scaleOf(highest);
        expect(top).to.be.at.least(highest);
        expect(values).to.have.length.within(2, 6);
        expect(values[0]).to.equal(0);
        expect(values.at(-1)).to.equal(top);
        for (const value of values) expect(value).to.satisfy(Number.isInteger);
      }),
    );
  });

  it('put the parts of a column on one another, as high as they are many', () => {
    const parts = [
      { series: 1, value: 30 },
      { series: 2, value: 0 },
      { series: 3, value: 20 },
    ] as const;
    const { columns, values } = columnPlot([{ label: '2 Nov', title: 'Mon 2 Nov', parts }], 'Columns.');
    const [first, second, ...others] = columns[0]?.bars ?? [];
    const [floor, ceiling] = [values[0]?.y ?? 0, values.at(-1)?.y ?? 0];
    expect(others, 'nothing is drawn of nought').to.have.length(0);
    expect(first && first.y + first.height).to.equal(floor);
    expect(second && second.y + second.height).to.be.closeTo(first?.y ?? 0, 0.02);
    expect(second?.y).to.equal(ceiling);
  });

  it('join shares of neighbours alone, and name each line where it ends', () => {
    const labels = ['a', 'b', 'c', 'd'];
    const line = { series: 1, name: 'Declared', shares: [0.5, null, 0.25, 0.75] } as const;
    const plot = sharePlot(labels, [line], { titles: labels, description: 'Lines.' });
    expect(plot.points).to.have.length(3);
    expect(plot.lines.map(({ x1, x2 }) => [x1, x2])).to.deep.equal([[62.5, 87.5]]);
    expect(plot.texts.at(-1)).to.include({ text: 'Declared 75%', x: 87.5, anchor: 'end' });
  });

  it('label at most eight steps of a year, half of them where room is small', () => {
    const steps = Array.from({ length: 53 }, (_, index) => ({ label: String(index), title: '', parts: [] }));
    const { texts } = columnPlot(steps, 'Columns.');
    expect(texts).to.have.length.within(4, 8);
    expect(texts.filter(({ isSpare }) => !isSpare)).to.have.length.within(2, 4);
  });
});
