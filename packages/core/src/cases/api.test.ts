import { expect } from 'chai';
import { addTeamMember } from '../directory/index.js';
import { giveToken } from '../testing/api-token.js';
import { onBothEngines, westmoor } from '../testing/harness.js';
import { addPerson, startHttp, type TestHttp } from '../testing/http.js';
import { aMissedBin, caseWorld, setup, type CaseWorld } from './testing/case-world.js';

interface Answered {
  readonly status: number;
  readonly etag: string;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** What the answers of these tests hold, each as much of it as it has. */
interface Body {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly status: string;
  readonly statusLabel: string;
  readonly version: number;
  readonly code: string;
  readonly errors: readonly { readonly field: string }[];
  readonly fields: readonly string[];
  readonly saved: readonly string[];
  readonly stops: readonly { readonly outcome: string }[];
  readonly items: readonly { readonly id: string; readonly kind: string; readonly state: string }[];
  readonly nextCursor: string;
}

onBothEngines('the API of cases', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  let officer: { token: string; personId: string };
  before(async () => {
    at = await caseWorld(world());
    http = await startHttp(world());
    officer = await aToken('dunmere', 'officer');
    await world().run(setup, addTeamMember, { teamId: at.teamId, personId: officer.personId });
  });
  after(() => http.close());

  async function aToken(authority: string, role: 'officer' | 'adviser'): Promise<{ token: string; personId: string }> {
    const { personId } = await addPerson(world(), { name: 'Mei Lin', roles: [[authority, role]] });
    return { token: await giveToken(world().kernel, personId), personId };
  }

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    token = officer.token,
  ): Promise<Answered> {
    const isForm = body instanceof FormData;
    const response = await fetch(http.address + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        ...(body === undefined || isForm ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const etag = response.headers.get('etag') ?? '';
    const answered = (isJson ? JSON.parse(text) : {}) as Body;
    return { status: response.status, etag, headers: response.headers, text, body: answered };
  }

  const log = (more: object = {}, key?: string) =>
    call('POST', '/api/v1/cases', { ...aMissedBin(at.serviceId), ...more }, key ? { 'Idempotency-Key': key } : {});

  it('logs a case, and one for a repeated request', async () => {
    const key = world().newId();
    const [first, second] = [await log({}, key), await log({}, key)];
    expect(first.status).to.equal(201);
    expect(first.headers.get('location')).to.equal(`/api/v1/cases/${first.body.id}`);
    expect(second.body.id).to.equal(first.body.id);
    expect((await log({ note: 'Another' }, key)).body.code).to.equal('idempotency_key_reused');
  });

  it('names each answer that needs another look, and what to tell the customer', async () => {
    const missing = await log({ answers: {} });
    expect([missing.status, missing.body.errors[0]?.field]).to.deep.equal([422, 'answers.bin']);
    const stopped = await log({ answers: { bin: 'garden' } });
    expect([stopped.status, stopped.body.code, stopped.body.stops[0]?.outcome]).to.deep.equal([
      422,
      'form_stopped',
      'not-ours',
    ]);
    expect((await log({ colour: 'red' })).body.errors[0]?.field).to.equal('colour');
  });

  it('answers a case with its version, also by reference', async () => {
    const { body } = await log();
    const found = await call('GET', `/api/v1/cases/${body.id}`);
    expect(found.etag).to.equal('"v1"');
    expect(found.body).to.include({ reference: body.reference, statusLabel: 'Received', title: 'Missed rubbish bin' });
    const listed = await call('GET', `/api/v1/cases?reference=${body.reference}`);
    expect(listed.body.items.map(({ id }) => id)).to.deep.equal([body.id]);
  });

  it('pages through open cases by cursor', async () => {
    for (let count = 0; count < 3; count += 1) await log();
    const first = await call('GET', '/api/v1/cases?limit=2');
    expect(first.body.items).to.have.length(2);
    const second = await call('GET', `/api/v1/cases?limit=2&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect((await call('GET', '/api/v1/cases?limit=500')).status).to.equal(400);
  });

  it('edits from the version that If-Match names, and from no other', async () => {
    const { body } = await log();
    const edit = (version: string | undefined, changes: object) =>
      call('PATCH', `/api/v1/cases/${body.id}`, changes, version ? { 'If-Match': version } : {});
    expect((await edit(undefined, { priority: 'low' })).status).to.equal(400);
    const done = await edit('"v1"', { priority: 'low', note: 'As agreed' });
    expect([done.status, done.etag, done.body.saved]).to.deep.equal([200, '"v2"', ['Priority']]);
    const stale = await edit('"v1"', { priority: 'high' });
    expect([stale.status, stale.body.code, stale.body.fields]).to.deep.equal([
      412,
      'precondition_failed',
      ['priority'],
    ]);
  });

  it('moves a case on, assigns it and hands it over', async () => {
    const { body } = await log();
    const path = `/api/v1/cases/${body.id}`;
    const moved = await call('POST', `${path}/status`, { event: 'start' }, { 'If-Match': '"v1"' });
    expect([moved.body.status, moved.etag]).to.deep.equal(['in-progress', '"v2"']);
    const assignee = { assigneeId: officer.personId };
    expect((await call('PUT', `${path}/assignment`, assignee, { 'If-Match': '"v2"' })).etag).to.equal('"v3"');
    const handOver = { teamId: at.otherTeamId, note: 'It is a lamp' };
    expect((await call('POST', `${path}/hand-over`, handOver, { 'If-Match': '"v3"' })).status).to.equal(200);
    const refused = await call('POST', `${path}/status`, { event: 'resolve' }, { 'If-Match': '"v4"' });
    expect([refused.status, refused.body.errors[0]?.field]).to.deep.equal([422, 'outcome']);
  });

  it('keeps notes, chases and tasks', async () => {
    const { body } = await log();
    const path = `/api/v1/cases/${body.id}`;
    expect((await call('POST', `${path}/notes`, { text: 'Rang the crew' })).status).to.equal(201);
    expect((await call('POST', `${path}/chases`, {})).status).to.equal(201);
    const events = await call('GET', `${path}/events?timeline=internal`);
    expect(events.body.items.map(({ kind }) => kind)).to.deep.equal(['chase', 'note']);
    const task = await call('POST', `${path}/tasks`, { title: 'Send the crew back' });
    const end = (version: string) =>
      call('PATCH', `${path}/tasks/${task.body.id}`, { state: 'done' }, { 'If-Match': version });
    expect((await end('"v9"')).status).to.equal(412);
    expect((await end('"v1"')).status).to.equal(200);
    expect((await call('GET', `${path}/tasks`)).body.items[0]?.state).to.equal('done');
  });

  it('takes files, hands them out as attachments that can’t run, and takes them away', async () => {
    const { body } = await log();
    const path = `/api/v1/cases/${body.id}/files`;
    const upload = (name: string, content: string) => {
      const form = new FormData();
      form.set('file', new Blob([content]), name);
      return call('POST', path, form);
    };
    const added = await upload('../notes “1”.txt', 'Rang the crew');
    expect(added.status).to.equal(201);
    const got = await call('GET', `${path}/${added.body.id}`);
    expect(got.text).to.equal('Rang the crew');
    expect(got.headers.get('content-disposition')).to.match(/^attachment; filename="notes/);
    expect(got.headers.get('x-content-type-options')).to.equal('nosniff');
    expect(got.headers.get('content-security-policy')).to.include('sandbox');
    const script = await upload('photo.png', '<svg onload="alert(1)"/>');
    expect([script.status, script.body.errors[0]?.field]).to.deep.equal([422, 'file']);
    expect((await upload('large.txt', 'x'.repeat(11_000_000))).status).to.equal(413);
    expect((await call('DELETE', `${path}/${added.body.id}`)).status).to.equal(200);
    expect((await call('GET', `${path}/${added.body.id}`)).status).to.equal(404);
  });

  it('knows no case of another authority, whatever is asked of it', async () => {
    const { body } = await log();
    const stranger = await aToken('westmoor', 'officer');
    const path = `/api/v1/cases/${body.id}`;
    const asked: [string, string, unknown?][] = [
      ['GET', path],
      ['PATCH', path, { priority: 'low' }],
      ['POST', `${path}/status`, { event: 'start' }],
      ['PUT', `${path}/assignment`, { assigneeId: null }],
      ['POST', `${path}/hand-over`, { teamId: at.otherTeamId, note: 'Ours' }],
      ['GET', `${path}/events`],
      ['POST', `${path}/notes`, { text: 'Seen' }],
      ['POST', `${path}/chases`, {}],
      ['GET', `${path}/tasks`],
      ['POST', `${path}/tasks`, { title: 'Mine' }],
      ['GET', `${path}/files`],
    ];
    for (const [method, address, sent] of asked) {
      const { status } = await call(method, address, sent, { 'If-Match': '"v1"' }, stranger.token);
      expect(status, `${method} ${address}`).to.equal(404);
    }
    const theirs = await call('POST', '/api/v1/cases', aMissedBin(at.serviceId), {}, stranger.token);
    expect(theirs.status).to.equal(404);
    expect((await call('GET', `/api/v1/cases?authority=${westmoor}`)).status).to.equal(404);
    expect((await call('GET', path)).body.version).to.equal(1);
  });

  it('lets an adviser log and note, but not work on cases', async () => {
    const adviser = await aToken('dunmere', 'adviser');
    const as = (method: string, path: string, sent: unknown) =>
      call(method, path, sent, { 'If-Match': '"v1"' }, adviser.token);
    const { body, status } = await as('POST', '/api/v1/cases', aMissedBin(at.serviceId));
    expect(status).to.equal(201);
    const path = `/api/v1/cases/${body.id}`;
    expect((await as('POST', `${path}/notes`, { text: 'Rang back' })).status).to.equal(201);
    expect((await as('POST', `${path}/status`, { event: 'start' })).status).to.equal(403);
    expect((await as('POST', `${path}/openings`, { reason: 'Curious' })).status).to.equal(403);
  });
});
