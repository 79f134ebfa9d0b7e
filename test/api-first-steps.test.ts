import { expect } from 'chai';
import { giveToken } from '#core/testing/api-token.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import type { Answer } from '#core/testing/http.js';
import { openFace, type Face } from './http/face.js';
import { bothCouncils } from './tenancy/seed.js';

interface Listed {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

onCopyOf('a client of the API that knows nothing but its token', bothCouncils, (world, both) => {
  let face: Face;
  before(async () => {
    face = await openFace(world(), both());
  });
  after(() => face.http.close());

  const ask = async <T>(path: string): Promise<T> => JSON.parse(answered(await face.api(path))) as T;
  const answered = ({ status, text }: Answer): string => {
    expect(status, text).to.equal(200);
    return text;
  };
  const items = async (path: string): Promise<Listed['items']> => (await ask<Listed>(path)).items;

  it('learns whose token it is, what it may do where, and which authority that is', async () => {
    const me = await ask<{ personId: string; authorities: { authorityId: number; permissions: string[] }[] }>(
      '/api/v1/me',
    );
    expect(me.personId).to.equal(face.ours.personId);
    const there = new Map(me.authorities.map(({ authorityId, permissions }) => [authorityId, permissions]));
    expect(there.get(face.ours.authorityId)).to.include('cases.log');
    expect(there.get(face.theirs.authorityId)).to.equal(undefined);
    const authorities = await items('/api/v1/authorities');
    expect(authorities.find(({ id }) => id === face.ours.authorityId)).to.include.keys('slug', 'name', 'gssCode');
    expect(JSON.stringify(authorities)).not.to.include('surveyPercent');
  });

  it('learns no more of a narrow token than that may do', async () => {
    const token = await giveToken(world().kernel, face.ours.personId, ['cases.read']);
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
    const { text } = await face.http.browser().get('/api/v1/me', headers);
    const { authorities } = JSON.parse(text) as { authorities: { permissions: string[] }[] };
    expect([...new Set(authorities.flatMap(({ permissions }) => permissions))]).to.deep.equal(['cases.read']);
    expect((await face.http.browser().get('/api/v1/staff?startsWith=a', headers)).status).to.equal(403);
    expect((await face.http.browser().get('/api/v1/me')).status).to.equal(401);
  });

  it('finds staff to give work to, articles to show, and a customer’s interactions', async () => {
    const colleague = await items('/api/v1/staff?startsWith=a&limit=50');
    expect(colleague.every(({ name }) => typeof name === 'string')).to.equal(true);
    const articles = await items('/api/v1/knowledge/articles');
    expect(articles.map(({ id }) => id))
      .to.include(face.ours.articleId)
      .and.not.include(face.theirs.articleId);
    const contacts = await items(`/api/v1/interactions?customerId=${face.ours.customerId}`);
    expect(contacts.map(({ id }) => id)).to.include(face.ours.interactionId);
    expect(await items(`/api/v1/interactions?customerId=${face.theirs.customerId}`)).to.deep.equal([]);
  });

  it('asks what is logged already before it logs, and reads who did what', async () => {
    const report = { answers: { bin: 'rubbish' }, location: { placeId: face.ours.placeId } };
    const { serviceId } = face.ours;
    const logged = await face.api('/api/v1/cases', { method: 'POST', json: { serviceId, ...report } });
    const { id } = JSON.parse(logged.text) as { id: string };
    const question = { serviceId, location: report.location };
    const alike = await face.api('/api/v1/cases/alike', { method: 'POST', json: question });
    expect((JSON.parse(answered(alike)) as Listed).items.map((one) => one['id'])).to.include(id);
    const [first] = await items(`/api/v1/audit-entries?kind=case&id=${id}`);
    expect(first).to.include({ action: 'cases.log-case', actorId: face.ours.personId });
    expect(first?.['details']).to.be.an('object');
    const unread = await items(`/api/v1/audit-entries?kind=case&id=${face.theirs.caseId}`);
    expect(unread).to.deep.equal([]);
  });
});
