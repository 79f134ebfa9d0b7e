import { expect } from 'chai';
import { compareBorn } from './compare-born.js';
import { levels } from './levels.js';
import { findDayPlace, readBorn } from './read-born.js';

describe('reading dates of birth from files', () => {
  for (const text of [
    '1948-03-09',
    '19480309',
    '9/3/1948',
    '09.03.1948',
    '9 March 1948',
    '9th Mar 1948',
    'March 9, 1948',
    '1948-03-09T00:00:00Z',
    '1948/03/09',
  ])
    it(`reads ${text}`, () => expect(readBorn(text)).to.equal(19480309));

  it('puts the month first where the column does', () => {
    expect(findDayPlace(['3/9/1948', '12/25/1950'])).to.equal('month-first');
    expect(readBorn('3/9/1948', 'month-first')).to.equal(19480309);
    expect(findDayPlace(['25/12/1950', '3/9/1948'])).to.equal('day-first');
    expect(findDayPlace(['3/9/1948'])).to.equal('day-first');
  });

  it('keeps a day that a slip made, and leaves what is no date', () => {
    expect(readBorn('19481359')).to.equal(19481359);
    for (const text of ['', 'unknown', '48', '9/3/48', '00000000', '1948'])
      expect(readBorn(text), text).to.equal(undefined);
  });
});

describe('comparing dates of birth', () => {
  for (const [other, level] of [
    [19480309, 'same'],
    [19480903, 'slip'],
    [19480308, 'slip'],
    [19840309, 'slip'],
    [19480322, 'two-parts'],
    [19480722, 'same-year'],
    [19510722, 'different'],
    [19750601, 'generation'],
    [0, 'unknown'],
  ] as const)
    it(`takes 19480309 and ${other} as ${level}`, () => {
      expect(levels.born[compareBorn(19480309, other)]).to.equal(level);
      expect(levels.born[compareBorn(other, 19480309)]).to.equal(level);
    });
});
