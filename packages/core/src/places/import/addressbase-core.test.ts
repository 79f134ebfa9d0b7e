import { expect } from 'chai';
import { bytes, faultsOf, fileFaultOf, fixture, valuesOf } from '../../kernel/import/testing.js';
import { wholeReader } from '../testing/address-formats.js';

const addressBasePlus = wholeReader('addressbase-plus');
const core = (): ReturnType<typeof addressBasePlus.read> =>
  wholeReader('addressbase-core').read(fixture(import.meta.url, 'core.csv'), {});

describe('importing AddressBase Core', () => {
  it('reads every column that a place keeps', async () => {
    expect((await valuesOf(core()))[0]).to.deep.equal({
      change: 'insert',
      uprn: '999900000001',
      usrn: '9990001',
      line: '26, TANNER LANE, LEY, DUNMERE, ZZ9 9ZZ',
      number: '26',
      street: 'TANNER LANE',
      locality: 'LEY',
      town: 'DUNMERE',
      postcode: 'ZZ9 9ZZ',
      classification: 'RD04',
      authorityGss: 'E07999901',
      easting: 292591,
      northing: 93308,
      lat: 50.7294185,
      lon: -3.5232417,
      source: 'addressbase-core',
      asOf: '2026-02-10',
    });
  });

  it('drops leading zeros and works out the coordinates that the file lacks', async () => {
    const place = (await valuesOf(core()))[1];
    expect(place).to.include({
      change: 'update',
      uprn: '999900002',
      usrn: '9990001',
      easting: 292600,
      asOf: '2026-03-10',
    });
    expect(place?.lat).to.be.closeTo(50.72945, 0.00005);
  });

  it('reads a deletion that carries no address', async () => {
    expect((await valuesOf(core()))[2]).to.include({ change: 'delete', uprn: '999900000003', line: '' });
  });

  it('names the rows that can’t be used', async () => {
    expect(await faultsOf(core())).to.deep.equal([
      '5 single line address: Enter the single line address.',
      '6 : This row has 7 columns; AddressBase Core has 27.',
    ]);
  });
});

describe('importing AddressBase Plus', () => {
  const row = (cells: Readonly<Record<number, string>>): string =>
    Array.from({ length: 77 }, (_, place) => `"${cells[place + 1] ?? ''}"`).join(',');
  const common = {
    1: '999900000001',
    3: 'I',
    6: 'RD04',
    8: '292591.00',
    9: '93308.00',
    13: '9901',
    16: '2026-02-10',
    37: '9990001',
  };

  it('prefers Royal Mail’s address', async () => {
    const text = row({
      ...common,
      22: 'FLAT 2',
      23: 'LEY HOUSE',
      24: '12',
      53: 'TANNER LANE',
      63: 'DUNMERE',
      65: 'ZZ9 9ZZ',
    });
    const [place] = await valuesOf(addressBasePlus.read(bytes(text), {}));
    expect(place).to.include({
      line: 'FLAT 2, LEY HOUSE, 12 TANNER LANE, DUNMERE, ZZ9 9ZZ',
      number: '12',
      localCustodianCode: 9901,
      source: 'addressbase-plus',
    });
  });

  it('falls back to the council’s address', async () => {
    const text = row({
      ...common,
      25: '5',
      26: 'A',
      31: '12',
      33: '16',
      35: 'THE OLD TANNERY',
      50: 'TANNER LANE',
      58: 'LEY',
      61: 'DUNMERE',
      66: 'ZZ9 9ZY',
    });
    const [place] = await valuesOf(addressBasePlus.read(bytes(text), {}));
    expect(place?.line).to.equal('5A THE OLD TANNERY, 12-16 TANNER LANE, LEY, DUNMERE, ZZ9 9ZY');
  });

  it('refuses a row with another number of columns', async () => {
    const faults = await faultsOf(addressBasePlus.read(bytes(`${row(common)}\n999900000001,2,3\n`), {}));
    expect(faults).to.deep.equal(['2 : This row has 3 columns; AddressBase Plus has 77.']);
  });

  it('refuses a file whose first row has another number of columns', async () => {
    const fault = await fileFaultOf(addressBasePlus.read(bytes('999900000001,2,3\n'), {}));
    expect(fault).to.equal('The first row has 3 columns; AddressBase Plus has 77. Is it that product?');
  });
});
