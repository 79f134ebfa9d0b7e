import { expect } from 'chai';
import { onCopyOf } from '#core/testing/world-copies.js';
import { hiddenField } from '#core/testing/http.js';
import { changedTables, digestTables } from '../tenancy/digests.js';
import { openFace, type Face } from './face.js';
import { bothCouncils } from '../tenancy/seed.js';

const elsewhere = 'https://elsewhere.example';

onCopyOf('requests made by another site', bothCouncils, (world, both) => {
  let face: Face;
  before(async function () {
    this.timeout(30_000);
    face = await openFace(world(), both());
  });
  after(() => face.http.close());

  const notes = (): string => `/desk/cases/${face.ours.caseReference}/notes`;
  const form = { text: 'A note that nobody wrote' };

  it('are refused without the form’s token, with another one, and from another origin', async () => {
    const before = await digestTables(world(), face.ours);
    const { browser } = face;
    const other = await face.http.signIn(face.ours.newcomerId);
    const theirPage = await other.get(`/desk/cases/${face.ours.caseReference}`);
    const refused = [
      await browser.send(notes(), { method: 'POST', form }),
      await browser.post(notes(), { ...form, _csrf: '' }),
      await browser.post(notes(), { ...form, _csrf: hiddenField(theirPage.text, '_csrf') }),
      await browser.post(notes(), { ...form, _csrf: ['a', 'b'] }),
      await browser.send(notes(), { method: 'POST', json: form }),
    ];
    const headers: Record<string, string>[] = [
      { Origin: elsewhere },
      { Origin: 'null' },
      { Origin: `${face.http.address}.elsewhere.example` },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const header of headers) refused.push(await withToken(notes(), header));
    expect(refused.map(({ status }) => status)).to.deep.equal(refused.map(() => 403));
    expect(changedTables(before, await digestTables(world(), face.ours))).to.not.include('case_events');
    expect((await withToken(notes(), { Origin: face.http.address, 'Sec-Fetch-Site': 'same-origin' })).status).to.equal(
      303,
    );
  });

  /** The right token, as a page of ours would send it, with other headers. */
  async function withToken(path: string, headers: Record<string, string>) {
    const page = await face.browser.get(`/desk/cases/${face.ours.caseReference}`);
    const fields = { ...form, _csrf: hiddenField(page.text, '_csrf') };
    return face.browser.send(path, { method: 'POST', form: fields, headers });
  }

  it('can’t sign anybody in or out', async () => {
    const nobody = face.http.browser();
    const page = await nobody.get('/sign-in');
    const fields = { name: 'someone', password: 'three otters juggling', next: '' };
    const token = hiddenField(page.text, '_csrf');
    for (const answer of [
      await face.http.browser().post('/sign-in', { ...fields, _csrf: token }),
      await nobody.post('/sign-in', { ...fields, _csrf: '' }),
      await nobody.send('/sign-in', {
        method: 'POST',
        form: { ...fields, _csrf: token },
        headers: { Origin: elsewhere },
      }),
    ])
      expect(answer.status).to.be.oneOf([403, 422]);
    await face.browser.send('/sign-out', { method: 'POST', form: {} });
    expect((await face.browser.get('/desk')).status).to.equal(200);
  });

  it('change nothing by reading: no GET route takes an order', async () => {
    const before = await digestTables(world(), face.ours);
    await face.browser.get('/sign-out');
    await face.browser.get(`${notes()}?text=x`);
    await face.browser.get(`/desk/cases/${face.ours.caseReference}?_method=delete`);
    expect(changedTables(before, await digestTables(world(), face.ours))).to.deep.equal([]);
    expect((await face.browser.get('/desk')).status).to.equal(200);
  });

  it('gain nothing from a cookie sent to the API, or a token sent to the desk', async () => {
    const withCookie = await face.browser.send(`/api/v1/cases/${face.ours.caseId}`, {});
    expect(withCookie.status).to.equal(401);
    const headers = { Authorization: `Bearer ${face.token}` };
    expect((await face.http.browser().get('/desk', headers)).status).to.equal(303);
  });
});

const openRedirects = [
  'https://elsewhere.example',
  'http:elsewhere.example',
  '//elsewhere.example',
  '///elsewhere.example',
  '/\\elsewhere.example',
  '\\\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  '\u0000//elsewhere.example',
  ' //elsewhere.example',
  '/%2felsewhere.example/..//elsewhere.example',
  '/.//elsewhere.example',
  '/desk/../..//elsewhere.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'elsewhere.example',
  '/desk\r\nLocation: https://elsewhere.example',
  '/@elsewhere.example/../..//elsewhere.example',
];

onCopyOf('addresses that visitors bring along', bothCouncils, (world, both) => {
  let face: Face;
  before(async function () {
    this.timeout(30_000);
    face = await openFace(world(), both(), { origin: 'http://crm.dunmere.example' });
  });
  after(() => face.http.close());

  it('lead nowhere but to this site, however they are spelled', async () => {
    const paths = ['/sign-in?next=', '/desk/me/unsent?next=', '/desk/customers/new?returnTo='];
    for (const spelling of openRedirects)
      for (const path of paths) {
        const answer = await face.browser.get(path + encodeURIComponent(spelling));
        const target = new URL(answer.location || '/desk', 'http://crm.dunmere.example/desk/');
        expect(target.host, `${path}${spelling}`).to.equal('crm.dunmere.example');
        expect(answer.headers.get('location') ?? '').to.not.match(/[\r\n]/);
        for (const [, href = ''] of answer.text.matchAll(/ (?:href|action)="([^"]*)"/g))
          expect(new URL(unescaped(href), 'http://crm.dunmere.example/desk/').host, href).to.be.oneOf(ownHosts);
      }
  });

  const ownHosts = ['crm.dunmere.example', ''];

  it('never take the Host header’s word for where this site is', async () => {
    const forged = {
      Host: 'not-this-site.example',
      'X-Forwarded-Host': 'not-this-site.example',
      'X-Forwarded-Proto': 'gopher',
      Forwarded: 'host=not-this-site.example',
      'X-Original-URL': '/desk/admin/staff',
      'X-Rewrite-URL': '/desk/admin/staff',
    };
    for (const path of ['/desk', '/sign-in', '/api/openapi.json', '/desk/customers', '/no-such-page']) {
      const answer = await face.browser.get(path, forged);
      expect(answer.text + JSON.stringify([...answer.headers]), path).to.not.match(/not-this-site|gopher/);
    }
    const signedOut = await face.http.browser().get('/desk', forged);
    expect(signedOut.location).to.match(/^\/sign-in\?next=/);
  });
});

const unescaped = (text: string): string =>
  text
    .replace(/&amp;/g, '&')
    .replace(/&#39;/g, "'")
    .replace(/&#34;|&quot;/g, '"');
