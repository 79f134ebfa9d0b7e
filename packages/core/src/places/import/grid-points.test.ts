import { expect } from 'chai';
import fc from 'fast-check';
import { readCsvRecords } from '../../kernel/import/csv-table.js';
import { collect, withReferenceFile } from '../../kernel/import/testing.js';
import { normalisePostcode } from '../../kernel/postcode.js';
import { toGeoPoint, toGridPoint, withBothPairs } from './grid-points.js';

describe('coordinates', () => {
  it('comes back to where it began, within a centimetre', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100_000, max: 650_000 }),
        fc.integer({ min: 10_000, max: 1_200_000 }),
        (easting, northing) => {
          const back = toGridPoint(toGeoPoint({ easting, northing }));
          expect(Math.hypot(back.easting - easting, back.northing - northing)).to.be.lessThan(0.05);
        },
      ),
    );
  });

  it('never overwrites a supplied pair', () => {
    const supplied = { easting: 292591, northing: 93308, lat: 50.7294185, lon: -3.5232417 };
    expect(withBothPairs(supplied)).to.deep.equal(supplied);
    expect(withBothPairs({ lat: 50.7294185, lon: -3.5232417 })).to.include({ lat: 50.7294185, lon: -3.5232417 });
    expect(withBothPairs({})).to.deep.equal({});
  });
});

describe('addresses as people write them', () => {
  it(
    'reads every row of the sample and finds its postcodes',
    withReferenceFile('addressing/samples/os_test-addresses.csv', async (open) => {
      const records = (await collect(readCsvRecords(open(), { delimiter: ',' }))).flat();
      expect(records).to.have.lengthOf(1286);
      expect(records.filter((record) => record.fault !== undefined)).to.deep.equal([]);
      const last = records.map((record) => record.fields.at(-1) ?? '');
      expect(last.filter((cell) => normalisePostcode(cell) !== undefined)).to.have.lengthOf(1076);
    }),
  );
});
