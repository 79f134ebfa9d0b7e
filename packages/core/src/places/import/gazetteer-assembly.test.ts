import { numberRange, type ChangeType, type GazetteerPart } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { namedColumns, optional, required } from '../../kernel/import/columns.js';
import { readCsvTable } from '../../kernel/import/csv-table.js';
import { collect, fixture, valuesOf, withReferenceFile } from '../../kernel/import/testing.js';
import { localDate } from '../../kernel/local-date.js';
import { toGeoPoint } from './grid-points.js';
import { assembleProperties, composeProperty } from './gazetteer-assembly.js';
import type { AssemblyOptions, GazetteerStaging, PropertyParts } from './gazetteer-assembly.js';
import { partsReader } from '../testing/address-formats.js';

const options: AssemblyOptions = { source: 'addressbase-premium', processedOn: localDate('2027-03-01') };

type PartOf<P extends GazetteerPart['part']> = Extract<GazetteerPart, { part: P }>;

/** Staging that holds the parts in memory: what the repository does with tables. */
function memoryStaging(): GazetteerStaging {
  const all: GazetteerPart[] = [];
  const about = <P extends GazetteerPart['part']>(kind: P): PartOf<P>[] =>
    all.filter((part): part is PartOf<P> => part.part === kind);
  const partsOf = (uprn: string): PropertyParts | undefined => {
    const property = about('property').find((part) => part.uprn === uprn);
    if (!property) return undefined;
    const ofProperty = <T extends { uprn: string }>(parts: T[]): T[] => parts.filter((part) => part.uprn === uprn);
    const deliveryPoint = ofProperty(about('delivery-point'))[0];
    return {
      property,
      addresses: ofProperty(about('property-address')),
      streetNames: about('street-name'),
      ...(deliveryPoint ? { deliveryPoint } : {}),
      organisations: ofProperty(about('organisation')),
      classifications: ofProperty(about('classification')),
    };
  };
  return {
    async stage(parts) {
      all.push(...parts);
    },
    async *touched() {
      const changes = new Map<string, ChangeType>(about('property').map((part) => [part.uprn, part.change]));
      for (const [uprn, change] of [...changes].sort()) {
        const parts = partsOf(uprn);
        yield { change, uprn, ...(parts ? { parts } : {}) };
      }
    },
  };
}

describe('making addresses of a gazetteer’s parts', () => {
  it('joins records that stand apart in the file', async () => {
    const staging = memoryStaging();
    for (const part of await valuesOf(
      partsReader('addressbase-premium').read(fixture(import.meta.url, 'premium.csv'), {}),
    )) {
      await staging.stage([part]);
    }
    const [first, second, third] = await collect(assembleProperties(staging, options));
    expect(first).to.include({
      change: 'insert',
      uprn: '999900000001',
      usrn: '9990001',
      line: 'DUNMERE TRADERS, 26 TANNER LANE, LEY, DUNMERE, ZZ9 9ZZ',
      logicalStatus: 'approved',
      asOf: '2026-02-11',
    });
    expect(second).to.include({
      change: 'update',
      parentUprn: '999900000001',
      line: 'LEY PLAYERS, 5A-7 THE OLD TANNERY, 12-16B TANNER LANE, LEY, DUNMERE, ZZ9 9ZY',
      subBuilding: '5A-7',
      building: 'THE OLD TANNERY',
      number: '12-16B',
      classification: 'CL',
    });
    expect(third).to.deep.equal({
      change: 'delete',
      uprn: '999900000003',
      line: '',
      source: 'addressbase-premium',
      asOf: '2027-03-01',
    });
  });

  it('makes addresses of a council’s own gazetteer', async () => {
    const staging = memoryStaging();
    await staging.stage(await valuesOf(partsReader('llpg').read(fixture(import.meta.url, 'dtf73.csv'), {})));
    const [place] = await collect(assembleProperties(staging, { ...options, source: 'llpg' }));
    expect(place).to.include({
      line: 'LEY PLAYERS, FLAT 2, 12 TANNER LANE, LEY, DUNMERE ON SEA, ZZ9 9ZZ',
      classification: 'RD04',
      ward: 'E05999901',
      source: 'llpg',
    });
  });

  it('keeps the postcode of a property that has no address yet', () => {
    const place = composeProperty(
      'insert',
      {
        property: {
          part: 'property',
          change: 'insert',
          uprn: '999900000001',
          logicalStatus: 'provisional',
          postcode: 'ZZ9 9ZZ',
        },
        addresses: [],
        streetNames: [],
        organisations: [],
        classifications: [],
      },
      options,
    );
    expect(place).to.include({ line: '', postcode: 'ZZ9 9ZZ', logicalStatus: 'provisional', asOf: '2027-03-01' });
  });

  it(
    'makes an address of each property of the Exeter sample',
    withReferenceFile('addressing/samples/abp_exeter_property_expected.csv', async (open) => {
      const lines = await valuesOf(readCsvTable(open(), {}, exeterProperty));
      expect(lines).to.have.lengthOf(23);
      expect(lines.filter((line) => /, EXETER, EX\d \d[A-Z]{2}$/.test(line))).to.have.lengthOf(21);
      expect(lines).to.include.members([
        '26 WELL STREET, EXETER, EX4 6QL',
        '5 THE OLD MILL, TUDOR STREET, EXETER, EX4 3DW',
        'FLAT 5, BISHOP PASTERFIELD HOUSE, GOOD SHEPHERD DRIVE, EXETER, EX2 4JP',
        'FOURACRE, LITTLE JOHNS CROSS HILL, EXETER, EX2 9PL',
        '162A BURNTHOUSE LANE, EXETER, EX2 6NE',
        'CREATIVE CUTS, 18 WEST STREET, EXETER, EX1 1BA',
        'THE HERMITAGE, 20, EX4 2AQ',
      ]);
    }),
  );

  it(
    'agrees with the coordinates of the Exeter streets to within 3 metres',
    withReferenceFile('addressing/samples/abp_exeter_streets_expected.csv', async (open) => {
      const distancesM = await valuesOf(readCsvTable(open(), {}, exeterStreet));
      expect(distancesM).to.have.lengthOf(19);
      expect(Math.max(...distancesM)).to.be.lessThan(3);
    }),
  );
});

