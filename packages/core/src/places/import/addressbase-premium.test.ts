import type { GazetteerPart } from '@moothall/adapter-sdk';
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
import { partsReader } from '../testing/address-formats.js';

const addressBasePremium = partsReader('addressbase-premium');
const llpgDtf73 = partsReader('llpg');

const premium = (name: string): ReturnType<typeof addressBasePremium.read> =>
  addressBasePremium.read(fixture(import.meta.url, name), {});

function tally(parts: readonly GazetteerPart[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { part } of parts) counts[part] = (counts[part] ?? 0) + 1;
  return counts;
}

function onlyPart<P extends GazetteerPart['part']>(
  parts: readonly GazetteerPart[],
  kind: P,
): Extract<GazetteerPart, { part: P }> | undefined {
  return parts.find((part): part is Extract<GazetteerPart, { part: P }> => part.part === kind);
}

describe('importing AddressBase Premium', () => {
  it('reads every kind of record', async () => {
    const rows = await collect(premium('premium.csv'));
    expect(rows.filter((row) => !row.ok)).to.deep.equal([]);
    const parts = await valuesOf(premium('premium.csv'));
    expect(tally(parts)).to.deep.equal({
      file: 1,
      street: 1,
      'street-name': 2,
      property: 3,
      'cross-reference': 1,
      'property-address': 3,
      'delivery-point': 1,
      successor: 1,
      organisation: 1,
      classification: 2,
      end: 1,
    });
    expect(parts[0]).to.include({ supply: 'changes', processedOn: '2027-03-01' });
    expect(parts.at(-1)).to.deep.equal({ part: 'end', declaredRecords: 16, readRecords: 16 });
  });

  it('keeps supplied coordinates and change types', async () => {
    const parts = await valuesOf(premium('premium.csv'));
    expect(onlyPart(parts, 'property')).to.deep.equal({
      part: 'property',
      change: 'insert',
      asOf: '2026-02-10',
      uprn: '999900000001',
      logicalStatus: 'approved',
      localCustodianCode: 9901,
      postcode: 'ZZ9 9ZZ',
      easting: 292591,
      northing: 93308,
      lat: 50.7294185,
      lon: -3.5232417,
    });
    const properties = parts.filter((part) => part.part === 'property');
    expect(properties.map((part) => part.change)).to.deep.equal(['insert', 'update', 'delete']);
  });

  it('names each record that can’t be used, and that the file was cut short', async () => {
    expect(await faultsOf(premium('premium-faulty.csv'))).to.deep.equal([
      '2 : Record 21 has 10 columns; this format has 22 or 19.',
      '3 : Record identifier 77 isn’t one of 10, 11, 15, 21, 23, 24, 28, 29, 30, 31, 32, 99.',
      '4 change type: Set the change type to I, U or D.',
      '5 UPRN: Write the UPRN as 1 to 12 digits.',
      '6 logical status: Set the logical status to 1, 3, 5, 6, 7, 8 or 9.',
      '7 easting: Give both the easting and the northing.',
      '8 latitude: Write the latitude between 49 and 61.5.',
      '9 language: Set the language to ENG, CYM, GAE or BIL.',
      '10 : A quotation mark is opened and never closed. Close it, or double it if it belongs to the text.',
      '9 : The file ends without its trailer record (99): it was cut short. Ask for it again.',
    ]);
  });

  it('refuses a record below the trailer', async () => {
    const header = '10,"Hub",9999,2027-03-01,1,2027-03-01,09:00:00,"2.0","F"\n';
    const faults = await faultsOf(addressBasePremium.read(bytes(`${header}99,0,0,2027-03-01,09:00:00\n${header}`), {}));
    expect(faults).to.have.lengthOf(1);
    expect(faults[0]).to.match(/^3 : This record stands below the trailer/);
  });

  it('refuses a file that isn’t a supply', async () => {
    expect(await fileFaultOf(addressBasePremium.read(bytes('UPRN,NAME\n1,x\n'), {}))).to.include('header record (10)');
    expect(await fileFaultOf(addressBasePremium.read(bytes(''), {}))).to.include('empty');
  });

  it(
    'reads a supply of 2012, whose delivery points have today’s number of columns in another order',
    withReferenceFile('addressing/samples/abp_good-file_dundee.csv', async (open) => {
      const rows = await collect(addressBasePremium.read(open(), {}));
      expect(rows.map((row) => row.ok)).to.deep.equal(Array(10).fill(true));
      const parts = await valuesOf(addressBasePremium.read(open(), {}));
      expect(onlyPart(parts, 'delivery-point')).to.include({
        udprn: '6448792',
        postTown: 'DUNDEE',
        postcode: 'DD5 4BN',
      });
      expect(onlyPart(parts, 'property')).to.include({ uprn: '9059007610', easting: 346782, postcode: 'DD5 3BZ' });
      expect(onlyPart(parts, 'end')).to.include({ declaredRecords: 94761, readRecords: 8 });
    }),
  );

  it(
    'reads the start of a tile and says that the rest is missing',
    withReferenceFile('addressing/samples/abp_SX9090-first20.csv', async (open) => {
      expect(tally(await valuesOf(addressBasePremium.read(open(), {})))).to.deep.equal({
        file: 1,
        street: 10,
        'street-name': 9,
      });
      expect(await faultsOf(addressBasePremium.read(open(), {}))).to.deep.equal([
        '20 : The file ends without its trailer record (99): it was cut short. Ask for it again.',
      ]);
    }),
  );

  it(
    'asks for the CSV supply when given GML',
    withReferenceFile('addressing/samples/abp_exeter-extract.gml.xml', async (open) => {
      expect(await fileFaultOf(addressBasePremium.read(open(), {}))).to.include('GML');
    }),
  );

  it(
    'refuses an empty file',
    withReferenceFile('addressing/samples/abp_exeter_29_lines_from_tests.csv', async (open) => {
      expect(await fileFaultOf(addressBasePremium.read(open(), {}))).to.include('empty');
    }),
  );
});

describe('importing a council’s gazetteer in DTF 7.3', () => {
  const dtf = (): ReturnType<typeof llpgDtf73.read> => llpgDtf73.read(fixture(import.meta.url, 'dtf73.csv'), {});

  it('reads class, organisation, ward and post town, which this format keeps elsewhere', async () => {
    const parts = await valuesOf(dtf());
    expect(await faultsOf(dtf())).to.deep.equal([]);
    expect(onlyPart(parts, 'property')).to.include({
      classification: 'RD04',
      organisation: 'LEY PLAYERS',
      ward: 'E05999901',
    });
    expect(onlyPart(parts, 'property-address')).to.include({
      saoText: 'FLAT 2',
      postTown: 'DUNMERE ON SEA',
      postcode: 'ZZ9 9ZZ',
    });
    expect(onlyPart(parts, 'cross-reference')).to.include({ reference: 'A-77', register: 'CT' });
    expect(onlyPart(parts, 'street')).to.include({ usrn: '9990001', asOf: '2026-07-19' });
  });

  it('refuses the records of AddressBase Premium by their number of columns', async () => {
    const faults = await faultsOf(llpgDtf73.read(fixture(import.meta.url, 'premium.csv'), {}));
    expect(faults).to.include('6 : Record 21 has 22 columns; this format has 23.');
  });
});
