import { expect } from 'chai';
import {
  bytes,
  collect,
  faultsOf,
  fileFaultOf,
  fixture,
  valuesOf,
  withReferenceFile,
} from '../../kernel/import/testing.js';
import { gssAuthorities } from './gss-authorities.js';
import type { AuthorityRecord } from './gss-authorities.js';
import { registryCodes } from './registry-codes.js';

const government = (): ReturnType<typeof gssAuthorities.read> =>
  gssAuthorities.read(fixture(import.meta.url, 'government-authorities.csv'), {});
const register = (): ReturnType<typeof gssAuthorities.read> =>
  gssAuthorities.read(fixture(import.meta.url, 'register-authorities.csv'), {});

function tally(records: readonly AuthorityRecord[], key: 'tier' | 'nation'): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const record of records) counts[record[key]] = (counts[record[key]] ?? 0) + 1;
  return counts;
}

describe('importing authorities', () => {
  it('reads GOV.UK’s list, with a parent that stands below its child', async () => {
    const [dunmere, harrowick, westshire, thornbridge] = await valuesOf(government());
    expect(dunmere).to.deep.equal({
      gss: 'E07999901',
      name: 'Dunmere Borough Council',
      slug: 'dunmere',
      tier: 'district',
      nation: 'england',
      parentGss: 'E10999903',
      localCustodianCode: 9901,
    });
    expect([harrowick?.tier, westshire?.tier, thornbridge?.tier]).to.deep.equal([
      'unitary',
      'county',
      'london-borough',
    ]);
  });

  it('names what is amiss in a row of GOV.UK’s list', async () => {
    expect(await faultsOf(government())).to.deep.equal([
      '6 gss: Enter the GSS code: a letter (E, N, S or W) and eight digits.',
      '7 tier_id: Set tier_id to 1 (county), 2 (district) or 3 (unitary).',
      '8 nation: Set the nation to England, Scotland, Wales or Northern Ireland.',
    ]);
  });

  it('reads mySociety’s register with its dates and successors', async () => {
    const [dunmere, , harrowick] = await valuesOf(register());
    expect(dunmere).to.include({ parentGss: 'E10999903', startOn: '1974-04-01', endOn: '2023-04-01' });
    expect(dunmere?.replacedByGss).to.deep.equal(['E06999902']);
    expect(harrowick).to.include({ slug: 'harrowick-ley', tier: 'unitary' });
  });

  it('names what is amiss in a row of the register', async () => {
    expect((await faultsOf(register())).map((fault) => fault.split(':')[0])).to.deep.equal([
      '5 start-date',
      '6 gss',
      '7 local-authority-type',
    ]);
  });

  it('goes on after the line where it stopped and still links to rows above', async () => {
    const rows = await collect(
      gssAuthorities.read(fixture(import.meta.url, 'register-authorities.csv'), { afterLine: 4 }),
    );
    expect(rows.map((row) => row.line)).to.deep.equal([5, 6, 7]);
  });

  it('says which headings it knows when the file has neither', async () => {
    expect(await fileFaultOf(gssAuthorities.read(bytes('name,code\nDunmere,1\n'), {}))).to.include('official-name');
  });

  it(
    'reads all of GOV.UK’s list',
    withReferenceFile('gss/local-authorities_govuk.csv', async (open) => {
      const records = await valuesOf(gssAuthorities.read(open(), {}));
      expect(tally(records, 'tier')).to.deep.equal({
        unitary: 128,
        district: 164,
        county: 21,
        'metropolitan-borough': 36,
        'london-borough': 33,
      });
      expect(tally(records, 'nation')).to.deep.equal({ scotland: 32, england: 317, wales: 22, 'northern-ireland': 11 });
      expect(records.filter((record) => record.tier === 'district' && record.parentGss === undefined)).to.deep.equal(
        [],
      );
      expect(await faultsOf(gssAuthorities.read(open(), {}))).to.deep.equal([]);
    }),
  );

  it(
    'reads all of mySociety’s register, refusing the councils that never had a GSS code',
    withReferenceFile('gss/uk_local_authorities_future_mysociety.csv', async (open) => {
      const rows = await collect(gssAuthorities.read(open(), {}));
      const records = await valuesOf(gssAuthorities.read(open(), {}));
      expect([rows.length, records.length]).to.deep.equal([470, 445]);
      expect(records.filter((record) => record.tier === 'combined')).to.have.lengthOf(15);
      const cumbria = records.find((record) => record.gss === 'E10000006');
      expect(cumbria).to.include({ tier: 'county', endOn: '2023-04-01' });
      expect(cumbria?.replacedByGss).to.have.lengthOf(2);
    }),
  );

  it(
    'reads all of the look-up of register codes',
    withReferenceFile('gss/lookup_gss_to_registry_mysociety.csv', async (open) => {
      const rows = await collect(registryCodes.read(open(), {}));
      expect(rows.filter((row) => row.ok)).to.have.lengthOf(458);
      expect(rows[0]).to.deep.equal({ ok: true, line: 2, value: { gss: 'N09000002', registryCode: 'ABC' } });
    }),
  );
});
