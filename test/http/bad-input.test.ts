import { expect } from 'chai';
import { onCopyOf } from '#core/testing/world-copies.js';
import { changedTables, digestTables } from '../tenancy/digests.js';
import { fieldsOf, openFace, problemOf, type Face } from './face.js';
import { bothCouncils } from '../tenancy/seed.js';

const unknownId = '01936f00-0000-7000-8000-000000000000';

onCopyOf('bad input over HTTP', bothCouncils, (world, both) => {
  let face: Face;
  before(async function () {
    this.timeout(30_000);
    face = await openFace(world(), both());
  });
  after(() => face.http.close());

  const newCustomer = (more: object = {}): object => ({
    authorityId: face.ours.authorityId,
    firstName: 'New',
    lastName: 'Person',
    confirmedNew: true,
    ...more,
  });
  const post = (path: string, json: unknown, headers: Record<string, string> = {}) =>
    face.api(path, { method: 'POST', json, headers });

  /** Sends something wrong and sees to it that nothing was written. */
  async function refused(send: () => ReturnType<typeof post>, status: number): ReturnType<typeof post> {
    const before = await digestTables(world(), face.ours);
    const answer = await send();
    expect(answer.status, answer.text).to.equal(status);
    expect(answer.headers.get('content-type')).to.contain('application/problem+json');
    expect(changedTables(before, await digestTables(world(), face.ours))).to.deep.equal([]);
    return answer;
  }

  it('names a field that is too long, and how long it may be', async () => {
    const answer = await refused(() => post('/api/v1/customers', newCustomer({ lastName: 'x'.repeat(101) })), 422);
    expect(problemOf(answer).errors).to.deep.equal([
      { field: 'lastName', message: 'Shorten this to 100 characters or fewer' },
    ]);
  });

  it('names every field of a wrong type, also inside lists', async () => {
    const wrong = newCustomer({ firstName: 7, telephones: ['01632 960144', 12], identifiers: 'none', needs: [{}] });
    const answer = await refused(() => post('/api/v1/customers', wrong), 422);
    expect(fieldsOf(answer)).to.have.members(['firstName', 'telephones.1', 'identifiers', 'needs.0']);
  });

  it('names a field that is missing', async () => {
    const answer = await refused(() => post(`/api/v1/cases/${face.ours.caseId}/notes`, {}), 422);
    expect(fieldsOf(answer)).to.deep.equal(['text']);
  });

  it('names a field that does not exist, and takes none along', async () => {
    const more = { role: 'administrator', authority_id: face.theirs.authorityId, paid: true, id: unknownId };
    const answer = await refused(() => post('/api/v1/customers', newCustomer(more)), 422);
    expect(fieldsOf(answer)).to.have.members(['role', 'authority_id', 'paid', 'id']);
    const form = await face.browser.post('/desk/me/preferences', {
      scheme: 'dark',
      shortcuts: 'on',
      role: 'administrator',
    });
    expect(form.status).to.equal(422);
  });

  it('knows nothing under an unknown id, or under something that is no id', async () => {
    for (const id of [unknownId, face.theirs.customerId, 'null', '1', '%00', `${unknownId}%27--`]) {
      const answer = await refused(() => face.api(`/api/v1/customers/${id}`), 404);
      expect(problemOf(answer).code).to.equal('not_found');
    }
  });

  it('refuses an edit from an old version with 412, and one that names none', async () => {
    const edit = (headers: Record<string, string>, title = 'First') =>
      face.api(`/api/v1/cases/${face.ours.caseId}`, { method: 'PATCH', json: { title }, headers });
    const read = await face.api(`/api/v1/cases/${face.ours.caseId}`);
    const etag = read.headers.get('etag') ?? '';
    const first = await edit({ 'If-Match': etag });
    expect(first.status, first.text).to.equal(200);
    const late = await refused(() => edit({ 'If-Match': etag }, 'Second'), 412);
    expect(problemOf(late).code).to.equal('precondition_failed');
    await refused(() => edit({}), 400);
    await refused(() => edit({ 'If-Match': 'yesterday' }), 400);
  });

  it('refuses an old version of everything that is edited by version', async () => {
    const { interactionId, customerId, articleId } = face.ours;
    const late = { 'If-Match': '"v999"' };
    for (const [method, path, json] of [
      ['PUT', `/api/v1/interactions/${interactionId}/customer`, { customerId: null }],
      ['POST', `/api/v1/interactions/${interactionId}/finish`, {}],
      ['PATCH', `/api/v1/customers/${customerId}`, { firstName: 'Jane' }],
      ['DELETE', `/api/v1/knowledge/articles/${articleId}`, undefined],
    ] as const)
      await refused(() => face.api(path, { method, json, headers: late }), 412);
  });

  it('answers a page’s edit from an old version with 409 and keeps what was typed', async () => {
    const { caseReference, personId } = face.ours;
    const late = { version: '1', assigneeId: personId };
    const path = `/desk/cases/${caseReference}/assign`;
    await face.browser.post(path, { ...late, version: String(await versionOf()) });
    const answer = await face.browser.post(path, { version: '1', assigneeId: face.ours.colleagueId });
    expect(answer.status).to.equal(409);
  });

  async function versionOf(): Promise<number> {
    const read = await face.api(`/api/v1/cases/${face.ours.caseId}`);
    return (JSON.parse(read.text) as { version: number }).version;
  }

  it('does a repeated request once, and refuses its key with another body', async () => {
    const key = { 'Idempotency-Key': 'a-key-of-this-test' };
    const path = `/api/v1/cases/${face.ours.caseId}/notes`;
    const first = await post(path, { text: 'Once' }, key);
    const again = await post(path, { text: 'Once' }, key);
    expect([first.status, again.status]).to.deep.equal([201, 201]);
    expect(again.text).to.equal(first.text);
    const other = await refused(() => post(path, { text: 'Something else' }, key), 422);
    expect(problemOf(other).code).to.equal('idempotency_key_reused');
    await refused(() => post(path, { text: 'x' }, { 'Idempotency-Key': 'short' }), 400);
  });

  it('refuses sort orders and filters that do not exist, before any SQL', async () => {
    for (const path of [
      '/api/v1/cases?sort=participant_name',
      '/api/v1/cases?view=everything',
      '/api/v1/cases?order[]=id&order[]=desc',
      '/api/v1/customers?where[authority_id]=4',
      '/api/v1/customers?q=Joan&orderBy=date_of_birth',
      '/api/v1/customers?q=Joan&limit=-1',
      '/api/v1/customers?q=Joan&limit=1000000',
      '/api/v1/cases?cursor=%00',
      '/api/v1/customers?__proto__=x',
      '/api/v1/customers?settings[view options][client]=true',
    ]) {
      const answer = await refused(() => face.api(path), 400);
      expect(answer.text, path).to.not.match(/select|column|syntax/i);
    }
  });

  it('keeps emoji, right-to-left text and combining marks exactly as they were sent', async () => {
    const text = 'שלום עליכם 👩🏽‍🦽 مرحبا \u202Eabc\u202C é e\u0301 ŵŷ 𝔐 ½\nsecond line';
    const written = await post(`/api/v1/cases/${face.ours.caseId}/notes`, { text });
    expect(written.status, written.text).to.equal(201);
    const events = await face.api(`/api/v1/cases/${face.ours.caseId}/events`);
    const { items } = JSON.parse(events.text) as { items: { body: string | null }[] };
    expect(items.map(({ body }) => body)).to.include(text);
    const form = await face.browser.post(`/desk/cases/${face.ours.caseReference}/notes`, { text });
    expect(form.status).to.equal(303);
    const page = await face.browser.get(`/desk/cases/${face.ours.caseReference}`);
    expect(page.text).to.contain(text.split('\n')[0]);
  });

  it('refuses null bytes, control characters and halves of characters, naming the field', async () => {
    const path = `/api/v1/cases/${face.ours.caseId}/notes`;
    for (const text of ['a\u0000b', 'bell \u0007', 'half \uD83D of one']) {
      const answer = await refused(() => post(path, { text }), 422);
      expect(fieldsOf(answer)).to.deep.equal(['text']);
    }
    const form = await face.browser.post(`/desk/cases/${face.ours.caseReference}/notes`, { text: 'a\u0000b' });
    expect(form.status).to.equal(422);
    for (const query of ['q=%00', 'q=a%00b'])
      expect((await face.api(`/api/v1/customers?${query}`)).status, query).to.be.oneOf([200, 400]);
  });
});
