import { expect } from 'chai';
import { localDate } from '../kernel/local-date.js';
import { disclose } from './rules.js';
import type { CustomerRecord } from './types.js';

const record: CustomerRecord = {
  ...{
    id: 'c1',
    authorityId: 3,
    kind: 'person',
    title: 'Mrs',
    firstName: 'Joan',
    middleNames: null,
    lastName: 'Prosser',
  },
  ...{ organisationName: null, otherNames: [], displayName: 'Mrs Joan Prosser', bornOn: localDate('1948-03-09') },
  ...{
    diedOn: null,
    language: 'cy',
    preferredChannel: 'post',
    needs: ['large-print'],
    placeId: 'p1',
    restriction: null,
    mergedIntoId: null,
    formerly: null,
  },
  ...{ addressLine: '4 Quarry Lane', postcode: 'DM4 2LL', telephone: '+441632960144' },
  ...{
    createdAt: 1,
    updatedAt: 1,
    version: 1,
    colleagueId: null,
    identifiers: [],
    representations: [],
    relationships: [],
    occupancies: [],
  },
  contactPoints: [
    {
      ...{ id: 'p', customerId: 'c1', kind: 'telephone', value: '+441632960144', postcode: null, placeId: null },
      ...{ label: null, preferred: true, verifiedOn: null, failingSince: null },
    },
  ],
};

describe('what an interaction shows of a customer', () => {
  it('is the name, half the postcode, the language and the needs before a check', () => {
    expect(disclose(record, 'none')).to.deep.equal({
      shows: 'before-check',
      id: 'c1',
      displayName: 'Mrs Joan Prosser',
      postcodeArea: 'DM4',
      call: 'no-number',
      language: 'cy',
      needs: ['large-print'],
      isDead: false,
      representations: [],
    });
  });

  it('holds no address, number, date or reference before a check', () => {
    const shown = JSON.stringify(disclose(record, 'none', { caller: '+441632960999' }));
    for (const hidden of ['Quarry', '2LL', '1632', '1948']) expect(shown).not.to.include(hidden);
  });

  it('says whether the call comes from a number on record', () => {
    const callOf = (caller: string) => {
      const shown = disclose(record, 'none', { caller });
      return shown.shows === 'before-check' ? shown.call : shown.shows;
    };
    expect(callOf('+441632960144')).to.equal('matches');
    expect(callOf('+441632960999')).to.equal('differs');
    expect(callOf('withheld')).to.equal('no-number');
  });

  it('is the whole record from the basic level on', () => {
    for (const level of ['basic', 'full'] as const)
      expect(disclose(record, level)).to.deep.equal({ shows: 'record', record });
  });
});
