import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { changeStatus, findCase, resolveCase, restrictCase } from '../cases/index.js';
import type { StaffActor } from '../kernel/actor.js';
import { DAY_MS, MINUTE_MS } from '../kernel/clock.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { everyAuthority } from '../kernel/scope.js';
import { publishService } from '../services/index.js';
import { caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf } from '../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines } from '../testing/harness.js';
import { startHttp, type Answer, type TestHttp } from '../testing/http.js';
import { makeKey, newKeySecret, revokeKey } from './keys/make-key.js';
import type { KeyRight } from './keys/key-types.js';
import { offerService } from './offers/offer-service.js';
import type { Offering } from './offers/offer-types.js';

const pothole = {
  key: 'pothole',
  name: 'Pothole',
  form: { questions: [] },
  location: { kind: 'point', required: true },
  summaryTemplate: 'Pothole',
};

onBothEngines('Open311', (world) => {
  let at: CaseWorld;
  let administrator: StaffActor;
  let http: TestHttp;
  let potholes: string;
  let secret: string;
  before(async () => {
    at = await caseWorld(world());
    administrator = await world().staff(['open311.manage'], [dunmere], 'Helen Tranter');
    const definition = missedBin(pothole);
    potholes = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
    await offer(at.serviceId, 'reports');
    await offer(potholes, 'requests');
    ({ secret } = await key(['report', 'update']));
    http = await startHttp(world());
  });
  after(() => http.close());
  // Each test has a minute’s calls of its own.
  beforeEach(() => world().clock.advance(MINUTE_MS));

  const versions = new Map<string, number>();
  const offer = async (serviceId: string, shows: Offering): Promise<void> => {
    const input = { serviceId, shows, expectedVersion: versions.get(serviceId) ?? 0 };
    versions.set(serviceId, (await world().run(administrator, offerService, input)).version);
  };
  const key = async (rights: KeyRight[], authorityId = dunmere) => {
    const made = newKeySecret(world().kernel);
    const input = { authorityId, name: 'FixMyStreet', rights, secretHash: hashSecret(made) };
    const actor = authorityId === dunmere ? administrator : setup;
    return { secret: made, ...(await world().run(actor, makeKey, input)) };
  };
  const get = (path: string, query: object = {}): Promise<Answer> =>
    http
      .browser()
      .get(`/open311/v2/${path}?${new URLSearchParams({ jurisdiction_id: 'dunmere', ...query }).toString()}`);
  const read = async (path: string, query: object = {}): Promise<Record<string, unknown>[]> =>
    JSON.parse((await get(path, query)).text) as Record<string, unknown>[];
  const post = (path: string, form: object): Promise<Answer> =>
    http.browser().send(`/open311/v2/${path}`, { method: 'POST', form: { jurisdiction_id: 'dunmere', ...form } });
  const aReport = {
    service_code: 'pothole',
    lat: '52.41238',
    long: '-2.21999',
    description: 'Deep, says Joan Prosser',
  };
  const report = async (more: object = {}): Promise<string> => {
    const answer = await post('requests.json', { api_key: secret, ...aReport, ...more });
    expect(answer.status, answer.text).to.equal(200);
    return (JSON.parse(answer.text) as { service_request_id: string }[])[0]?.service_request_id ?? '';
  };
  const caseOf = async (id: string) => {
    const found = await findCase(world().kernel.db.read(everyAuthority), id);
    if (!found) throw new Error('there is no such case');
    return found;
  };

  it('lists the services that are open, and no other', async () => {
    const services = await read('services.json');
    expect(services.map((one) => one['service_code'])).to.have.members(['missed-bin', 'pothole']);
    expect(services.find((one) => one['service_code'] === 'pothole')).to.deep.include({
      metadata: false,
      type: 'realtime',
    });
    await offer(potholes, 'closed');
    expect((await read('services.json')).map((one) => one['service_code'])).to.deep.equal(['missed-bin']);
    expect((await get('services/pothole.json')).status).to.equal(404);
    await offer(potholes, 'requests');
  });

  it('logs what is reported as the desk does, for whom it is, and tells the reference to its sender alone', async () => {
    const answer = await post('requests.xml', {
      ...{ api_key: secret, service_code: 'missed-bin', address_string: '4 Quarry Lane, DM4 2LL' },
      ...{ 'attribute[bin]': 'recycling', 'attribute[missed-on]': '2026-11-13T00:00:00Z', 'attribute[easting]': '1' },
      ...{ first_name: 'Joan', last_name: 'Prosser', phone: '01632 960144', description: 'Again & again' },
    });
    expect(answer.headers.get('content-type')).to.equal('text/xml; charset=utf-8');
    const id = /<service_request_id>([^<]+)</.exec(answer.text)?.[1] ?? '';
    const found = await caseOf(id);
    expect(answer.text).to.contain(found.reference);
    expect(found.answers).to.deep.equal({ bin: 'recycling', 'missed-on': '2026-11-13' });
    expect(found.participant).to.deep.equal({ name: 'Joan Prosser', telephone: '01632 960144' });
    expect(found.teamId).to.equal(at.teamId);
    const audited = (await auditOf(world(), id)).map(({ action }) => action);
    expect(audited).to.include.members(['cases.log-case', 'open311.take-report']);
  });

  it('puts photos on the case', async () => {
    const files = [{ field: 'media', name: 'hole.txt', bytes: Buffer.from('A letter') }];
    const form = { jurisdiction_id: 'dunmere', api_key: secret, ...aReport };
    const answer = await http.browser().send('/open311/v2/requests.json', { method: 'POST', form, files });
    const [row] = JSON.parse(answer.text) as { service_request_id: string }[];
    const db = world().kernel.db.read(everyAuthority);
    const added = await db.rows(
      db
        .from('case_files')
        .where({ case_id: row?.service_request_id ?? '' })
        .select('name'),
    );
    expect(added).to.deep.equal([{ name: 'hole.txt' }]);
  });

  it('names each field that is wrong as its sender called it, in the format that was asked, and logs nothing', async () => {
    const wrong = { api_key: secret, service_code: 'missed-bin', 'attribute[bin]': 'bathtub', address_id: 'x' };
    const json = await post('requests.json', wrong);
    expect(json.status).to.equal(400);
    const errors = JSON.parse(json.text) as { code: number; description: string }[];
    expect(errors.map(({ code }) => code)).to.deep.equal([400, 400]);
    expect(errors[0]?.description).to.match(/^attribute\[bin\]: Choose/);
    expect(errors[1]?.description).to.match(/^lat and long, address_string or address_id: /);
    const xml = await post('requests.xml', wrong);
    expect(xml.text).to.match(/^<\?xml [^]*<errors><error><code>400<\/code><description>attribute\[bin\]: Choose/);
  });

  it('takes no report without a good key of that council', async () => {
    const others = await key(['report'], castlebridge);
    const mere = await key(['update']);
    const gone = await key(['report']);
    await world().run(administrator, revokeKey, { id: gone.id });
    for (const api_key of ['', 'guess', others.secret, mere.secret, gone.secret]) {
      const answer = await post('requests.json', { ...aReport, api_key });
      expect(answer.status, api_key).to.equal(403);
      expect(answer.text).to.match(/^\[\{"code":403,/);
    }
    expect((await auditOf(world(), gone.id)).map(({ action }) => action)).to.deep.equal([
      'open311.make-key',
      'open311.revoke-key',
    ]);
    expect((await get('requests.json', { api_key: 'guess' })).status).to.equal(403);
  });

  it('shows everybody what names nobody, roughly where, and to its sender all that was sent', async () => {
    const id = await report({ media_url: 'https://photos.example/1.jpg' });
    const [told] = await read(`requests/${id}.json`);
    expect(told).to.deep.include({ lat: 52.412, long: -2.22, description: null, media_url: null, address: null });
    expect(JSON.stringify(told)).not.to.match(/Prosser|DU-/);
    const [own] = await read(`requests/${id}.json`, { api_key: secret });
    expect(own).to.deep.include({ lat: 52.41238, long: -2.21999, description: aReport.description });
    expect(own).to.deep.include({ media_url: 'https://photos.example/1.jpg', status: 'open', service_code: 'pothole' });
  });

  it('shows nobody else what a service only takes, and nobody at all what is restricted', async () => {
    const bin = { service_code: 'missed-bin', address_string: '4 Quarry Lane', 'attribute[bin]': 'rubbish' };
    const taken = await report(bin);
    expect((await get(`requests/${taken}.json`)).status).to.equal(404);
    expect((await get(`requests/${taken}.json`, { api_key: (await key(['report'])).secret })).status).to.equal(404);
    expect(await read(`requests/${taken}.json`, { api_key: secret })).to.have.length(1);
    const open = await report();
    const officer = {
      ...at.officer,
      grants: new Map([...at.officer.grants, ['cases.restrict', [{ authorityId: dunmere }]]]),
    };
    const { version: expectedVersion } = await caseOf(open);
    await world().run(officer, restrictCase, { caseId: open, expectedVersion, reason: 'safeguarding' });
    for (const query of [{}, { api_key: secret }]) {
      expect((await get(`requests/${open}.json`, query)).status).to.equal(404);
      expect(JSON.stringify(await read('requests.json', query))).not.to.contain(open);
      expect((await get(`tokens/${open}.json`, query)).status).to.equal(404);
    }
    const update = { api_key: secret, service_request_id: open, update_id: 'U-9', description: 'Well?' };
    expect((await post('servicerequestupdates.json', update)).status).to.equal(404);
  });

  it('narrows by ids, service, state and dates, and refuses what it can’t read', async () => {
    const [one, two] = [await report(), await report()];
    const ids = async (query: object): Promise<unknown[]> =>
      (await read('requests.json', query)).map((row) => row['service_request_id']);
    expect(await ids({ service_request_id: `${one},${two},nonsense`, status: 'closed' })).to.have.members([one, two]);
    expect(await ids({ service_code: 'missed-bin' })).not.to.include(one);
    expect(await ids({ status: 'open' })).to.include.members([one, two]);
    expect(await ids({ status: 'closed' })).not.to.include(one);
    expect(await ids({ end_date: '2026-11-15' })).not.to.include(one);
    for (const query of [
      { status: 'gone' },
      { start_date: 'yesterday' },
      { start_date: '2026-01-01', end_date: '2026-11-01' },
    ])
      expect((await get('requests.json', query)).status, JSON.stringify(query)).to.equal(400);
    world().clock.advance(91 * DAY_MS);
    expect(await ids({})).not.to.include(one);
    world().clock.advance(-91 * DAY_MS);
  });

  it('tells the sender what became of it, in mySociety’s words', async () => {
    const id = await report();
    const { officer } = at;
    const begun = await world().run(officer, changeStatus, { caseId: id, expectedVersion: 1, event: 'start' });
    const done = { caseId: id, expectedVersion: begun.version, outcome: 'emptied' };
    await world().run(officer, resolveCase, done);
    const updates = (await read('servicerequestupdates.json', { api_key: secret })).filter(
      (row) => row['service_request_id'] === id,
    );
    expect(updates.map((row) => [row['status'], row['external_status_code']])).to.deep.equal([
      ['in_progress', 'in-progress'],
      ['closed', 'emptied'],
    ]);
    expect(updates[1]?.['description']).to.equal('We emptied the bin');
    const [now] = await read(`requests/${id}.json`);
    expect(now).to.deep.include({ status: 'closed', status_notes: 'We emptied the bin' });
    expect((await get('servicerequestupdates.json')).status).to.equal(403);
    expect(await read('servicerequestupdates.json', { api_key: (await key(['report'])).secret })).to.deep.equal([]);
  });

  it('notes what the sender adds once, under the id that its feed shows, and moves the case nowhere', async () => {
    const id = await report();
    const update = {
      ...{ api_key: secret, service_request_id: id, update_id: 'U-1', status: 'CLOSED' },
      ...{ updated_datetime: '2026-11-16T10:00:00Z', description: 'It is gone' },
    };
    const answers = [
      await post('servicerequestupdates.json', update),
      await post('servicerequestupdates.json', update),
    ];
    const made = answers.map(({ text }) => (JSON.parse(text) as { update_id: string }[])[0]?.update_id);
    expect(made[0]).to.equal(made[1]);
    const feed = (await read('servicerequestupdates.json', { api_key: secret })).filter(
      (row) => row['update_id'] === made[0],
    );
    expect(feed).to.have.length(1);
    expect(feed[0]).to.deep.include({ status: 'unchanged', description: 'From FixMyStreet: (closed) It is gone' });
    expect((await caseOf(id)).status).to.equal('received');
    const strangers = await key(['report', 'update']);
    const theirs = await post('servicerequestupdates.json', { ...update, api_key: strangers.secret, update_id: 'U-2' });
    expect(theirs.status).to.equal(404);
  });

  it('says what it is asked wrongly in the standard’s words, whoever asks from wherever', async () => {
    const unknown = await get('services.xml', { jurisdiction_id: 'atlantis' });
    expect(unknown.status).to.equal(404);
    expect(unknown.text).to.match(/<errors><error><code>404<\/code>/);
    expect((await get('services.json', { jurisdiction_id: '' })).status).to.equal(400);
    expect((await get('plans.json')).text).to.match(/^\[\{"code":404,/);
    expect((await get('requests.json')).headers.get('access-control-allow-origin')).to.equal('*');
    const discovery = await http.browser().get('/open311/v2/discovery.json');
    expect(JSON.parse(discovery.text)).to.have.property('endpoints').with.length(1);
    const [{ service_request_id: id } = {}] = await read('tokens/' + (await report()) + '.json');
    expect(id).to.be.a('string');
  });

  it('takes so many reports of a key in a minute, and says when to go on', async () => {
    const answers: Answer[] = [];
    for (let call = 0; call <= 60; call += 1) answers.push(await post('requests.json', { api_key: secret }));
    expect(answers.slice(0, 60).every(({ status }) => status === 400)).to.equal(true);
    expect(answers[60]?.status).to.equal(429);
    expect(Number(answers[60]?.headers.get('retry-after'))).to.be.greaterThan(0);
    world().clock.advance(MINUTE_MS);
    await report();
  });

  it('answers each call that the document shows', async () => {
    const document = readFileSync(new URL('../../../../docs/develop/open311.md', import.meta.url), 'utf8');
    let id = '';
    for (const [, call = ''] of document.matchAll(/```http\n([^]*?)```/g)) {
      const [head = '', body] = call.trim().replace('SERVICE-REQUEST-ID', id).replace('YOUR-KEY', secret).split('\n\n');
      const [method = '', path = ''] = head.split(' ');
      const form = Object.fromEntries(new URLSearchParams(body));
      const answer = await http.browser().send(path, { method, ...(body === undefined ? {} : { form }) });
      expect(answer.status, `${call} ${answer.text}`).to.equal(200);
      if (path.endsWith('requests.json')) id = answer.text.slice(24, 60);
    }
    expect(id).to.match(/^[0-9a-f-]{36}$/);
  });
});
