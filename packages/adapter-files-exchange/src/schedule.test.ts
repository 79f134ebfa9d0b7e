import { expect } from 'chai';
import { isDue } from './schedule.js';

const at = (text: string): number => Date.parse(text);

describe('when a round of the exchange is due', () => {
  it('is at once, where there was none before', () => {
    expect(isDue({ times: ['06:30'] }, null, 0)).to.equal(true);
  });

  it('is after so many minutes', () => {
    const since = at('2026-11-16T10:00:00Z');
    const due = (now: string) => isDue({ everyMinutes: 15 }, since, at(now));
    expect([due('2026-11-16T10:14:59Z'), due('2026-11-16T10:15:00Z')]).to.deep.equal([false, true]);
  });

  it('is at times of day in London, summer and winter, once each', () => {
    const due = (last: string, now: string) => isDue({ times: ['06:30', '13:00'] }, at(last), at(now));
    expect(due('2026-11-16T06:00:00Z', '2026-11-16T06:29:00Z')).to.equal(false);
    expect(due('2026-11-16T06:00:00Z', '2026-11-16T06:30:00Z')).to.equal(true);
    expect(due('2026-11-16T06:30:00Z', '2026-11-16T12:59:00Z')).to.equal(false);
    expect(due('2026-07-16T05:00:00Z', '2026-07-16T05:30:00Z')).to.equal(true);
    expect(due('2026-07-16T05:30:00Z', '2026-07-16T06:30:00Z')).to.equal(false);
  });

  it('is made up for, where Moothall was stopped when it came', () => {
    const due = (last: string, now: string) => isDue({ times: ['06:30', '23:00'] }, at(last), at(now));
    expect(due('2026-11-16T12:00:00Z', '2026-11-17T01:00:00Z')).to.equal(true);
    expect(due('2026-11-16T23:05:00Z', '2026-11-17T01:00:00Z')).to.equal(false);
    expect(due('2026-11-15T23:05:00Z', '2026-11-17T01:00:00Z')).to.equal(true);
  });
});
