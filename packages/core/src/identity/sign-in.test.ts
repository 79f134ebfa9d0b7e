import { expect } from 'chai';
import { everyAuthority } from '../kernel/scope.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { onBothEngines } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Answer, type TestHttp } from '../testing/http.js';
import { findSession } from './sessions-repository.js';
import {
  addGuarded,
  auditedActions,
  codeAt,
  enterCode,
  enterPassword,
  setGoodPassword,
} from './testing/sign-in-steps.js';

/** Passwords take their time to check. */
const slow = 20_000;

onBothEngines('signing in', (world) => {
  let http: TestHttp;
  let withoutFactor: TestHttp;
  before(async () => {
    http = await startHttp(world());
    const sessions = { ...world().kernel.config.sessions, secondFactor: 'optional' as const };
    withoutFactor = await startHttp(world(), { sessions });
  });
  after(() => Promise.all([http.close(), withoutFactor.close()]));

  const newcomer = async (): Promise<{ personId: string; signInName: string }> => {
    const person = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    await setGoodPassword(world(), person.personId);
    return person;
  };

  it('goes from the password through setting up a second factor to the page asked for', async () => {
    const { personId, signInName } = await newcomer();
    const browser = http.browser();
    const first = await enterPassword(browser, signInName, undefined, '/desk/me');
    expect(first.status).to.equal(303);
    expect(first.location).to.equal('/sign-in/set-up-second-factor?next=%2Fdesk%2Fme');
    const form = await browser.get(first.location);
    const secret = /<dd class="num">([A-Z2-7 ]+)<\/dd>/.exec(form.text)?.[1]?.replace(/ /g, '') ?? '';
    const fields = { next: hiddenField(form.text, 'next'), sealed: hiddenField(form.text, 'sealed') };
    const wrong = await browser.post('/sign-in/set-up-second-factor', { ...fields, code: '000000' });
    expect(wrong.status).to.equal(422);
    expect(hiddenField(wrong.text, 'sealed'), 'the app keeps its key').to.equal(fields.sealed);
    const code = codeAt(secret, world().clock.now());
    const codes = await browser.post('/sign-in/set-up-second-factor', { ...fields, code });
    expect(codes.status).to.equal(200);
    expect(codes.text.match(/<li>[0-9A-Z]{4}(-[0-9A-Z]{4}){3}<\/li>/g)).to.have.length(10);
    expect(codes.text).to.contain('href="/desk/me"');
    expect((await browser.get('/desk/me')).status).to.equal(200);
    expect(await auditedActions(world(), personId)).to.include.members([
      'identity.set-second-factor',
      'identity.sign-in',
    ]);
  }).timeout(slow);

  it('signs in with the password alone only where the second factor is optional', async () => {
    const { signInName } = await newcomer();
    const browser = withoutFactor.browser();
    expect((await enterPassword(browser, signInName, undefined, '/desk/me')).location).to.equal('/desk/me');
    expect((await browser.get('/desk/me')).status).to.equal(200);
    const strict = await http.browser().send('/desk/me', { headers: { Cookie: cookieHeader(browser.cookies) } });
    expect(strict.location, 'once it is required, such a session no longer counts').to.match(/^\/sign-in\?/);
  }).timeout(slow);

  it('reads the name in any case and with blanks around it', async () => {
    const { signInName } = await newcomer();
    const answer = await enterPassword(withoutFactor.browser(), `  ${signInName.toUpperCase()} `);
    expect(answer.status).to.equal(303);
  }).timeout(slow);

  it('gives the session a new token each time, never one that the browser brought (fixation)', async () => {
    const { signInName, secret } = await addGuarded(world());
    const browser = http.browser();
    const planted = 'A'.repeat(43);
    browser.cookies.set('moothall', planted);
    await enterPassword(browser, signInName);
    const pending = browser.cookies.get('moothall') ?? '';
    expect(pending)
      .to.match(/^[\w-]{43}$/)
      .and.not.equal(planted);
    await enterCode(browser, codeAt(secret, world().clock.now()));
    const full = browser.cookies.get('moothall') ?? '';
    expect(full)
      .to.match(/^[\w-]{43}$/)
      .and.not.equal(pending);
    const reads = world().kernel.db.read(everyAuthority);
    expect(await findSession(reads, hashSecret(pending)), 'the waiting session is gone').to.equal(undefined);
    expect((await findSession(reads, hashSecret(full)))?.session.state).to.equal('signed-in');
    expect(await findSession(reads, full), 'the database never holds a token').to.equal(undefined);
  }).timeout(slow);

  it('sets cookies that scripts, other sites and plain connections can’t read', async () => {
    const { signInName } = await newcomer();
    const plain = await enterPassword(withoutFactor.browser(), signInName);
    expect(plain.setCookies.join()).to.match(/^moothall=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const secure = await startHttp(world(), { origin: 'https://desk.example' });
    try {
      const answer = await enterPassword(secure.browser(), signInName);
      expect(answer.setCookies.join()).to.match(/^__Host-moothall=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    } finally {
      await secure.close();
    }
  }).timeout(slow);

  it('refuses a sign-in form from elsewhere: without the token, with a foreign Origin, or from another site', async () => {
    const { signInName } = await newcomer();
    const browser = withoutFactor.browser();
    const own = hiddenField((await browser.get('/sign-in')).text, '_csrf');
    const others = hiddenField((await withoutFactor.browser().get('/sign-in')).text, '_csrf');
    const form = { name: signInName, password: 'three otters juggling', next: '' };
    const post = (csrf: string, headers = {}): Promise<Answer> =>
      browser.send('/sign-in', { method: 'POST', form: { ...form, _csrf: csrf }, headers });
    for (const refused of [
      await post(''),
      await post(others),
      await post(own, { Origin: 'https://evil.example' }),
      await post(own, { Origin: 'null' }),
      await post(own, { 'Sec-Fetch-Site': 'cross-site' }),
    ]) {
      expect(refused.status).to.equal(403);
      expect(browser.cookies.has('moothall')).to.equal(false);
    }
    expect((await post(own, { Origin: withoutFactor.address })).status).to.equal(303);
  }).timeout(slow);

  it('says which box is empty', async () => {
    expect((await enterPassword(http.browser(), '')).text).to.contain('Enter your sign-in name');
    const answer = await enterPassword(http.browser(), 'somebody', '');
    expect(answer.text).to.contain('Enter your password');
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('value="somebody"');
  }).timeout(slow);

  it('leads nowhere but to a page of this site', async () => {
    const { signInName } = await newcomer();
    const answer = await enterPassword(withoutFactor.browser(), signInName, undefined, '//evil.example/desk');
    expect(answer.location).to.equal('/desk');
    const again = withoutFactor.browser();
    const form = hiddenField((await again.get('/sign-in')).text, '_csrf');
    const password = 'three otters juggling';
    const posted = await again.post('/sign-in', { _csrf: form, name: signInName, password, next: '/\t/evil.example' });
    expect(posted.location).to.equal('/desk');
  });
});

function cookieHeader(cookies: ReadonlyMap<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}
