import { expect } from 'chai';
import { DAY_MS, HOUR_MS } from '../kernel/clock.js';
import { keptBackups } from './kept-backups.js';

const now = Date.UTC(2026, 10, 23, 2);
const rule = { daily: 3, weekly: 2, monthly: 2 };

/** Days before now of those that are kept of one backup a night. */
function keptOf(nights: number): number[] {
  const backups = Array.from({ length: nights }, (_, night) => ({ madeAt: now - night * DAY_MS }));
  return [...keptBackups(backups, rule)].map(({ madeAt }) => (now - madeAt) / DAY_MS).sort((a, b) => a - b);
}

describe('which backups are kept', () => {
  it('keeps the newest of each of the last days, weeks and months', () => {
    expect(keptOf(60)).to.deep.equal([0, 1, 2, 23]); // Monday 23 November, Sunday and Saturday before, 31 October
  });

  it('keeps them all while there are few', () => {
    expect(keptOf(3)).to.deep.equal([0, 1, 2]);
    expect(keptBackups([], rule).size).to.equal(0);
  });

  it('keeps every one of the last 24 hours, so that two before an upgrade are two', () => {
    const backups = [0, 1, 2].map((hours) => ({ madeAt: now - hours * HOUR_MS }));
    expect(keptBackups(backups, { daily: 1, weekly: 0, monthly: 0 }).size).to.equal(3);
  });

  it('counts days that have a backup, so that a long absence removes nothing', () => {
    const backups = [0, 100, 200, 300].map((days) => ({ madeAt: now - days * DAY_MS }));
    expect([...keptBackups(backups, { daily: 3, weekly: 0, monthly: 0 })]).to.deep.equal(backups.slice(0, 3));
  });
});
