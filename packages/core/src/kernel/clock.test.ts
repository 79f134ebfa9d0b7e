import { expect } from 'chai';
import { clockStartingAt, fixedClock, steppingClock, systemClock } from './clock.js';

describe('clocks', () => {
  it('runs on from the time at which it was started', () => {
    const pace = steppingClock(1_000_000);
    const clock = clockStartingAt(50, pace);
    expect(clock.now()).to.equal(50);
    pace.advance(2_500);
    expect(clock.now()).to.equal(2_550);
  });

  it('reads the machine’s time in whole milliseconds', () => {
    const before = Date.now();
    const now = systemClock().now();
    expect(now).to.be.within(before, Date.now());
    expect(Number.isInteger(now)).to.equal(true);
  });

  it('stands still when fixed', () => {
    const clock = fixedClock(7);
    expect([clock.now(), clock.now()]).to.deep.equal([7, 7]);
  });

  it('goes on by its step with every reading, and where it is set', () => {
    const clock = steppingClock(100, 10);
    expect([clock.now(), clock.now()]).to.deep.equal([100, 110]);
    clock.set(5);
    expect(clock.now()).to.equal(5);
    expect(clock.advance(-15)).to.equal(0);
  });

  it('refuses a time that is not whole milliseconds', () => {
    expect(() => fixedClock(1.5)).to.throw(RangeError, 'whole milliseconds');
    expect(() => clockStartingAt(NaN)).to.throw(RangeError);
  });
});
