import { expect } from 'chai';
import { MINUTE_MS, SECOND_MS } from '../kernel/clock.js';
import { systemActor } from '../kernel/actor.js';
import { everyAuthority } from '../kernel/scope.js';
import { onBothEngines } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp, type TestPerson } from '../testing/http.js';
import { requireSecondFactor } from './commands/require-second-factor.js';
import { resetSecondFactor } from './commands/reset-second-factor.js';
import { startSession } from './sessions.js';
import {
  addGuarded,
  auditedActions,
  codeAt,
  enterCode,
  enterPassword,
  setGoodPassword,
  type Guarded,
} from './testing/sign-in-steps.js';

/** Passwords take their time to check. */
const slow = 30_000;

onBothEngines('the second factor', (world) => {
  let http: TestHttp;
  /** Where the installation leaves it open. */
  let open: TestHttp;
  before(async () => {
    http = await startHttp(world());
    const sessions = { ...world().kernel.config.sessions, secondFactor: 'optional' as const };
    open = await startHttp(world(), { sessions });
  });
  after(() => Promise.all([http.close(), open.close()]));
  beforeEach(() => world().clock.advance(61 * MINUTE_MS));

  const now = (): number => world().clock.now();
  const sessionWithoutFactor = async (personId: string): Promise<string> => {
    const { kernel } = world();
    const about = { personId, state: 'signed-in' } as const;
    return (await kernel.db.write(everyAuthority, (db) => startSession(kernel, db, about))).token;
  };
  const atTheCode = async (person: Guarded): Promise<Browser> => {
    const browser = http.browser();
    const { location } = await enterPassword(browser, person.signInName);
    expect(location).to.equal('/sign-in/second-factor?next=%2Fdesk');
    return browser;
  };

  it('lets a person in with the code that the app shows', async () => {
    const person = await addGuarded(world());
    const browser = await atTheCode(person);
    expect((await enterCode(browser, codeAt(person.secret, now()))).location).to.equal('/desk/me');
    expect((await browser.get('/desk/me')).status).to.equal(200);
  }).timeout(slow);

  it('is skipped by no address, parameter, method or header', async () => {
    const person = await addGuarded(world());
    const browser = await atTheCode(person);
    for (const path of [
      '/desk/me',
      '/desk/me?state=signed-in',
      '/desk/me?second_factor=1&secondFactorAt=1',
      '/desk/me/password',
      '/desk/me/second-factor',
    ])
      expect((await browser.get(path)).location, path).to.match(/^\/sign-in\?next=/);
    expect((await browser.post('/desk/me/preferences', { scheme: 'dark', shortcuts: 'on' })).location).to.match(
      /^\/sign-in/,
    );
    expect((await browser.get('/api/v1/teams')).status).to.equal(401);
    const token = browser.cookies.get('moothall') ?? '';
    expect((await browser.get('/api/v1/teams', { Authorization: `Bearer ${token}` })).status).to.equal(401);
    const extra = await browser.post('/sign-in/second-factor', { code: '', next: '/desk/me', state: 'signed-in' });
    expect(extra.status).to.equal(422);
    expect((await browser.get('/sign-in/set-up-second-factor')).location, 'no new one in place of it').to.equal(
      '/sign-in',
    );
    const setUp = await browser.post('/sign-in/set-up-second-factor', { code: '123456', sealed: 'x' });
    expect(setUp.location).to.equal('/sign-in');
    expect((await browser.get('/desk/me')).location).to.match(/^\/sign-in\?/);
  }).timeout(slow);

  it('leads on from the sign-in page to the step that is missing', async () => {
    const browser = await atTheCode(await addGuarded(world()));
    expect((await browser.get('/sign-in?next=%2Fdesk%2Fme')).location).to.equal(
      '/sign-in/second-factor?next=%2Fdesk%2Fme',
    );
    expect((await browser.get('/sign-in?again=yes')).status).to.equal(200);
  }).timeout(slow);

  it('accepts a code once, and none from before it', async () => {
    const person = await addGuarded(world());
    const code = codeAt(person.secret, now());
    const [one, two, three] = [await atTheCode(person), await atTheCode(person), await atTheCode(person)];
    expect((await enterCode(one, code)).location).to.equal('/desk/me');
    expect((await enterCode(two, code)).status).to.equal(422);
    expect((await enterCode(two, codeAt(person.secret, now() - 30 * SECOND_MS))).status).to.equal(422);
    expect((await enterCode(three, codeAt(person.secret, now() + 30 * SECOND_MS))).location).to.equal('/desk/me');
  }).timeout(slow);

  it('accepts one of two requests that send the same code at once', async () => {
    const person = await addGuarded(world());
    const browsers = [await atTheCode(person), await atTheCode(person)];
    const code = codeAt(person.secret, now());
    const answers = await Promise.all(browsers.map((browser) => enterCode(browser, code)));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 422]);
  }).timeout(slow);

  it('allows for a clock that is one step off, and no more', async () => {
    const person = await addGuarded(world());
    const browser = await atTheCode(person);
    expect((await enterCode(browser, codeAt(person.secret, now() - 61 * SECOND_MS))).status).to.equal(422);
    expect((await enterCode(browser, codeAt(person.secret, now() + 61 * SECOND_MS))).status).to.equal(422);
    expect((await enterCode(browser, codeAt(person.secret, now() - 30 * SECOND_MS))).location).to.equal('/desk/me');
  }).timeout(slow);

  it('accepts a recovery code once, as people type it', async () => {
    const person = await addGuarded(world());
    const typed = (person.recoveryCodes[0] ?? '').toLowerCase().replaceAll('-', ' ');
    expect((await enterCode(await atTheCode(person), typed)).location).to.equal('/desk/me');
    expect((await enterCode(await atTheCode(person), person.recoveryCodes[0] ?? '')).status).to.equal(422);
    expect((await enterCode(await atTheCode(person), person.recoveryCodes[1] ?? '')).location).to.equal('/desk/me');
    expect(await auditedActions(world(), person.personId)).to.include('identity.recovery-code-used');
  }).timeout(slow);

  it('takes no recovery code while the desk stands in: it would be spent in the copy alone', async () => {
    const person = await addGuarded(world());
    const [code = ''] = person.recoveryCodes;
    const standsIn = { since: now(), keepContact: () => Promise.resolve(), close: () => Promise.resolve() };
    const there = await startHttp({ ...world(), kernel: { ...world().kernel, standsIn } });
    const browser = there.browser();
    await enterPassword(browser, person.signInName);
    const refused = await enterCode(browser, code);
    expect([refused.status, refused.text.includes('taken again once Moothall has been upgraded')]).to.deep.equal([
      ...[422, true],
    ]);
    expect((await enterCode(browser, codeAt(person.secret, now()))).location).to.equal('/desk/me');
    await there.close();
    expect((await enterCode(await atTheCode(person), code)).location).to.equal('/desk/me');
  }).timeout(slow);

  it('accepts nobody else’s recovery code', async () => {
    const [person, other] = [await addGuarded(world()), await addGuarded(world())];
    expect((await enterCode(await atTheCode(person), other.recoveryCodes[0] ?? '')).status).to.equal(422);
    expect((await enterCode(await atTheCode(other), other.recoveryCodes[0] ?? '')).location).to.equal('/desk/me');
  }).timeout(slow);

  it('dies after five wrong codes, and makes the next try wait', async () => {
    const person = await addGuarded(world());
    const browser = await atTheCode(person);
    for (let time = 1; time <= 4; time += 1) expect((await enterCode(browser, '000000')).status).to.equal(422);
    expect((await enterCode(browser, '000000')).location).to.equal('/sign-in');
    const right = codeAt(person.secret, now());
    expect((await enterCode(browser, right)).location, 'that session is gone').to.equal('/sign-in');
    const again = await enterCode(await atTheCode(person), right);
    expect(again.status).to.equal(429);
    expect(again.headers.get('Retry-After')).to.equal('30');
    world().clock.advance(31 * SECOND_MS);
    expect((await enterCode(await atTheCode(person), codeAt(person.secret, now()))).location).to.equal('/desk/me');
    expect(await auditedActions(world(), person.personId)).to.include.members([
      'identity.second-factor-refused',
      'identity.sign-in-blocked',
    ]);
  }).timeout(slow);

  it('counts wrong codes that come at once as many', async () => {
    const person = await addGuarded(world());
    const browser = await atTheCode(person);
    const codes = Array.from({ length: 20 }, (_, index) => String(100_000 + index));
    const answers = await Promise.all(codes.map((code) => enterCode(browser, code)));
    expect(answers.filter(({ status }) => status === 422).length).to.be.at.most(4);
    expect((await enterCode(browser, codeAt(person.secret, now()))).location).to.equal('/sign-in');
  }).timeout(slow);

  it('waits a quarter of an hour for the code', async () => {
    const person = await addGuarded(world());
    const browser = await atTheCode(person);
    world().clock.advance(15 * MINUTE_MS);
    expect((await enterCode(browser, codeAt(person.secret, now()))).location).to.equal('/sign-in');
  }).timeout(slow);

  it('takes the code only from its own page', async () => {
    const person = await addGuarded(world());
    const browser = await atTheCode(person);
    const form = { code: codeAt(person.secret, now()), next: '', _csrf: 'somebody else’s' };
    expect((await browser.post('/sign-in/second-factor', form)).status).to.equal(403);
  }).timeout(slow);

  it('is set up anew after an administrator took a lost one away', async () => {
    const person = await addGuarded(world());
    await world().run(systemActor('a test'), resetSecondFactor, { personId: person.personId });
    const { location } = await enterPassword(http.browser(), person.signInName);
    expect(location).to.equal('/sign-in/set-up-second-factor?next=%2Fdesk');
  }).timeout(slow);

  it('is a duty for one account where the installation leaves it open, and no longer when that is taken back', async () => {
    const person = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    await setGoodPassword(world(), person.personId);
    const other = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    await setGoodPassword(world(), other.personId);
    const withPassword = async ({ signInName }: TestPerson): Promise<Browser> => {
      const browser = open.browser();
      expect((await enterPassword(browser, signInName)).location).to.equal('/desk');
      return browser;
    };
    const [theirs, others] = [await withPassword(person), await withPassword(other)];
    const require = (required: boolean) =>
      world().run(systemActor('a test'), requireSecondFactor, { personId: person.personId, required });
    expect(await require(true)).to.deep.equal({ endedSessions: 1 });
    expect((await theirs.get('/desk/me')).status).to.equal(303);
    expect((await others.get('/desk/me')).status).to.equal(200);
    expect(await require(true), 'again').to.deep.equal({ endedSessions: 0 });
    const late = open.browser();
    late.cookies.set('moothall', await sessionWithoutFactor(person.personId));
    expect((await late.get('/desk/me')).status, 'begun at the same moment').to.equal(303);
    expect((await enterPassword(open.browser(), person.signInName)).location).to.match(
      /^\/sign-in\/set-up-second-factor/,
    );
    const administrator = await addPerson(world(), { roles: [['dunmere', 'administrator']] });
    const page = (await http.signIn(administrator.personId)).get(`/desk/admin/staff/${person.personId}`);
    expect((await page).text).to.contain('Not set up. This account must have one');
    await require(false);
    await withPassword(person);
    const audited = (await auditedActions(world(), person.personId)).filter((each) => each.includes('require'));
    expect(audited).to.deep.equal(Array(3).fill('identity.require-second-factor'));
  }).timeout(slow);

  it('moves to another app with the password and the new app’s code', async () => {
    const person = await addGuarded(world());
    const browser = await http.signIn(person.personId);
    const form = await browser.get('/desk/me/second-factor');
    const sealed = hiddenField(form.text, 'sealed');
    const secret = /<dd class="num">([A-Z2-7 ]+)<\/dd>/.exec(form.text)?.[1]?.replace(/ /g, '') ?? '';
    const post = (password: string, code: string) =>
      browser.post('/desk/me/second-factor', { next: '/desk/me', sealed, code, password });
    expect((await post('wrong wrong wrong', codeAt(secret, now()))).text).to.contain('Enter the password');
    expect((await post('three otters juggling', '000000')).text).to.contain('check the clock');
    const done = await post('three otters juggling', codeAt(secret, now()));
    expect(done.text).to.contain('Your recovery codes');
    world().clock.advance(MINUTE_MS);
    expect((await enterCode(await atTheCode(person), codeAt(person.secret, now()))).status).to.equal(422);
    expect((await enterCode(await atTheCode(person), person.recoveryCodes[0] ?? '')).status).to.equal(422);
    expect((await enterCode(await atTheCode(person), codeAt(secret, now()))).location).to.equal('/desk/me');
  }).timeout(slow);

  it('gives ten new recovery codes for the password, and forgets the old', async () => {
    const person = await addGuarded(world());
    const browser = await http.signIn(person.personId);
    expect((await browser.post('/desk/me/recovery-codes', { password: '' })).text).to.contain('Enter your password');
    const { text } = await browser.post('/desk/me/recovery-codes', { password: 'three otters juggling' });
    const [first = ''] = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(text) ?? [];
    expect((await browser.get('/desk/me')).text).to.contain('You have 10 recovery codes left');
    expect((await enterCode(await atTheCode(person), person.recoveryCodes[0] ?? '')).status).to.equal(422);
    expect((await enterCode(await atTheCode(person), first)).location).to.equal('/desk/me');
    expect((await browser.get('/desk/me')).text).to.contain('You have 9 recovery codes left');
  }).timeout(slow);
});
