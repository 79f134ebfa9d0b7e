import { expect } from 'chai';
import { dateOfDayNumber } from '../../kernel/local-date.js';
import { emptyContent } from '../entries/entry-subject.js';
import type { Availability } from './availability.js';
import type { DirectoryPerson, DirectoryTeam } from './directory-types.js';
import { dealersWith, routeAmong, type Matter } from './who-deals.js';

const base = { authorityId: 1, email: '', version: 1 };
const person = (name: string, more: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...emptyContent,
  ...base,
  ...{ id: name, kind: 'person', name, sortName: name, teams: [] },
  ...more,
});
const team: DirectoryTeam = {
  ...emptyContent,
  ...base,
  ...{ id: 'drains', kind: 'team', name: 'Drains', sortName: 'drains', purpose: 'Clears gullies' },
};
const matter: Matter = { words: 'blocked drain', lgsl: [], place: '', teamId: undefined };
const here: Availability = { state: 'here', until: null, absence: null };
const off: Availability = { state: 'off', until: null, absence: null };

describe('who deals with a matter', () => {
  const inDunmere = person('Ann', { responsibilities: ['blocked drains'], covers: ['Dunmere'] });
  const inLey = person('Bea', { responsibilities: ['blocked drains'], covers: ['Ley'] });
  const anywhere = person('Cy', { responsibilities: ['drains'] });
  const named = (dealers: readonly { readonly record: { readonly name: string } }[]) =>
    dealers.map(({ record }) => record.name);
  const deal = (people: readonly DirectoryPerson[], about: Partial<Matter> = {}) =>
    dealersWith(people, { ...matter, ...about }, ({ responsibilities }) =>
      responsibilities.some((each) => each.includes('blocked')) ? ['blocked', 'drain'] : ['drain'],
    );

  it('is who covers the place first, then who covers all; who covers other places alone is left out', () => {
    const found = deal([anywhere, inLey, inDunmere], { place: '4 Quarry Lane, Dunmere' });
    expect(named(found)).to.deep.equal(['Ann', 'Cy']);
    expect(found[0]?.reasons).to.deep.equal(['Deals with blocked drains', 'Covers Dunmere']);
  });

  it('takes the place from the question where no other is known', () => {
    expect(named(deal([inLey, inDunmere], { words: 'blocked drain in Ley' }))[0]).to.equal('Bea');
  });

  it('is who is named for the service, or in the team that it goes to; the lead last', () => {
    const forService = person('Di', { lgsl: [525] });
    const lead = person('Ed', { teams: [{ id: 'drains', leads: true }] });
    const member = person('Flo', { teams: [{ id: 'drains', leads: false }] });
    const found = dealersWith([lead, member, forService], { ...matter, lgsl: [525], teamId: 'drains' }, () => []);
    expect(named(found)).to.deep.equal(['Di', 'Flo', 'Ed']);
    expect(found[0]?.reasons).to.deep.equal(['Named for LGSL 525']);
  });

  it('is nobody whose entry says nothing of it', () => {
    expect(dealersWith([person('Gus')], matter, () => ['gus'])).to.deep.equal([]);
  });

  describe('now', () => {
    const deputised = person('Ann', { responsibilities: ['blocked drains'], deputyId: 'Hal' });
    const hal = person('Hal');
    const people = deal([deputised, inLey]);
    const teams = dealersWith([team], { ...matter, teamId: 'drains' }, () => []);
    const route = (states: Readonly<Record<string, Availability>>) => {
      const found = routeAmong(people, teams, {
        availabilityOf: (id) => states[id] ?? off,
        personOf: (id) => (id === 'Hal' ? hal : undefined),
      });
      return [found?.record.name, found?.insteadOf?.name];
    };

    it('is the best who is there', () => {
      expect(route({ Ann: here, Bea: here })).to.deep.equal(['Ann', undefined]);
      expect(route({ Bea: here, Hal: here })).to.deep.equal(['Bea', undefined]);
    });

    it('is the deputy, then the team, then the best with when they are back', () => {
      expect(route({ Hal: here, drains: here })).to.deep.equal(['Hal', 'Ann']);
      expect(route({ drains: here })).to.deep.equal(['Drains', undefined]);
      expect(route({})).to.deep.equal(['Ann', undefined]);
    });

    it('is the deputy named for the absence before the entry’s', () => {
      const dates = { fromOn: dateOfDayNumber(20_773), toOn: dateOfDayNumber(20_774), version: 1 };
      const absence = { personId: 'Ann', personName: 'Ann', deputyId: 'Hal', deputyName: 'Hal', ...dates };
      expect(route({ Ann: { state: 'away', until: null, absence }, Hal: here })).to.deep.equal(['Hal', 'Ann']);
    });
  });
});
