import { expect } from 'chai';
import { broughtUpBy, isUnread, pinnedTo, stateOf } from './rules.js';
import type { Bulletin } from './types.js';

const noon = Date.UTC(2026, 10, 16, 12);
const snow: Bulletin = {
  ...{
    id: 'snow',
    authorityId: 3,
    title: 'Schools are shut: snow',
    body: 'Look at the list.',
    titleCy: null,
    bodyCy: null,
  },
  ...{
    keywords: 'school closures',
    serviceId: null,
    areaKind: 'everywhere',
    area: null,
    startsAt: noon,
    endsAt: noon + 10,
  },
  ...{ changedAt: noon, withdrawnAt: null, version: 1 },
};
const bins: Bulletin = {
  ...snow,
  id: 'bins',
  title: 'Bins were not collected',
  keywords: null,
  serviceId: 'missed-bin',
};
const ids = (list: readonly Bulletin[]): string[] => list.map(({ id }) => id);

describe('a bulletin', () => {
  it('is live from its beginning, and over at its end', () => {
    const at = (now: number, more: Partial<Bulletin> = {}) => stateOf({ ...snow, ...more }, now);
    expect([at(noon - 1), at(noon), at(noon + 9), at(noon + 10)]).to.deep.equal(['coming', 'live', 'live', 'over']);
    expect(at(noon, { withdrawnAt: noon })).to.equal('withdrawn');
  });

  it('is unread when it began or changed after the person last read', () => {
    expect([isUnread(snow, noon - 1), isUnread(snow, noon)]).to.deep.equal([true, false]);
    expect(isUnread({ ...snow, changedAt: noon + 5 }, noon + 1)).to.equal(true);
  });

  it('is brought up by a word in common or by its service, and by a name that is looked for neither', () => {
    const found = (words: string, serviceIds: string[] = []) => ids(broughtUpBy([snow, bins], { words, serviceIds }));
    expect(found('when are the schools open')).to.deep.equal(['snow']);
    expect(found('bins collection')).to.deep.equal(['bins']);
    expect(found('rubbish', ['missed-bin'])).to.deep.equal(['bins']);
    expect(found('Joan Prosser')).to.deep.equal([]);
    expect(found('01632 960144', ['council-tax'])).to.deep.equal([]);
  });

  it('of a service stands only where that service or one of its words comes up; another stands always', () => {
    expect(ids(pinnedTo([snow, bins], {}))).to.deep.equal(['snow']);
    expect(ids(pinnedTo([bins], { serviceId: 'missed-bin' }))).to.deep.equal(['bins']);
    expect(ids(pinnedTo([bins], { words: 'my collection did not come' }))).to.deep.equal(['bins']);
    expect(ids(pinnedTo([bins], { words: 'council tax', serviceId: 'tax' }))).to.deep.equal([]);
    expect(ids(pinnedTo([bins], { words: 'it is not on' })), 'short words say nothing').to.deep.equal([]);
  });

  it('of an area is left out where the property is known to lie elsewhere', () => {
    const ley: Bulletin = { ...snow, areaKind: 'ward', area: 'Ley' };
    const dm4: Bulletin = { ...snow, areaKind: 'postcode', area: 'dm4' };
    const shows = (one: Bulletin, ward: string | undefined, postcode: string | null) =>
      pinnedTo([one], { place: { ward, postcode } }).length === 1;
    expect([shows(ley, 'LEY', null), shows(ley, 'Moss', null), shows(ley, undefined, null)]).to.deep.equal([
      true,
      false,
      true,
    ]);
    expect([shows(dm4, 'Ley', 'DM4 2LL'), shows(dm4, 'Ley', 'DM5 1AA')]).to.deep.equal([true, false]);
    expect(ids(pinnedTo([ley, dm4], {})), 'no property is known').to.have.length(2);
  });
});
