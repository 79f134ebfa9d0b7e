import { expect } from 'chai';
import { parseMoment } from './parse-moment.js';

describe('a moment as somebody types it', () => {
  const moments: readonly [string, string][] = [
    ['2026-11-21T10:00', '2026-11-21T10:00:00.000Z'],
    ['2026-07-21T10:00', '2026-07-21T09:00:00.000Z'],
    ['2026-07-21 10:00:30', '2026-07-21T09:00:30.000Z'],
    ['2026-07-21T10:00:30.5Z', '2026-07-21T10:00:30.500Z'],
    ['2026-07-21T10:00:00+02:00', '2026-07-21T08:00:00.000Z'],
    ['2026-10-25T01:30', '2026-10-25T00:30:00.000Z'],
  ];
  for (const [text, at] of moments)
    it(`${text} is ${at}`, () => {
      expect(new Date(parseMoment(text) ?? 0).toISOString()).to.equal(at);
    });

  for (const text of ['', 'latest', 'yesterday', '2026-11-21', '2026-11-31T10:00', '2026-11-21T24:00', '10:00'])
    it(`“${text}” is none`, () => {
      expect(parseMoment(text)).to.equal(undefined);
    });
});
