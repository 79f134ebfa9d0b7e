import { expect } from 'chai';
import { bytes, collect, faultsOf, fixture, valuesOf, withReferenceFile } from '../../kernel/import/testing.js';
import { councilFunctions } from './lg-functions.js';
import { lgilInteractions, lgslServices, serviceTiers } from './lgsl-services.js';

describe('importing the lists of services', () => {
  it('reads LGSL services', async () => {
    expect(await valuesOf(lgslServices.read(fixture(import.meta.url, 'lgsl.csv'), {}))).to.deep.equal([
      {
        lgslId: 9001,
        label: 'Report a leaning lamp post',
        description: 'Tell the council about a lamp post that leans.\nIt is made safe within a day.',
        createdOn: '2013-04-03',
        modifiedOn: '2014-05-03',
      },
      { lgslId: 9002, label: 'Hire the market hall' },
    ]);
  });

  it('names the line on which a faulty service begins', async () => {
    expect(await faultsOf(lgslServices.read(fixture(import.meta.url, 'lgsl.csv'), {}))).to.deep.equal([
      '5 Identifier: Write the Identifier as a whole number.',
      '6 Label: Enter the Label.',
    ]);
  });

  it('reads which tiers provide a service', async () => {
    const text =
      'LGSL,Description,Providing Tier\n1,Schools,county/unitary\n2,Bins,district/unitary\n3,Both,all\n4,Odd,parish\n';
    const tiers = (await valuesOf(serviceTiers.read(bytes(text), {}))).map((row) => row.tiers);
    expect(tiers).to.deep.equal([
      ['county', 'unitary'],
      ['district', 'unitary'],
      ['county', 'district', 'unitary'],
    ]);
    expect(await faultsOf(serviceTiers.read(bytes(text), {}))).to.have.lengthOf(1);
  });

  it(
    'reads all of LGSL, telling the line of records that follow cells of several lines',
    withReferenceFile('lgsl/lgsl_services_esd_2015.csv', async (open) => {
      const rows = await collect(lgslServices.read(open(), {}));
      expect(rows).to.have.lengthOf(1519);
      expect(rows.filter((row) => !row.ok)).to.deep.equal([]);
      const services = await valuesOf(lgslServices.read(open(), {}));
      expect(new Set(services.map((service) => service.lgslId)).size).to.equal(1519);
      expect(services.find((service) => service.lgslId === 372)?.label).to.equal('Abandoned vehicles');
      expect(rows.at(-1)?.line).to.equal(1648);
    }),
  );

  it(
    'reads all of GOV.UK’s tiers',
    withReferenceFile('lgsl/govuk_local_services_tiers.csv', async (open) => {
      const rows = await valuesOf(serviceTiers.read(open(), {}));
      expect(rows).to.have.lengthOf(117);
      expect(rows.filter((row) => row.tiers.length === 3)).to.have.lengthOf(16);
    }),
  );

  it(
    'reads all of LGIL',
    withReferenceFile('lgsl/lgil_interactions.csv', async (open) => {
      const rows = await valuesOf(lgilInteractions.read(open(), {}));
      expect(rows).to.have.lengthOf(33);
      expect(rows[0]).to.deep.equal({ lgilId: 0, label: 'Applications for service' });
    }),
  );

  it(
    'reads all of the functions',
    withReferenceFile('lgsl/lg_functions_esd_2015.csv', async (open) => {
      const rows = await valuesOf(councilFunctions.read(open(), {}));
      expect(rows).to.have.lengthOf(113);
      expect(rows.filter((row) => row.parentIds.length === 0)).to.have.lengthOf(13);
    }),
  );
});
