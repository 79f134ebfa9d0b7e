import { expect } from 'chai';
import fc from 'fast-check';
import { boxAround, metresBetween } from './distance.js';

const britain = fc.record({
  lat: fc.double({ min: 49, max: 61.5, noNaN: true }),
  lon: fc.double({ min: -9.5, max: 2.5, noNaN: true }),
});
const metres = fc.integer({ min: 1, max: 2000 });

describe('distances on the ground', () => {
  it('are of the right size: from Edinburgh’s castle to its palace is some 1.8 km', () => {
    const castle = { lat: 55.94861, lon: -3.20083 };
    const palace = { lat: 55.95278, lon: -3.17222 };
    expect(metresBetween(castle, palace)).to.be.within(1810, 1850);
  });

  it('reach the sides of the box around a circle, and no further', () => {
    fc.assert(
      fc.property(britain, metres, (point, radius) => {
        const { south, north, west, east } = boxAround(point, radius);
        for (const lat of [south, north]) expect(metresBetween(point, { ...point, lat })).to.be.closeTo(radius, 0.001);
        for (const lon of [west, east]) expect(metresBetween(point, { ...point, lon })).to.be.closeTo(radius, 0.001);
        expect(metresBetween(point, { lat: north, lon: east })).to.be.closeTo(radius * Math.SQRT2, 0.01);
      }),
    );
  });
});