const exeterStreet = namedColumns(
  { x: required('start_x'), y: required('start_y'), lat: required('start_latitude'), lon: required('start_longitude') },
  'ignore',
  (cells): number => {
    const { lat, lon } = toGeoPoint({ easting: Number(cells.x), northing: Number(cells.y) });
    const northM = (lat - Number(cells.lat)) * 111_195;
    const eastM = (lon - Number(cells.lon)) * 111_195 * Math.cos((lat * Math.PI) / 180);
    return Math.hypot(northM, eastM);
  },
);

const exeterProperty = namedColumns(
  {
    uprn: required('uprn'),
    udprn: required('udprn'),
    organisation: required('rm_organisation_name'),
    department: required('department_name'),
    subBuilding: required('sub_building_name'),
    buildingName: required('building_name'),
    buildingNumber: required('building_number'),
    saoStart: required('sao_start_number'),
    saoText: required('sao_text'),
    paoStart: required('pao_start_number'),
    paoSuffix: required('pao_start_suffix'),
    paoText: required('pao_text'),
    usrn: required('usrn'),
    dependentThoroughfare: required('dependent_thoroughfare'),
    thoroughfare: required('thoroughfare'),
    doubleDependentLocality: required('double_dependent_locality'),
    dependentLocality: required('dependent_locality'),
    postTown: required('post_town'),
    postcode: required('postcode'),
    locator: required('postcode_locator'),
    poBox: optional('po_box_number'),
    key: required('lpi_key'),
  },
  'ignore',
  (cells): string => {
    const common = { change: 'insert', uprn: cells.uprn } as const;
    const parts: PropertyParts = {
      property: { ...common, part: 'property', logicalStatus: 'approved', postcode: cells.locator },
      addresses: [
        {
          ...common,
          part: 'property-address',
          key: cells.key,
          language: 'en',
          logicalStatus: 'approved',
          saoNumber: cells.saoStart,
          saoText: cells.saoText,
          paoNumber: numberRange(cells.paoStart, cells.paoSuffix, '', ''),
          paoText: cells.paoText,
          usrn: cells.usrn,
          postTown: '',
          postcode: '',
        },
      ],
      streetNames: [],
      ...(cells.udprn === '' ? {} : { deliveryPoint: { ...cells, ...common, part: 'delivery-point' } }),
      organisations: [],
      classifications: [],
    };
    return composeProperty('insert', parts, options).line;
  },
);
