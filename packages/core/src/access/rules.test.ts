import { expect } from 'chai';
import type { LocalDate } from '../kernel/clock.js';
import { definePermissions } from '../kernel/permissions.js';
import { grantsFrom, isWithinHours, restrictGrants, type Holding } from './rules.js';
import type { GrantRow } from './types.js';

const permissions = [
  ...definePermissions('cases', {
    log: { allows: 'log a case', roles: ['adviser', 'team-leader'] },
    close: { allows: 'close a case', roles: ['team-leader'] },
  }),
  ...definePermissions('knowledge', { read: { allows: 'read articles', roles: ['adviser'], shared: true } }),
];
const monday = '2026-11-16' as LocalDate;
const holding = (about: Partial<Holding>): Holding => ({
  roles: [],
  grants: [],
  partnershipId: 1,
  local: { on: monday, minuteOfDay: 600 },
  ...about,
});
const held = (about: Partial<Holding>) => Object.fromEntries(grantsFrom(permissions, holding(about)));

describe('what a person may do', () => {
  it('is nothing without a role', () => {
    expect(held({})).to.deep.equal({});
  });

  it('is what each role allows, at the authority of that role', () => {
    const roles = [
      { authorityId: 3, role: 'adviser' },
      { authorityId: 4, role: 'team-leader' },
    ] as const;
    expect(held({ roles })).to.deep.equal({
      'cases.log': [{ authorityId: 3 }, { authorityId: 4 }],
      'cases.close': [{ authorityId: 4 }],
      'knowledge.read': [{ authorityId: 1 }, { authorityId: 3 }],
    });
  });

  it('is more by a grant to the person, in that authority and those fields', () => {
    const grants: GrantRow[] = [{ permission: 'cases.log', authorityId: 2, fields: ['title', 'status'] }];
    expect(held({ grants })).to.deep.equal({ 'cases.log': [{ authorityId: 2, fields: ['title', 'status'] }] });
  });

  it('is more by a grant to an authority’s staff, for those who hold the permission there', () => {
    const grants: GrantRow[] = [{ permission: 'cases.close', authorityId: 2, staffOfAuthorityId: 3 }];
    const adviser = { roles: [{ authorityId: 3, role: 'adviser' }], grants } as const;
    expect(held(adviser)).to.not.have.property('cases.close');
    const leaderElsewhere = { roles: [{ authorityId: 4, role: 'team-leader' }], grants } as const;
    expect(held(leaderElsewhere)['cases.close']).to.deep.equal([{ authorityId: 4 }]);
    const leader = { roles: [{ authorityId: 3, role: 'team-leader' }], grants } as const;
    expect(held(leader)['cases.close']).to.deep.equal([{ authorityId: 2 }, { authorityId: 3 }]);
  });

  it('covers what any of the grants covers, and everything where one has no limit', () => {
    const limited = (service: string): GrantRow => ({
      ...{ permission: 'cases.log', authorityId: 2, limit: { services: [service] } },
    });
    expect(held({ grants: [limited('bins'), limited('trees')] })['cases.log']).to.deep.equal([
      { authorityId: 2, limits: [{ services: ['bins'] }, { services: ['trees'] }] },
    ]);
    const whole: GrantRow = { permission: 'cases.log', authorityId: 2 };
    for (const grants of [
      [limited('bins'), whole],
      [whole, limited('bins')],
    ])
      expect(held({ grants })['cases.log']).to.deep.equal([{ authorityId: 2 }]);
  });

  it('shows the fields of all grants together, and every field where one has no limit', () => {
    const limited = (...fields: string[]): GrantRow => ({ permission: 'cases.log', authorityId: 2, fields });
    expect(held({ grants: [limited('a', 'b'), limited('b', 'c')] })['cases.log']).to.deep.equal([
      { authorityId: 2, fields: ['a', 'b', 'c'] },
    ]);
    const whole: GrantRow = { permission: 'cases.log', authorityId: 2 };
    for (const grants of [
      [limited('a'), whole],
      [whole, limited('a')],
    ])
      expect(held({ grants })['cases.log']).to.deep.equal([{ authorityId: 2 }]);
    const roles = [{ authorityId: 2, role: 'adviser' }] as const;
    expect(held({ roles, grants: [limited('a')] })['cases.log']).to.deep.equal([{ authorityId: 2 }]);
  });

  it('does not grow by a grant of a permission that no capability defines', () => {
    expect(held({ grants: [{ permission: 'cases.destroy', authorityId: 2 }] })).to.deep.equal({});
  });

  it('is less through a token, and never more', () => {
    const grants = grantsFrom(permissions, holding({ roles: [{ authorityId: 3, role: 'adviser' }] }));
    expect([...restrictGrants(grants, ['cases.log', 'cases.close']).keys()]).to.deep.equal(['cases.log']);
    expect([...restrictGrants(grants, []).keys()]).to.deep.equal([]);
  });
});

describe('the hours of a grant', () => {
  const at = (on: string, minuteOfDay: number) => ({ on: on as LocalDate, minuteOfDay });

  it('begin at the first minute and end before the last', () => {
    const hours = [{ days: ['monday'], fromMinute: 480, toMinute: 1020 }] as const;
    expect([479, 480, 1019, 1020].map((minute) => isWithinHours(hours, at('2026-11-16', minute)))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect(isWithinHours(hours, at('2026-11-17', 600))).to.equal(false);
  });

  it('run past midnight into the next day', () => {
    const nights = [{ days: ['friday'], fromMinute: 1020, toMinute: 480 }] as const;
    expect(isWithinHours(nights, at('2026-11-20', 1019))).to.equal(false);
    expect(isWithinHours(nights, at('2026-11-20', 1020))).to.equal(true);
    expect(isWithinHours(nights, at('2026-11-21', 479))).to.equal(true);
    expect(isWithinHours(nights, at('2026-11-21', 480))).to.equal(false);
    expect(isWithinHours(nights, at('2026-11-22', 100))).to.equal(false);
  });

  it('are all hours when there are none', () => {
    expect(isWithinHours(undefined, at('2026-11-16', 0))).to.equal(true);
    expect(isWithinHours([], at('2026-11-16', 0))).to.equal(false);
  });
});
