import { expect } from 'chai';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import { backOffMs, breakerAfter, nextTry, restMs } from './delivery-rules.js';

describe('when a delivery is tried again', () => {
  const first = { attempts: 1, queuedAt: 0 };

  it('is after waits that double up to an hour, a quarter longer at most by chance', () => {
    expect([1, 2, 3, 9, 20].map((attempts) => backOffMs(attempts, 0))).to.deep.equal(
      [15_000, 30_000, MINUTE_MS, HOUR_MS, HOUR_MS], // 15 s × 2⁸ would be longer
    );
    expect(backOffMs(1, 255)).to.be.within(18_000, 18_750);
  });

  it('is not before the far end asked for', () => {
    expect(nextTry({ code: 'rate_limited', retryAfterMs: 5 * MINUTE_MS }, first, 0, 0)).to.equal(5 * MINUTE_MS);
    expect(nextTry({ code: 'rate_limited', retryAfterMs: 1 }, first, 0, 0)).to.equal(15_000);
  });

  it('is never, where only staff can put it right or it waited for a day', () => {
    for (const code of ['refused', 'conflict', 'not_found'] as const)
      expect(nextTry({ code, retryAfterMs: undefined }, first, 0, 0)).to.equal(undefined);
    expect(nextTry({ code: 'unreachable', retryAfterMs: undefined }, first, DAY_MS, 0)).to.equal(undefined);
  });
});

describe('the breaker', () => {
  it('opens after five failures in succession, for longer each time', () => {
    expect([1, 4, 5, 6, 7, 30].map((failures) => restMs('counts', failures))).to.deep.equal([
      0, 0, 30_000, 60_000, 120_000, 600_000,
    ]);
  });

  it('opens at once where every call would be refused, and not for what is wrong with one delivery', () => {
    expect(restMs('opens-at-once', 1)).to.equal(30_000);
    expect(breakerAfter('sign_in_refused')).to.equal('opens-at-once');
    expect([breakerAfter('timed_out'), breakerAfter('refused')]).to.deep.equal(['counts', 'says-nothing']);
  });
});
