import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { publishService } from '../services/index.js';
import { addCalendars, missedBin, setup } from '../testing/case-world.js';
import { castlebridge, dunmere, onBothEngines, westmoor } from '../testing/harness.js';
import { startHttp, type TestHttp } from '../testing/http.js';
import { namedUuid } from './named-uuid.js';
import { referralPage } from './referral-page.js';

const folder = path.join(process.env['MOOTHALL_TEST_DATA'] ?? '', 'openreferral');
const hasSchemas = process.env['MOOTHALL_TEST_DATA'] !== undefined && existsSync(folder);

function schemaOf(name: string): { validate: ValidateFunction; part: (definition: string) => ValidateFunction } {
  const schema = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as object;
  // The published file carries words of the table schema beside those of JSON Schema.
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(schema, 'service');
  const of = (ref: string): ValidateFunction => {
    const found = ajv.getSchema(ref);
    if (!found) throw new Error(`the schema has no ${ref}`);
    return found;
  };
  return { validate: of('service'), part: (definition) => of(`service#/definitions/${definition}`) };
}

interface Page {
  readonly total_items: number;
  readonly contents: readonly { readonly id: string; readonly name?: string }[];
}

onBothEngines('Open Referral', (world) => {
  let http: TestHttp;
  before(async () => {
    for (const authorityId of [dunmere, castlebridge]) await addCalendars(world(), authorityId);
    const fee = { amountPence: 3250, buys: 'up to three items' };
    const bulky = missedBin({ key: 'bulky', name: 'Bulky waste', lgsl: [528], fee, summaryTemplate: 'Bulky' });
    for (const [authorityId, definition] of [
      [dunmere, missedBin()],
      [dunmere, bulky],
      [castlebridge, missedBin({ name: 'Bin missed' })],
      [dunmere, missedBin({ key: 'desk', name: 'Laptop', audience: 'staff' })],
    ] as const)
      await world().run(setup, publishService, { authorityId, definition });
    http = await startHttp(world());
  });
  after(() => http.close());

  const get = (address: string) => http.browser().get(`/open-referral${address}`);
  const read = async <T = Page>(address: string): Promise<T> => JSON.parse((await get(address)).text) as T;
  const namesOf = async (address: string): Promise<unknown[]> => (await read(address)).contents.map(({ name }) => name);

  it('lists what councils offer residents, page by page', async () => {
    expect(await namesOf('/services')).to.deep.equal(['Bin missed', 'Bulky waste', 'Missed bin']);
    const page = await read<Record<string, unknown>>('/services?page=2&per_page=2');
    const { contents, ...about } = page;
    expect(contents).to.have.length(1);
    expect(about).to.deep.equal({
      ...{ total_items: 3, total_pages: 2, page_number: 2, size: 1 },
      ...{ first_page: false, last_page: true, empty: false },
    });
    expect((await get('/services')).headers.get('access-control-allow-origin')).to.equal('*');
  });

  it('narrows by words, council and term', async () => {
    expect(await namesOf('/services?search=BULKY+waste')).to.deep.equal(['Bulky waste']);
    const { contents } = await read('/organizations');
    expect(contents.map(({ name }) => name)).to.have.members([
      ...['Westmoor County Council', 'Dunmere District Council', 'City of Castlebridge Council'],
    ]);
    const of = contents.find(({ name }) => name === 'City of Castlebridge Council')?.id ?? '';
    expect(await namesOf(`/services?organization_id=${of}`)).to.deep.equal(['Bin missed']);
    const lgsl = namedUuid('term:lgsl:528');
    expect(await namesOf(`/services?taxonomy_term_id=${lgsl}`)).to.deep.equal(['Bulky waste']);
    expect(await namesOf(`/services?taxonomy_id=${namedUuid('taxonomy:lgsl')}`)).to.deep.equal(['Bulky waste']);
  });

  it('answers for each thing by its id, and for none that isn’t there', async () => {
    for (const list of ['/services', '/service_at_locations', '/organizations', '/taxonomies', '/taxonomy_terms']) {
      const [first] = (await read(list)).contents;
      expect((await read<{ id: string }>(`${list}/${first?.id ?? ''}`)).id, list).to.equal(first?.id);
      const absent = await get(`${list}/nothing`);
      expect(absent.status).to.equal(404);
      expect(absent.headers.get('content-type')).to.match(/^application\/problem\+json/);
    }
    expect((await get('/services?per_page=1000')).status).to.equal(400);
    expect(await read('/')).to.have.property('version', 'HSDS-UK-3.0');
  });

  it('answers each call that the document shows', async () => {
    const document = readFileSync(new URL('../../../../docs/develop/open-referral.md', import.meta.url), 'utf8');
    const calls = [...document.matchAll(/```http\nGET ([^\n]+)\n```/g)].map(([, call = '']) => call);
    expect(calls).to.have.length(2);
    for (const call of calls) expect((await http.browser().get(call)).status, call).to.equal(200);
  });

  it('is as the published schema has it', async function () {
    if (!hasSchemas) return this.skip();
    const { validate, part } = schemaOf('oruk_service_with_definitions.schema.json');
    const whole: readonly [string, ValidateFunction][] = [
      ['/services', validate],
      ['/service_at_locations', part('service_at_location')],
      ['/organizations', part('organization')],
      ['/taxonomies', part('taxonomy')],
      ['/taxonomy_terms', part('taxonomy_term')],
    ];
    for (const [list, check] of whole)
      for (const { id, ...item } of (await read(list)).contents) {
        expect(check({ id, ...item }), `${list} ${JSON.stringify(check.errors)}`).to.equal(true);
        const full: unknown = await read(`${list}/${id}`);
        expect(check(full), `${list}/:id ${JSON.stringify(check.errors)}`).to.equal(true);
      }
    expect(validate({ id: 'no uuid', name: 'Bins', status: 'active' })).to.equal(false);
  });

  it('gives a council no services that it doesn’t have', async () => {
    const of = namedUuid('authority:westmoor');
    expect(westmoor).to.be.a('number');
    expect(await read(`/services?organization_id=${of}`)).to.deep.include({ total_items: 0, empty: true });
  });
});

describe('a page of Open Referral', () => {
  it('is empty beyond the last', () => {
    const page = referralPage([1, 2, 3], { page: 9, per_page: 2 });
    expect(page).to.deep.include({ total_pages: 2, size: 0, empty: true, last_page: true, first_page: false });
  });

  it('knows a name by the same id always', () => {
    // Worked out by Python’s uuid.uuid5(uuid.NAMESPACE_URL, 'urn:moothall:authority:dunmere').
    expect(namedUuid('authority:dunmere')).to.equal('cf1434d7-f708-57d6-b01b-bdb2bed5b752');
  });
});
