import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { addressSearchConformance, aHost, startAdapter, startFarEnd, type FarEnd } from '@moothall/adapter-testkit';
import type { AddressesInstance, GazetteerAddress } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { adapter } from './adapter.js';

const key = 'swordfish-4821';

/** A delivery point as the API has it. */
const postal = (number: string): object => ({
  DPA: {
    ...{ UPRN: `99990000100${number}`, UDPRN: `990${number}`, ADDRESS: `${number}, TANNER LANE, DUNMERE, ZZ9 9ZZ` },
    ...{ BUILDING_NUMBER: number, THOROUGHFARE_NAME: 'TANNER LANE', POST_TOWN: 'DUNMERE', POSTCODE: 'ZZ9 9ZZ' },
    ...{ X_COORDINATE: 292591.0, Y_COORDINATE: 93308.0, LOGICAL_STATUS_CODE: '1', CLASSIFICATION_CODE: 'RD04' },
    ...{ LOCAL_CUSTODIAN_CODE: 9901, LAST_UPDATE_DATE: '10/02/2026', MATCH: 1.0, MATCH_DESCRIPTION: 'EXACT' },
  },
});
/** A council's address of the same property, one of a flat and one of what was pulled down. */
const geographic = (uprn: string, status = '1'): object => ({
  LPI: {
    ...{ UPRN: uprn, ADDRESS: 'FLAT 2, 4A TANNER LANE, DUNMERE, ZZ9 9ZZ', USRN: '9990001', LPI_KEY: '9901L000000001' },
    ...{ SAO_TEXT: 'FLAT 2', PAO_START_NUMBER: '4', PAO_START_SUFFIX: 'A', STREET_DESCRIPTION: 'TANNER LANE' },
    ...{ TOWN_NAME: 'DUNMERE', POSTCODE_LOCATOR: 'ZZ9 9ZZ', PARENT_UPRN: '999900001004', WARD_CODE: 'E05999901' },
    ...{ LOGICAL_STATUS_CODE: status, LOCAL_CUSTODIAN_CODE: 9901, LAST_UPDATE_DATE: '11/02/2026' },
  },
});
const street = [postal('2'), geographic('999900001002'), postal('4'), geographic('999900001005'), geographic('9', '8')];

/** Answers as OS Places does: without `results` where nothing is found, 401 without the key. */
const startPlaces = (): Promise<FarEnd> =>
  startFarEnd(({ path: asked, headers }) => {
    if (headers['key'] !== key) return { status: 401, body: { error: 'Invalid key' } };
    const url = new URL(asked, 'http://os.example');
    const wanted = url.searchParams.get('postcode') ?? url.searchParams.get('query');
    const results = wanted === 'ZZ9 9ZZ' ? street : wanted === '2 tanner lane' ? [postal('2')] : undefined;
    const header = { query: url.search, offset: 0, totalresults: results?.length ?? 0, maxresults: 100 };
    return { body: { header, ...(results ? { results } : {}) } };
  });

addressSearchConformance({
  adapter,
  settings: (url) => ({ url }),
  secrets: { key },
  startFarEnd: startPlaces,
  known: { postcode: 'ZZ9 9ZZ', text: '2 tanner lane', uprn: '999900001002' },
  unknownPostcode: 'ZZ9 9ZY',
});

describe('looking addresses up in OS Places', () => {
  let farEnd: FarEnd;
  beforeEach(async () => void (farEnd = await startPlaces()));
  afterEach(() => farEnd.close());
  const search = async (
    settings: object = {},
    wanted: object = { postcode: 'ZZ9 9ZZ' },
  ): Promise<readonly GazetteerAddress[]> => {
    const given = { settings: { url: farEnd.url, ...settings }, secrets: { key } };
    const instance = startAdapter<AddressesInstance>(adapter, aHost(), given);
    return (
      (await instance.search?.({ limit: 10, ...wanted } as Parameters<NonNullable<typeof instance.search>>[0])) ?? []
    );
  };

  it('takes each property once, by Royal Mail’s address where it has one, and none that is gone', async () => {
    const found = await search();
    expect(found.map(({ uprn, line }) => [uprn, line])).to.deep.equal([
      ['999900001002', '2 TANNER LANE, DUNMERE, ZZ9 9ZZ'],
      ['999900001004', '4 TANNER LANE, DUNMERE, ZZ9 9ZZ'],
      ['999900001005', 'FLAT 2, 4A TANNER LANE, DUNMERE, ZZ9 9ZZ'],
    ]);
    expect(found[2]).to.deep.include({
      ...{ usrn: '9990001', parentUprn: '999900001004', subBuilding: 'FLAT 2', number: '4A', ward: 'E05999901' },
      ...{ localCustodianCode: 9901, asOf: '2026-02-11', logicalStatus: 'approved' },
    });
  });

  it('sends the key in a header alone, and asks for the addresses that are wanted', async () => {
    await search({ include: 'postal' });
    const [request] = farEnd.requests;
    expect(request?.path).to.include('dataset=DPA&').and.not.include(key);
    expect(request?.headers['key']).to.equal(key);
    await search({}, { text: '2 tanner lane' });
    expect(farEnd.requests[1]?.path).to.match(/^\/find\?query=2\+tanner\+lane&maxresults=100&dataset=DPA%2CLPI/);
  });

  it('reads the sample answer of the API', async function () {
    const file = path.join(process.env['MOOTHALL_TEST_DATA'] ?? '', 'addressing/samples/os_places_postcode_DPA.json');
    if (!existsSync(file)) return this.skip();
    await farEnd.close();
    farEnd = await startFarEnd(() => ({ body: JSON.parse(readFileSync(file, 'utf8')) as object }));
    expect(await search()).to.deep.equal([
      {
        ...{ uprn: '100071428503', number: '1', street: 'RICHMOND PLACE', town: 'BIRMINGHAM', postcode: 'B14 7ED' },
        ...{ line: '1 RICHMOND PLACE, BIRMINGHAM, B14 7ED', classification: 'RD04', logicalStatus: 'approved' },
        ...{ localCustodianCode: 4605, easting: 407823, northing: 281658, asOf: '2016-02-10' },
      },
      {
        ...{ uprn: '100071428504', number: '2', street: 'RICHMOND PLACE', town: 'BIRMINGHAM', postcode: 'B14 7ED' },
        ...{ line: '2 RICHMOND PLACE, BIRMINGHAM, B14 7ED', classification: 'RD04', logicalStatus: 'approved' },
        ...{ localCustodianCode: 4605, easting: 407823, northing: 281663, asOf: '2016-02-10' },
      },
    ]);
  });
});
