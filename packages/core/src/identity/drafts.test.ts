import { expect } from 'chai';
import { DAY_MS, HOUR_MS } from '../kernel/clock.js';
import { onBothEngines } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { findDraft, keepExpiredPost, listUnsentForms, removeDraft } from './drafts.js';
import { tidyIdentity } from './jobs.js';
import { addGuarded, codeAt, enterCode, enterPassword, type Guarded } from './testing/sign-in-steps.js';

const slow = 20_000;

onBothEngines('a draft', (world) => {
  let http: TestHttp;
  let personId: string;
  let browser: Browser;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());
  beforeEach(async () => {
    ({ personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] }));
    browser = await http.signIn(personId);
  });

  const save = (key: string, fields: unknown) => browser.post('/desk/drafts', { key, content: JSON.stringify(fields) });
  const draft = (key: string) => findDraft(world().kernel, personId, key);

  it('is kept as it was typed, the latest in place of the one before', async () => {
    expect(JSON.parse((await save('note:1', { body: 'Bin' })).text)).to.deep.equal({ savedAtText: '10am' });
    await save('note:1', { body: 'Bin not emptied 🗑️', tags: ['a', 'b'] });
    expect(await draft('note:1')).to.deep.equal({ body: 'Bin not emptied 🗑️', tags: ['a', 'b'] });
    expect(await findDraft(world().kernel, (await addPerson(world(), {})).personId, 'note:1')).to.equal(undefined);
  });

  it('holds at most 64 KB, under a key of its own', async () => {
    expect((await save('note:1', { body: 'x'.repeat(70_000) })).status).to.equal(413);
    for (const key of ['', 'expired:/desk/cases', 'k'.repeat(201)])
      expect((await save(key, { a: 'b' })).status).to.equal(422);
    expect((await browser.post('/desk/drafts', { key: 'note:1', content: 'not json' })).status).to.equal(422);
    expect(await draft('note:1')).to.equal(undefined);
  });

  it('goes when it is thrown away, sent, or a week old', async () => {
    await save('one', { a: '1' });
    expect((await browser.post('/desk/drafts/delete', { key: 'one' })).status).to.equal(204);
    expect(await draft('one')).to.equal(undefined);
    await save('two', { a: '2' });
    await removeDraft(world().kernel, personId, 'two');
    expect(await draft('two')).to.equal(undefined);
    await save('three', { a: '3' });
    world().clock.advance(7 * DAY_MS);
    expect(await draft('three')).to.deep.equal({ a: '3' });
    world().clock.advance(1);
    expect(await draft('three')).to.equal(undefined);
    await tidyIdentity.run(world().kernel, {});
    world().clock.advance(-DAY_MS);
    expect(await draft('three')).to.equal(undefined);
  });
});

onBothEngines('what an expired session sent', (world) => {
  let http: TestHttp;
  let person: Guarded;
  let browser: Browser;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());
  beforeEach(async function () {
    this.timeout(slow);
    person = await addGuarded(world());
    browser = await http.signIn(person.personId);
    world().clock.advance(2 * HOUR_MS);
  });

  const signInAgain = async (): Promise<string> => {
    await enterPassword(browser, person.signInName, undefined, '/desk/me');
    return (await enterCode(browser, codeAt(person.secret, world().clock.now()))).location;
  };

  it('is kept, shown after signing in, and sent again with its fields', async () => {
    const lost = await browser.post('/desk/me/preferences', {
      scheme: 'dark',
      shortcuts: 'off',
      _once: 'abcdefgh1234',
    });
    expect(lost.status).to.equal(303);
    expect(lost.location).to.match(/^\/sign-in\?next=/);
    expect(await signInAgain()).to.equal('/desk/me/unsent?next=%2Fdesk%2Fme');
    const shown = await browser.get('/desk/me/unsent?next=%2Fdesk%2Fme');
    expect(shown.text).to.contain('Send it again').and.contain('<dt>Scheme</dt><dd>dark</dd>');
    expect(shown.text).to.not.contain('abcdefgh1234');
    const fields = { scheme: hiddenField(shown.text, 'scheme'), shortcuts: hiddenField(shown.text, 'shortcuts') };
    const action = /action="(\/desk\/me\/unsent\/send[^"]*)"/.exec(shown.text)?.[1] ?? '';
    const sent = await browser.post(action, fields);
    expect([sent.status, sent.location]).to.deep.equal([307, '/desk/me/preferences']);
    expect((await browser.post(sent.location, fields)).status).to.equal(303);
    expect((await browser.get('/desk/me')).text).to.contain('data-scheme="dark"');
    expect((await browser.post(action, fields)).location, 'only once').to.equal('/desk/me/unsent');
    expect((await browser.get('/desk/me/unsent')).text).to.contain('Everything that you sent has arrived.');
  }).timeout(slow);

  it('can be thrown away', async () => {
    await browser.post('/desk/me/preferences', { scheme: 'dark', shortcuts: 'off' });
    await signInAgain();
    const form = { path: '/desk/me/preferences', next: '/desk/me' };
    expect((await browser.post('/desk/me/unsent/discard', form)).location).to.equal('/desk/me');
    expect(await listUnsentForms(world().kernel, person.personId)).to.deep.equal([]);
  }).timeout(slow);

  it('is nobody else’s', async () => {
    await browser.post('/desk/drafts/delete', { key: 'note:7' });
    const [form] = await listUnsentForms(world().kernel, person.personId);
    expect(form?.path).to.equal('/desk/drafts/delete');
    const stranger = await addPerson(world(), {});
    expect(await listUnsentForms(world().kernel, stranger.personId)).to.deep.equal([]);
  }).timeout(slow);

  it('leaves out secrets and tokens, and whatever holds only these', async () => {
    await browser.post('/desk/me/password', { password: 'three otters juggling', newPassword: 'four herons wading' });
    await browser.post('/sign-out');
    await browser.post('/desk/session/extend');
    expect(await listUnsentForms(world().kernel, person.personId)).to.deep.equal([]);
    const body = { body: 'kept', postcode: 'ZZ99 1AA', secretWord: 'no', password: 'no', code: 'no', _csrf: 'no' };
    await keepExpiredPost(world().kernel, person.personId, '/desk/notes', body);
    const [form] = await listUnsentForms(world().kernel, person.personId);
    expect(form?.fields).to.deep.equal({ body: 'kept', postcode: 'ZZ99 1AA' });
  }).timeout(slow);

  it('leaves out what is larger than 64 KB, and what is no form', async () => {
    for (const body of [{ body: 'x'.repeat(70_000) }, {}, null, 'text', [1, 2], { nested: { a: 1 } }])
      await keepExpiredPost(world().kernel, person.personId, '/desk/notes', body);
    expect(await listUnsentForms(world().kernel, person.personId)).to.deep.equal([]);
  }).timeout(slow);

  it('becomes an ordinary draft when it was one', async () => {
    await browser.post('/desk/drafts', { key: 'note:1', content: JSON.stringify({ body: 'half a sentence' }) });
    expect(await findDraft(world().kernel, person.personId, 'note:1')).to.deep.equal({ body: 'half a sentence' });
    expect(await signInAgain()).to.equal('/desk/me');
  }).timeout(slow);

  it('is not taken from another site', async () => {
    const form = { scheme: 'dark', shortcuts: 'off' };
    const headers = { Origin: 'https://evil.example' };
    expect((await browser.send('/desk/me/preferences', { method: 'POST', form, headers })).status).to.equal(403);
    expect(await listUnsentForms(world().kernel, person.personId)).to.deep.equal([]);
  }).timeout(slow);
});
