import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ChangesPage, LineOfBusinessInstance, OutgoingCase } from '@moothall/adapter-sdk';
import { aHost, startAdapter, type FarEnd } from '@moothall/adapter-testkit';
import { expect } from 'chai';
import { adapter } from './adapter.js';
import { readRecords } from './read-records.js';
import { anOpen311Server, type Open311Server } from './testing/open311-server.js';

const one: OutgoingCase = {
  ...{ id: '01900000-0000-7000-8000-000000000001', reference: 'DU-4F7K-2Q9M-X', service: 'missed-bin' },
  ...{ serviceName: 'Missed bin', title: 'Missed rubbish bin', priority: 'normal', loggedAt: 0, triedAt: null },
  answers: [{ key: 'bin', question: 'Which bin was missed?', values: ['rubbish', 'garden'], text: 'Rubbish, garden' }],
  place: { text: '4 Quarry Lane', uprn: '999900000004', lat: 52.4, long: -2.2 },
  customer: { name: 'Joan Mary Prosser', email: 'joan@mail.example', telephone: '+441632960144' },
  files: [],
};
const mapped = {
  services: {
    'missed-bin': {
      code: 'BIN',
      attributes: {
        bin_type: { from: 'bin', values: { rubbish: 'RES' } },
        uprn: { from: '@uprn' },
        source: { value: 'Moothall' },
        notice: { from: 'never-asked' },
      },
    },
  },
  everyMinutes: 0,
};

describe('Open311', () => {
  let server: Open311Server;
  let farEnd: FarEnd;
  const begin = async (settings: object = {}, tokens = false): Promise<LineOfBusinessInstance> => {
    server = anOpen311Server({ now: () => Date.UTC(2026, 10, 16, 10), tokens });
    farEnd = await server.start();
    const given = { settings: { ...mapped, url: farEnd.url, ...settings }, secrets: { apiKey: 'swordfish-4821' } };
    return startAdapter<LineOfBusinessInstance>(adapter, aHost(), given);
  };
  afterEach(() => farEnd.close());
  const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
    work.then(
      () => 'it went',
      (error: { code?: string }) => error.code,
    );

  it('sends the place, the words and the attributes as they are mapped, and nothing of the customer unasked', async () => {
    const instance = await begin({ jurisdiction: 'westmoor.example' });
    await instance.create(one);
    const { fields } = server.received.get('R-1') ?? {};
    expect(Object.fromEntries(fields ?? [])).to.deep.equal({
      ...{ service_code: 'BIN', lat: '52.4', long: '-2.2', address_string: '4 Quarry Lane' },
      description: 'Missed rubbish bin\nWhich bin was missed? Rubbish, garden\n\n[DU-4F7K-2Q9M-X]',
      ...{ 'attribute[bin_type][]': 'garden', 'attribute[uprn]': '999900000004', 'attribute[source]': 'Moothall' },
      ...{ jurisdiction_id: 'westmoor.example', api_key: 'swordfish-4821' },
    });
    expect(fields?.getAll('attribute[bin_type][]')).to.deep.equal(['RES', 'garden']);
  });

  it('sends of the customer what its settings say', async () => {
    const instance = await begin({ sends: ['name', 'telephone'] });
    await instance.create(one);
    const { fields } = server.received.get('R-1') ?? {};
    expect([
      fields?.get('first_name'),
      fields?.get('last_name'),
      fields?.get('phone'),
      fields?.get('email'),
    ]).to.deep.equal(['Joan', 'Mary Prosser', '+441632960144', null]);
  });

  it('keeps a description within what GeoReport takes, with the reference by which it is found again', async () => {
    const instance = await begin();
    await instance.create({ ...one, title: 'a'.repeat(6000) });
    const { description } = server.requests[0] ?? { description: '' };
    expect(description.length).to.be.at.most(4000);
    expect(description.endsWith('[DU-4F7K-2Q9M-X]')).to.equal(true);
  });

  it('refuses a case without a place', async () => {
    const instance = await begin();
    const nowhere = { text: null, uprn: null, lat: null, long: null };
    expect(await codeOf(instance.create({ ...one, place: nowhere }))).to.equal('refused');
  });

  it('asks for what a token has become, and makes no second request meanwhile', async () => {
    const instance = await begin({}, true);
    farEnd.forget();
    expect(await instance.create(one)).to.deep.equal({ reference: 'R-1' });
    expect(farEnd.requests.map(({ path: asked }) => asked.split('?')[0])).to.deep.equal([
      '/requests.json',
      '/tokens/T-R-1.json',
    ]);
  });

  it('leaves to staff what may be there already and can’t be asked for', async () => {
    const instance = await begin({ lookUp: 'none' });
    expect(await codeOf(instance.create({ ...one, triedAt: Date.UTC(2026, 10, 16, 9) }))).to.equal('conflict');
    expect(server.requests).to.deep.equal([]);
  });

  it('says in its check which mapped service is not offered', async () => {
    const instance = await begin({ services: { 'missed-bin': { code: 'BINS' } } });
    expect(await instance.check()).to.deep.include({ ok: false, code: 'not_found' });
  });

  it('without updates takes no words, and tells of each state that a request comes to, once', async () => {
    const statuses = { closed: { status: 'resolved', outcome: 'emptied', words: 'Done' } };
    const instance = await begin({ statuses });
    expect([instance.update, instance.cancel]).to.deep.equal([undefined, undefined]);
    await instance.create(one);
    const all = async () => {
      const found = [];
      let cursor: string | null = null;
      for (;;) {
        const page: ChangesPage | undefined = await instance.changesSince?.(cursor);
        found.push(...(page?.changes ?? []));
        if (!page?.hasMore) return found;
        cursor = page.cursor;
      }
    };
    expect((await all()).map(({ status }) => status?.words)).to.deep.equal(['open']);
    server.change('R-1', 'closed', 'Emptied at noon');
    const [change] = await all();
    expect(change).to.deep.include({
      theirReference: 'R-1',
      status: { key: 'resolved', outcome: 'emptied', words: 'Done' },
      comment: { text: 'Emptied at noon', for: 'staff' },
    });
  });

  it('knows an external status code before the status, and does not hear its own words', async () => {
    const statuses = { fixed: { status: 'resolved', outcome: 'emptied' }, 'CREW-7': { status: 'in-progress' } };
    const instance = await begin({ updates: 'mysociety', statuses, comments: 'customer' });
    await instance.create(one);
    const word = { kind: 'note', theirReference: 'R-1', reference: one.reference, text: 'Blue gate', at: 0 } as const;
    await instance.update?.({ ...word, id: 'w' });
    server.change('R-1', 'fixed', 'A crew is there', 'CREW-7');
    const { changes } = (await instance.changesSince?.(null)) ?? { changes: [] };
    expect(changes.map(({ status, comment }) => [status, comment])).to.deep.equal([
      [
        { key: 'in-progress', outcome: null, words: 'fixed (CREW-7)' },
        { text: 'A crew is there', for: 'customer' },
      ],
    ]);
  });

  it('fetches photos that came with an update without its key, and passes over what is no address', async () => {
    const instance = await begin({ updates: 'mysociety' });
    await instance.create(one);
    server.change('R-1', 'open', 'Filled', undefined, `${farEnd.url}/photos/filled.gif`);
    server.change('R-1', 'open', 'Painted', undefined, 'https://photos.contractor.example/1.jpg');
    server.change('R-1', 'open', 'And swept', undefined, 'javascript:alert(1)');
    const { changes } = (await instance.changesSince?.(null)) ?? { changes: [] };
    expect(changes.map(({ comment, files }) => [comment?.text, files?.map(({ name }) => name)])).to.deep.equal([
      ['Filled', ['filled.gif']],
      ['Painted', ['1.jpg']],
      ['And swept', []],
    ]);
    const [filled, painted] = changes.flatMap(({ files = [] }) => files);
    farEnd.forget();
    expect((await filled?.read())?.length).to.be.greaterThan(10);
    expect(farEnd.requests.map(({ path: asked }) => asked)).to.deep.equal(['/photos/filled.gif']);
    expect(painted?.place).to.equal('https://photos.contractor.example/1.jpg');
  });

  it('refuses a document type, entities that it does not know, and what is not closed', () => {
    const bad = [
      '<!DOCTYPE a [<!ENTITY b "c">]><services></services>',
      '<services><service>&b;</service></services>',
      '<services><service></services>',
      '<services></services><services></services>',
      'services',
    ];
    for (const xml of bad) expect(() => readRecords(xml, 'services'), xml).to.throw('not the XML');
    expect(readRecords('<a><b><c>1 &lt; 2 &#x1F411;</c><d><![CDATA[<e>]]></d><f/></b></a>', 'a')).to.deep.equal([
      { c: '1 < 2 🐑', d: '<e>', f: '' },
    ]);
  });
});

