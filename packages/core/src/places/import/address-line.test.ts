import {
  addressLine,
  deliveryPointParts,
  geographicParts,
  numberRange,
  type DeliveryPointText,
  type GeographicText,
} from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { withReferenceFile } from '../../kernel/import/testing.js';
import { decodeAll } from '../../kernel/import/decode-text.js';

const noPost: DeliveryPointText = {
  organisation: '',
  department: '',
  poBox: '',
  subBuilding: '',
  buildingName: '',
  buildingNumber: '',
  dependentThoroughfare: '',
  thoroughfare: '',
  doubleDependentLocality: '',
  dependentLocality: '',
  postTown: 'DUNMERE',
  postcode: 'ZZ9 9ZZ',
};
const noPlace: GeographicText = {
  organisation: '',
  saoNumber: '',
  saoText: '',
  paoNumber: '',
  paoText: '',
  street: 'TANNER LANE',
  locality: '',
  town: 'DUNMERE',
  postcode: 'ZZ9 9ZZ',
};
const postal = (text: Partial<DeliveryPointText>): string => addressLine(deliveryPointParts({ ...noPost, ...text }));
const geographic = (text: Partial<GeographicText>): string => addressLine(geographicParts({ ...noPlace, ...text }));

describe('one line of an address', () => {
  it('puts Royal Mail’s parts in order', () => {
    const line = postal({
      organisation: 'LEY PLAYERS',
      department: 'WARDROBE',
      subBuilding: 'FLAT 2',
      buildingName: 'LEY HOUSE',
      buildingNumber: '12',
      dependentThoroughfare: 'BACK COURT',
      thoroughfare: 'TANNER LANE',
      doubleDependentLocality: 'NETHER LEY',
      dependentLocality: 'LEY',
    });
    expect(line).to.equal(
      'LEY PLAYERS, WARDROBE, FLAT 2, LEY HOUSE, 12 BACK COURT, TANNER LANE, NETHER LEY, LEY, DUNMERE, ZZ9 9ZZ',
    );
  });

  for (const name of ['162A', '1-3', '12/4', '7B-7C']) {
    it(`writes the building name ${name} as a number`, () => {
      expect(postal({ buildingName: name, thoroughfare: 'TANNER LANE' })).to.equal(
        `${name} TANNER LANE, DUNMERE, ZZ9 9ZZ`,
      );
    });
  }

  it('numbers a hamlet without streets', () => {
    expect(postal({ buildingNumber: '3', dependentLocality: 'LEY' })).to.equal('3 LEY, DUNMERE, ZZ9 9ZZ');
  });

  it('writes a PO box', () => {
    expect(postal({ poBox: '61' })).to.equal('PO BOX 61, DUNMERE, ZZ9 9ZZ');
  });

  it('puts a secondary number before the name that it numbers', () => {
    expect(geographic({ saoNumber: '5A', paoText: 'THE OLD MILL' })).to.equal(
      '5A THE OLD MILL, TANNER LANE, DUNMERE, ZZ9 9ZZ',
    );
    expect(geographic({ saoText: 'FLAT 5', paoText: 'THE OLD MILL' })).to.match(/^FLAT 5, THE OLD MILL, TANNER/);
    expect(geographic({ saoNumber: '5', paoNumber: '12' })).to.match(/^5, 12 TANNER LANE/);
  });

  it('names the town once when the locality repeats it', () => {
    expect(geographic({ paoNumber: '1', locality: 'DUNMERE' })).to.equal('1 TANNER LANE, DUNMERE, ZZ9 9ZZ');
  });

  it('joins ranges and suffixes', () => {
    expect(numberRange('12', '', '', '')).to.equal('12');
    expect(numberRange('12', 'A', '16', 'C')).to.equal('12A-16C');
    expect(numberRange('', '', '', '')).to.equal('');
  });

  it(
    'writes the addresses of OS Places, with no comma after the number',
    withReferenceFile('addressing/samples/os_places_postcode_DPA.json', async (open) => {
      const body = JSON.parse(await decodeAll(open(), {}, 100_000)) as { results: { DPA: Record<string, string> }[] };
      expect(body.results).to.have.lengthOf(2);
      for (const { DPA: place } of body.results) {
        const line = postal({
          buildingNumber: place['BUILDING_NUMBER'] ?? '',
          thoroughfare: place['THOROUGHFARE_NAME'] ?? '',
          postTown: place['POST_TOWN'] ?? '',
          postcode: place['POSTCODE'] ?? '',
        });
        expect(line).to.equal(place['ADDRESS']?.replace(/^(\d+), /, '$1 '));
      }
    }),
  );
});
