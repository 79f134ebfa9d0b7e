import { expect } from 'chai';
import { onCopyOf } from '#core/testing/world-copies.js';
import { openFace, type Face } from './face.js';
import { bothCouncils } from '../tenancy/seed.js';

/** What a page must never hand to a browser as it was typed. */
const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'-alert(1)-'",
  '</textarea><svg/onload=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}<b>',
  '<%- 7*7 %><i>',
  'javascript:alert(1)//<u>',
  '&lt;script&gt;<a href=javascript:alert(1)>x</a>',
];

onCopyOf('markup in what people type', bothCouncils, (world, both) => {
  let face: Face;
  before(async function () {
    this.timeout(60_000);
    face = await openFace(world(), both());
  });
  after(() => face.http.close());

  /** No tag of an attack stands in the page as it was typed. */
  function isHarmless(page: string): void {
    expect(page).to.not.match(/<script>alert|<img src=x|<svg\/onload|<a href=javascript|<b>|<i>|<u>/i);
    expect(page).to.not.contain('49<i>');
  }

  /** It is there, as text. */
  function isShown(page: string, typed: string): void {
    expect(page).to.contain(escaped(typed));
    isHarmless(page);
  }

  for (const attack of attacks)
    it(`comes back as text: ${attack}`, async () => {
      const { api, browser, ours } = face;
      const created = await api('/api/v1/customers', {
        method: 'POST',
        json: {
          authorityId: ours.authorityId,
          firstName: attack.slice(0, 100),
          lastName: attack.slice(0, 100),
          address: { line: attack },
          identifiers: [{ register: 'council-tax', type: 'account', value: attack }],
          confirmedNew: true,
        },
      });
      expect(created.status, created.text).to.equal(201);
      const { id } = JSON.parse(created.text) as { id: string };
      const note = await browser.post(`/desk/cases/${ours.caseReference}/notes`, { text: attack });
      expect(note.status).to.equal(303);
      await browser.post(`/desk/cases/${ours.caseReference}/tasks`, { title: attack });
      const files = [{ field: 'file', name: `${attack}.txt`, bytes: Buffer.from('A letter') }];
      const file = await browser.post(`/desk/cases/${ours.caseReference}/files`, {}, files);
      expect(file.status, file.text).to.equal(303);

      isShown((await browser.get(`/desk/customers/${id}`)).text, attack);
      isShown((await browser.get(`/desk/customers/${id}/edit`)).text, attack);
      isShown((await browser.get(`/desk/cases/${ours.caseReference}`)).text, attack);
      isShown((await browser.get(`/desk/search?q=${encodeURIComponent(attack)}`)).text, attack);
      isHarmless((await browser.get(`/desk/customers?q=${encodeURIComponent(attack)}`)).text);
      isHarmless((await browser.get(`/desk/knowledge?q=${encodeURIComponent(attack)}`)).text);
      const refused = await browser.post(`/desk/cases/${ours.caseReference}/tasks`, { title: attack, dueOn: 'never' });
      expect(refused.status).to.equal(422);
      isShown(refused.text, attack);
    });

  it('does not run from a file: it is a download without rights, and pages with scripts are not taken', async () => {
    const { browser, ours } = face;
    const send = (name: string, content: string) =>
      browser.post(`/desk/cases/${ours.caseReference}/files`, {}, [
        { field: 'file', name, bytes: Buffer.from(content) },
      ]);
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    for (const [name, content] of [
      ['drawing.svg', svg],
      ['page.html', '<!doctype html><script>alert(1)</script>'],
      ['photo.png', '<!doctype html><script>alert(1)</script>'],
      ['../../../etc/cron.d/x.svg', svg],
    ] as const)
      expect((await send(name, content)).status, name).to.equal(422);

    const taken = await send('..\\..\\"quoted"\r\nSet-Cookie: x=1\r\n.txt', 'A letter');
    expect(taken.status, taken.text).to.equal(303);
    const list = await face.api(`/api/v1/cases/${ours.caseId}/files`);
    const { items } = JSON.parse(list.text) as { items: { id: string; name: string }[] };
    for (const { id, name } of items) {
      expect(name).to.not.match(/[\\/\r\n]/);
      const file = await browser.get(`/desk/cases/${ours.caseReference}/files/${id}`);
      expect(file.status).to.equal(200);
      expect(file.headers.get('content-disposition')).to.match(
        /^attachment; filename="[^"\\]*"; filename\*=UTF-8''\S+$/,
      );
      expect(file.headers.get('content-security-policy')).to.equal("default-src 'none'; sandbox");
      expect(file.headers.get('content-type')).to.not.contain('html');
      expect(file.setCookies).to.deep.equal([]);
    }
  });
});

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
