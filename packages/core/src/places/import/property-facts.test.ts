import { expect } from 'chai';
import { faultsOf, fixture, valuesOf } from '../../kernel/import/testing.js';
import { propertyFacts } from './property-facts.js';

const read = (): ReturnType<typeof propertyFacts.read> =>
  propertyFacts.read(fixture(import.meta.url, 'property-facts.csv'), {});

describe('importing facts of properties', () => {
  it('reads dates, London times and times with an offset', async () => {
    expect(await valuesOf(read())).to.deep.equal([
      {
        uprn: '999900000001',
        fact: 'refuse-collection-day',
        value: 'Tuesday',
        asOfAt: Date.parse('2026-09-30T23:00:00Z'),
        source: 'rounds',
      },
      { uprn: '999900000001', fact: 'council-tenancy', value: 'yes', asOfAt: Date.parse('2026-10-01T13:00:00Z') },
      {
        uprn: '999900000002',
        fact: 'assisted-bin',
        value: 'yes',
        asOfAt: Date.parse('2026-10-25T01:30:00Z'),
        source: 'rounds',
      },
    ]);
  });

  it('names the row, the column and the fix', async () => {
    const faults = await faultsOf(read());
    expect(faults.map((fault) => fault.split(':')[0])).to.deep.equal([
      '4 as_of',
      '6 as_of',
      '7 fact',
      '8 value',
      '9 uprn',
      '10 as_of',
    ]);
    expect(faults[0]).to.include('+01:00 for the first, +00:00 for the second');
  });
});
