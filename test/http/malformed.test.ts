import { expect } from 'chai';
import { onCopyOf } from '#core/testing/world-copies.js';
import { rawRequest } from './raw-request.js';
import { openFace, problemOf, type Face } from './face.js';
import { bothCouncils } from '../tenancy/seed.js';

onCopyOf('requests that cannot be read', bothCouncils, (world, both) => {
  let face: Face;
  before(async function () {
    this.timeout(30_000);
    face = await openFace(world(), both());
  });
  after(() => face.http.close());

  const send = (path: string, body: Buffer | string, type = 'application/json') =>
    rawRequest(face.http.address, {
      method: 'POST',
      path,
      headers: { Authorization: `Bearer ${face.token}`, Accept: 'application/json', 'Content-Type': type },
      body,
    });
  const notes = (): string => `/api/v1/cases/${face.ours.caseId}/notes`;

  it('refuses 10 MB within a second and closes the connection', async () => {
    const body = Buffer.from(JSON.stringify({ text: 'x'.repeat(10_485_760) }));
    for (const chunked of [false, true]) {
      const began = performance.now();
      const answer = await rawRequest(face.http.address, {
        method: 'POST',
        path: notes(),
        headers: { Authorization: `Bearer ${face.token}`, 'Content-Type': 'application/json' },
        body,
        chunked,
      });
      expect(answer.status).to.equal(413);
      expect(answer.headers['connection']).to.equal('close');
      expect(performance.now() - began).to.be.lessThan(1000);
    }
  });

  it('refuses broken UTF-8 instead of guessing', async () => {
    const broken = Buffer.concat([Buffer.from('{"text":"caf'), Buffer.from([0xe9]), Buffer.from('"}')]);
    const json = await send(notes(), broken);
    expect(json.status).to.equal(400);
    expect(problemOf(json).detail).to.contain('UTF-8');
    const form = await send(notes(), 'text=caf%E9', 'application/x-www-form-urlencoded');
    expect(form.status).to.equal(400);
    expect(problemOf(form).errors?.[0]?.field).to.equal('text');
    const bytes = await send(
      notes(),
      Buffer.concat([Buffer.from('text=caf'), Buffer.from([0xe9])]),
      'application/x-www-form-urlencoded',
    );
    expect(bytes.status).to.equal(400);
  });

  it('refuses what is no JSON, another kind of body, or no object', async () => {
    for (const [body, type, status] of [
      ['{"text":', 'application/json', 400],
      ["{'text': 1}", 'application/json', 400],
      ['<note><text>x</text></note>', 'application/xml', 400],
      ['text', 'text/plain', 400],
      ['[1,2]', 'application/json', 422],
      ['"text"', 'application/json', 422],
      ['null', 'application/json', 422],
    ] as const) {
      const answer = await send(notes(), body, type);
      expect(answer.status, body).to.equal(status);
      expect(answer.headers['content-type']).to.contain('application/problem+json');
    }
  });

  it('refuses depth 60 and 1,200 parameters at once', async () => {
    const deep = `{"text":${'['.repeat(60)}${']'.repeat(60)}}`;
    const began = performance.now();
    expect((await send(notes(), deep)).status).to.equal(400);
    const fields = Array.from({ length: 1200 }, (_, index) => `f${index}=1`).join('&');
    expect((await send(notes(), fields, 'application/x-www-form-urlencoded')).status).to.equal(413);
    expect((await face.api(`/api/v1/customers?q=Joan&${fields}`)).status).to.be.oneOf([400, 413]);
    expect(performance.now() - began).to.be.lessThan(2000);
  });

  it('survives JSON nested to any depth', async () => {
    const answer = await send(notes(), '['.repeat(400_000));
    expect(answer.status).to.equal(400);
    expect((await send(notes(), `${'['.repeat(200_000)}${']'.repeat(200_000)}`)).status).to.equal(400);
  });

  it('lets no name reach a prototype', async () => {
    const bodies = [
      ['{"__proto__":{"polluted":true},"text":"x"}', 'application/json'],
      ['{"constructor":{"prototype":{"polluted":true}},"text":"x"}', 'application/json'],
      ['__proto__[polluted]=true&text=x', 'application/x-www-form-urlencoded'],
      ['__proto__=true&text=x', 'application/x-www-form-urlencoded'],
      ['constructor.prototype.polluted=true&text=x', 'application/x-www-form-urlencoded'],
    ] as const;
    for (const [body, type] of bodies) expect((await send(notes(), body, type)).status, body).to.equal(422);
    for (const path of [
      '/desk/customers?__proto__[polluted]=1',
      '/desk/search?q=x&__proto__=1',
      '/sign-in?__proto__=1',
    ])
      expect((await face.browser.get(path)).status, path).to.be.oneOf([200, 303, 400]);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  it('gives templates nothing to set but what their page gives them', async () => {
    const attack = 'settings[view options][client]=true&settings[view options][escapeFunction]=1;process.exit(1)';
    for (const path of ['/sign-in', '/desk/customers', '/desk', '/desk/knowledge']) {
      const answer = await face.browser.get(`${path}?${encodeURI(attack)}`);
      expect(answer.status, path).to.be.oneOf([200, 303, 400]);
      if (answer.status === 200) expect(answer.text, path).to.contain('</html>').and.to.not.contain('<%');
    }
    expect((await face.browser.get('/health/live')).text).to.contain('live');
  });

  it('refuses an address longer than 8 KB, and one with broken escapes', async () => {
    expect((await face.api(`/api/v1/customers?q=${'x'.repeat(9000)}`)).status).to.equal(413);
    for (const path of ['/desk/customers/%E0%A4%A', '/api/v1/customers/%', '/desk/%ZZ'])
      expect((await face.browser.get(path)).status, path).to.be.oneOf([400, 404]);
  });

  it('refuses form posts to the pages that are broken in ways that only a program makes them', async () => {
    const csrf = { _csrf: '' };
    const { caseReference } = face.ours;
    for (const form of [
      { ...csrf, version: ['1', '2'], base: 'null', yours: 'null', 'keep.title': 'yours' },
      { ...csrf, version: 'NaN', base: '[]', yours: '[]', 'keep.title': 'yours', 'keep.answers.bin': 'yours' },
      { ...csrf, version: '1', base: '{"title":{}}', yours: '{"answers":"x"}', 'keep.answers.0': 'yours' },
    ]) {
      const { _csrf, ...fields } = form;
      for (const path of ['edit', 'edit/choices']) {
        const answer = await face.browser.post(`/desk/cases/${caseReference}/${path}`, fields);
        expect(answer.status, `${path} ${JSON.stringify(fields)}\n${answer.text.slice(0, 800)}`).to.be.within(300, 499);
      }
    }
  });
});
