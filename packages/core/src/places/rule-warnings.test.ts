import { expect } from 'chai';
import { localDate } from '../kernel/local-date.js';
import { castlebridge, dunmere, westmoor } from '../testing/harness.js';
import { ruleWarnings } from './rule-warnings.js';
import type { Responsibility } from './types.js';

const today = localDate('2026-11-16');

function rule(id: string, authorityId: number, fromOn: string, toOn?: string, serviceKey = 'litter'): Responsibility {
  return {
    ...{ id, areaKind: 'authority', area: String(dunmere), serviceKey, authorityId, version: 1 },
    ...{ fromOn: localDate(fromOn), toOn: toOn === undefined ? null : localDate(toOn) },
  };
}

const warned = (...rules: Responsibility[]): string[] =>
  ruleWarnings(rules, today).map(({ kind, rule: one, other, fromOn }) =>
    [kind, one.id, other?.id, fromOn].filter(Boolean).join(' '),
  );

describe('warnings about who answers', () => {
  it('name two authorities that are both named on the same days of one area, from the first such day', () => {
    const first = rule('a', dunmere, '2026-01-01', '2027-04-01');
    expect(warned(first, rule('b', westmoor, '2027-01-01'))).to.deep.equal(['two a b 2027-01-01']);
    expect(warned(rule('a', dunmere, '2026-01-01'), rule('b', westmoor, '2026-02-01'))).to.deep.equal([
      'two a b 2026-11-16',
    ]);
    expect(warned(first, rule('b', westmoor, '2027-04-01'))).to.deep.equal([]);
  });

  it('say from when nobody is named, unless somebody answers for everything else', () => {
    const ending = rule('a', dunmere, '2026-01-01', '2027-04-01');
    expect(warned(ending)).to.deep.equal(['nobody a 2027-04-01']);
    expect(warned(ending, rule('b', castlebridge, '2027-05-01'))).to.deep.equal(['nobody a 2027-04-01']);
    expect(warned(ending, rule('rest', dunmere, '2026-01-01', undefined, '*'))).to.deep.equal([]);
    expect(warned(rule('a', dunmere, '2026-01-01', '2026-02-01'))).to.deep.equal([]);
    expect(warned({ ...ending, areaKind: 'ward', area: `${dunmere}/Ley` })).to.deep.equal([]);
  });
});