/** What of JSON Schema the published schemas use to tell a good request from a bad one. */
interface RequestSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, { readonly type?: string; readonly enum?: readonly string[] }>>;
}

describe('the Open311 server of the tests', () => {
  const folder = path.join(process.env['MOOTHALL_TEST_DATA'] ?? '', 'open311');
  const isThere = process.env['MOOTHALL_TEST_DATA'] !== undefined && existsSync(folder);

  it('answers requests as the published schema has them', async function () {
    if (!isThere) return this.skip();
    const schema = JSON.parse(readFileSync(path.join(folder, 'request.schema.json'), 'utf8')) as RequestSchema;
    const server = anOpen311Server();
    const farEnd = await server.start();
    await fetch(`${farEnd.url}/requests.json`, { method: 'POST', body: new URLSearchParams({ service_code: 'BIN' }) });
    const [request = {}] = (await (await fetch(`${farEnd.url}/requests.json`)).json()) as Record<string, unknown>[];
    await farEnd.close();
    for (const name of schema.required) expect(request, name).to.have.property(name);
    for (const [name, value] of Object.entries(request)) {
      const { type, enum: allowed } = schema.properties[name] ?? {};
      if (type !== undefined) expect(typeof value, name).to.equal(type);
      if (allowed !== undefined) expect(allowed, name).to.include(value);
    }
  });

  it('and what others answer is read', function () {
    if (!isThere) return this.skip();
    const fixture = (name: string): string => readFileSync(path.join(folder, 'fixtures-cfa', name), 'utf8');
    const read = (name: string) => readRecords(fixture(name), 'service_requests');
    expect(read('service_requests.xml').map(({ service_request_id: id }) => id)).to.deep.equal(['638344', '638349']);
    expect(read('service_requests_empty.xml')).to.deep.equal([]);
    expect(read('post_service_request.xml')[0]).to.include({ service_request_id: '293944' });
    expect(readRecords(fixture('services.xml'), 'services').length).to.be.greaterThan(30);
  });
});
