import { expect } from 'chai';
import { giveToken } from '../testing/api-token.js';
import { dunmere, onBothEngines } from '../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../testing/http.js';

interface Answered {
  readonly status: number;
  readonly etag: string;
  readonly location: string;
  readonly body: Record<string, unknown>;
}

onBothEngines('the API of customers', (world) => {
  let http: TestHttp;
  let adviser: string;
  before(async () => {
    http = await startHttp(world());
    adviser = await tokenOf('dunmere');
  });
  after(() => http.close());

  async function tokenOf(authority: string): Promise<string> {
    const { personId } = await addPerson(world(), { roles: [[authority, 'adviser']] });
    return await giveToken(world().kernel, personId);
  }

  async function ask(
    method: string,
    path: string,
    about: { json?: unknown; headers?: Record<string, string>; token?: string } = {},
  ): Promise<Answered> {
    const { json, headers, token = adviser } = about;
    const all = { Accept: 'application/json', Authorization: `Bearer ${token}`, ...headers };
    const sent = await http.browser().send(`/api/v1${path}`, { method, headers: all, ...(json ? { json } : {}) });
    const body = (sent.text ? JSON.parse(sent.text) : {}) as Record<string, unknown>;
    return { status: sent.status, etag: sent.headers.get('etag') ?? '', location: sent.location, body };
  }

  const joan = {
    authorityId: dunmere,
    firstName: 'Joan',
    lastName: 'Prosser',
    telephones: ['01632 960601'],
    address: { line: '4 Quarry Lane', postcode: 'dm4 2ll' },
  };
  const create = async (json: object): Promise<string> =>
    String((await ask('POST', '/customers', { json: { ...json, confirmedNew: true } })).body['id']);

  it('creates a customer, and answers with its address and version', async () => {
    const { status, etag, location, body } = await ask('POST', '/customers', { json: joan });
    expect([status, etag, location]).to.deep.equal([201, '"v1"', `/api/v1/customers/${String(body['id'])}`]);
    const read = await ask('GET', `/customers/${String(body['id'])}`);
    expect(read.body).to.include({ displayName: 'Joan Prosser', postcode: 'DM4 2LL', telephone: '+441632960601' });
    expect(read.etag).to.equal('"v1"');
  });

  it('names the likely duplicates by id, and no personal data', async () => {
    const { status, body } = await ask('POST', '/customers', { json: joan });
    expect([status, body['code']]).to.deep.equal([409, 'likely_duplicate']);
    expect(body['candidates']).to.be.an('array').with.length(1);
    expect(JSON.stringify(body)).not.to.match(/Prosser|Quarry/);
  });

  it('answers a repeated key as the first time, and refuses it for another body', async () => {
    const headers = { 'Idempotency-Key': 'customers-1' };
    const json = { authorityId: dunmere, lastName: 'Onceonly' };
    const [one, other] = [
      await ask('POST', '/customers', { json, headers }),
      await ask('POST', '/customers', { json, headers }),
    ];
    expect(other.body).to.deep.equal(one.body);
    const changed = await ask('POST', '/customers', { json: { ...json, title: 'Dr' }, headers });
    expect([changed.status, changed.body['code']]).to.deep.equal([422, 'idempotency_key_reused']);
  });

  it('finds by words and by telephone', async () => {
    const found = await ask('GET', '/customers?q=prosser+dm4+2ll');
    expect(found.body['items']).to.have.length(1);
    expect(found.body).to.include({ nextCursor: null, shows: 'all' });
    expect((await ask('GET', '/customers?telephone=01632960601')).body['items']).to.have.length(1);
    expect((await ask('GET', '/customers')).status).to.equal(400);
  });

  it('changes with If-Match, refuses without, and tells the clashing fields', async () => {
    const id = await create({ authorityId: dunmere, firstName: 'Ann', lastName: 'Patch' });
    const path = `/customers/${id}`;
    expect((await ask('PATCH', path, { json: { title: 'Dr' } })).status).to.equal(400);
    const headers = { 'If-Match': '"v1"' };
    const changed = await ask('PATCH', path, { json: { title: 'Dr' }, headers });
    expect([changed.status, changed.etag]).to.deep.equal([200, '"v2"']);
    const clash = await ask('PATCH', path, { json: { title: 'Ms', base: { title: null } }, headers });
    expect(clash.body).to.deep.include({ code: 'precondition_failed', fields: ['title'] });
    const merged = await ask('PATCH', path, { json: { language: 'cy', base: { language: 'en' } }, headers });
    expect(merged.body).to.deep.include({ version: 3, changed: ['language'] });
  });

  it('adds and ends contact points', async () => {
    const id = await create({ authorityId: dunmere, lastName: 'Points' });
    const path = `/customers/${id}/contact-points`;
    const added = await ask('POST', path, { json: { kind: 'email', value: 'points@post.example' } });
    expect(added.status).to.equal(201);
    const point = `${path}/${String(added.body['id'])}`;
    expect((await ask('POST', `${point}/verify`)).status).to.equal(200);
    expect((await ask('DELETE', point)).status).to.equal(200);
    expect((await ask('GET', `/customers/${id}`)).body['contactPoints']).to.deep.equal([]);
  });

  it('names the field and the fix of what it refuses', async () => {
    const { status, body } = await ask('POST', '/customers', { json: { ...joan, telephones: ['12'], colour: 'red' } });
    expect(status).to.equal(422);
    const fields = (body['errors'] as { field: string }[]).map(({ field }) => field);
    expect(fields).to.have.members(['telephones.0', 'colour']);
  });

  it('answers another authority’s customer as absent', async () => {
    const id = await create({ authorityId: dunmere, lastName: 'Distant' });
    const token = await tokenOf('castlebridge');
    expect((await ask('GET', `/customers/${id}`, { token })).status).to.equal(404);
    const headers = { 'If-Match': '"v1"' };
    expect((await ask('PATCH', `/customers/${id}`, { json: { title: 'Dr' }, headers, token })).status).to.equal(404);
    expect((await ask('GET', '/customers?q=distant', { token })).body['items']).to.deep.equal([]);
  });
});
