import { expect } from 'chai';
import { localDate } from '../kernel/local-date.js';
import { castlebridge, dunmere, westmoor } from '../testing/harness.js';
import { areaKey, whoAnswers } from './rules.js';
import type { Responsibility } from './types.js';

const today = localDate('2026-11-16');

function rule(given: Partial<Responsibility>): Responsibility {
  return {
    id: 'r',
    areaKind: 'authority',
    area: '3',
    serviceKey: 'missed-bin',
    authorityId: dunmere,
    fromOn: localDate('2026-01-01'),
    toOn: null,
    version: 1,
    ...given,
  };
}

function answers(...rules: Responsibility[]): string[] {
  return whoAnswers(rules, today).map(({ serviceKey, authorityId }) => `${serviceKey} ${authorityId}`);
}

describe('who answers for a service at a place', () => {
  it('is whom the place names, before its ward, before its authority', () => {
    const [place, ward, area] = [
      rule({ areaKind: 'place', authorityId: castlebridge }),
      rule({ areaKind: 'ward', authorityId: westmoor }),
      rule({}),
    ] as const;
    expect(answers(area, ward, place)).to.deep.equal([`missed-bin ${castlebridge}`]);
    expect(answers(area, ward)).to.deep.equal([`missed-bin ${westmoor}`]);
    expect(answers(area)).to.deep.equal([`missed-bin ${dunmere}`]);
  });

  it('holds from its first day, up to the day on which it ends', () => {
    const ended = rule({ areaKind: 'place', authorityId: castlebridge, toOn: today });
    const coming = rule({ areaKind: 'place', authorityId: westmoor, fromOn: localDate('2026-11-17') });
    expect(answers(rule({}), ended, coming)).to.deep.equal([`missed-bin ${dunmere}`]);
    expect(answers(rule({ fromOn: today }))).to.have.length(1);
  });

  it('is the later one of two for the same area', () => {
    const later = rule({ authorityId: westmoor, fromOn: localDate('2026-06-01') });
    expect(answers(rule({}), later)).to.deep.equal([`missed-bin ${westmoor}`]);
  });

  it('is both the county and the district for everything of their tiers', () => {
    const all = [rule({ serviceKey: '*' }), rule({ serviceKey: '*', area: '2', authorityId: westmoor })];
    expect(answers(...all)).to.have.members([`* ${dunmere}`, `* ${westmoor}`]);
  });
});

describe('the names of areas', () => {
  it('can’t be taken for each other', () => {
    expect(areaKey({ kind: 'authority', authorityId: 3 })).to.equal('3');
    expect(areaKey({ kind: 'ward', authorityId: 3, ward: 'Ley' })).to.equal('3/Ley');
  });
});
