import { expect } from 'chai';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/clock.js';
import { statement } from '../kernel/db/statement.js';
import { everyAuthority } from '../kernel/scope.js';
import { hashSecret } from '../kernel/http/tokens.js';
import { systemActor, type Actor } from '../kernel/actor.js';
import { isError } from '../kernel/errors.js';
import { castlebridge, onBothEngines, partnership } from '../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { disableAccount } from './commands/disable-account.js';
import { enableAccount } from './commands/enable-account.js';
import { endEverySession } from './commands/end-every-session.js';
import { endSessions } from './commands/end-sessions.js';
import { tidyIdentity } from './jobs.js';
import { findSession } from './sessions-repository.js';
import { auditedActions, setGoodPassword } from './testing/sign-in-steps.js';

onBothEngines('a session', (world) => {
  let http: TestHttp;
  let personId: string;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());
  beforeEach(async () => {
    ({ personId } = await addPerson(world(), { name: 'Priya Nair', roles: [['dunmere', 'adviser']] }));
  });

  const isSignedIn = async (browser: Browser): Promise<boolean> => (await browser.get('/desk/me')).status === 200;
  const stored = (browser: Browser) =>
    findSession(world().kernel.db.read(everyAuthority), hashSecret(browser.cookies.get('moothall') ?? ''));

  it('ends an hour after its last use', async () => {
    const browser = await http.signIn(personId);
    world().clock.advance(59 * MINUTE_MS);
    expect(await isSignedIn(browser)).to.equal(true);
    world().clock.advance(59 * MINUTE_MS);
    expect(await isSignedIn(browser), 'each use counts').to.equal(true);
    world().clock.advance(60 * MINUTE_MS);
    expect(await isSignedIn(browser)).to.equal(false);
    world().clock.advance(-30 * MINUTE_MS);
    expect(await isSignedIn(browser)).to.equal(true);
  });

  it('ends twelve hours after it began, used or not', async () => {
    const browser = await http.signIn(personId);
    for (let time = 1; time <= 23; time += 1) {
      world().clock.advance(31 * MINUTE_MS);
      expect(await isSignedIn(browser)).to.equal(true);
    }
    world().clock.advance(12 * HOUR_MS - 23 * 31 * MINUTE_MS - 1);
    expect(await isSignedIn(browser)).to.equal(true);
    world().clock.advance(1);
    expect(await isSignedIn(browser)).to.equal(false);
  });

  it('is ended by whoever looks after the account, with all the others of its person and no one else’s', async () => {
    const { personId: otherId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    const theirs = [await http.signIn(personId), await http.signIn(personId)];
    const other = await http.signIn(otherId);
    const end = (actor: Actor) => world().run(actor, endSessions, { personId });
    const elsewhere = await world().staff(['access.manage'], [castlebridge]);
    const refused: unknown = await end(elsewhere).catch((error: unknown) => error);
    expect(isError(refused, 'not_allowed'), String(refused)).to.equal(true);
    expect(await end(systemActor('a test'))).to.deep.equal({ endedSessions: 2 });
    for (const browser of theirs) expect(await isSignedIn(browser)).to.equal(false);
    expect(await isSignedIn(other)).to.equal(true);
    expect(await end(systemActor('a test')), 'again').to.deep.equal({ endedSessions: 0 });
  });

  it('is ended with everybody’s from the command line, and by nobody at the desk', async () => {
    const browser = await http.signIn(personId);
    const administrator = await world().staff(['access.manage'], [partnership]);
    const refused: unknown = await world()
      .run(administrator, endEverySession, {})
      .catch((error: unknown) => error);
    expect(isError(refused, 'not_allowed'), String(refused)).to.equal(true);
    expect(await isSignedIn(browser)).to.equal(true);
    const { endedSessions } = await world().run(systemActor('a test'), endEverySession, {});
    expect(endedSessions).to.be.greaterThan(0);
    expect(await isSignedIn(browser)).to.equal(false);
    expect(await auditedActions(world(), `${partnership}`)).to.include('identity.end-every-session');
  });

  it('writes when it was last seen once a minute at most', async () => {
    const browser = await http.signIn(personId);
    const began = world().clock.now();
    world().clock.advance(59 * SECOND_MS);
    await browser.get('/desk/me');
    expect((await stored(browser))?.session.lastSeenAt).to.equal(began);
    world().clock.advance(SECOND_MS);
    await browser.get('/desk/me');
    expect((await stored(browser))?.session.lastSeenAt).to.equal(began + MINUTE_MS);
  });

  it('tells the page how long it lasts, and lasts longer when asked', async () => {
    const browser = await http.signIn(personId);
    world().clock.advance(30 * SECOND_MS);
    expect((await browser.get('/desk/me')).text).to.contain('data-expires-in-seconds="3570"');
    const extended = await browser.post('/desk/session/extend');
    expect(JSON.parse(extended.text)).to.deep.equal({ expiresInSeconds: 3600 });
    const withoutToken = await browser.post('/desk/session/extend', { _csrf: '' });
    expect(withoutToken.status).to.equal(403);
  });

  it('ends by signing out, which needs its own form', async () => {
    const browser = await http.signIn(personId);
    expect((await browser.get('/sign-out')).status).to.equal(404);
    expect((await browser.post('/sign-out', { _csrf: 'guessed' })).status).to.equal(403);
    const token = browser.cookies.get('moothall') ?? '';
    expect((await browser.post('/sign-out')).location).to.equal('/sign-in');
    expect(browser.cookies.has('moothall')).to.equal(false);
    browser.cookies.set('moothall', token);
    expect(await isSignedIn(browser), 'also for who kept the cookie').to.equal(false);
  });

  it('is listed with the others, ended one by one or all at once', async () => {
    const [one, two, three] = [await http.signIn(personId), await http.signIn(personId), await http.signIn(personId)];
    const other = await http.signIn((await addPerson(world(), {})).personId);
    const { text } = await one.get('/desk/me');
    expect(text.match(/Signed in [^<]*, last used/g)).to.have.length(3);
    const id = hashSecret(two.cookies.get('moothall') ?? '').slice(0, 16);
    expect(text).to.contain(`value="${id}"`);
    expect((await other.post('/desk/me/sessions/end', { session: id })).status, 'not somebody else’s').to.equal(404);
    await one.post('/desk/me/sessions/end', { session: id });
    expect([await isSignedIn(one), await isSignedIn(two), await isSignedIn(three)]).to.deep.equal([true, false, true]);
    expect((await one.post('/desk/me/sessions/end-all')).location).to.equal('/sign-in');
    expect([await isSignedIn(one), await isSignedIn(three), await isSignedIn(other)]).to.deep.equal([
      false,
      false,
      true,
    ]);
  });

  it('leaves a row in the audit when somebody ends it', async () => {
    const signedOut = statement<{ person: string }, { actor_id: string; details: string }>(
      `select e.actor_id, e.details from @audit_entries e
       where e.action = 'identity.sign-out' and e.subject_id = :person order by e.id`,
    );
    const [one, two] = [await http.signIn(personId), await http.signIn(personId)];
    await one.post('/sign-out');
    await two.post('/desk/me/sessions/end-all');
    await two.post('/sign-out');
    expect(await world().kernel.db.read(everyAuthority).all(signedOut, { person: personId })).to.deep.equal([
      { actor_id: personId, details: '{"sessions":1}' },
      { actor_id: personId, details: '{"sessions":1}' },
    ]);
  });

  it('ends when the account is disabled, and does not come back', async () => {
    const browser = await http.signIn(personId);
    await world().run(systemActor('a test'), disableAccount, { personId });
    expect(await isSignedIn(browser)).to.equal(false);
    await world().run(systemActor('a test'), enableAccount, { personId });
    expect(await isSignedIn(browser)).to.equal(false);
  });

  it('stays when its own password changes, while the others end', async () => {
    await setGoodPassword(world(), personId);
    const [here, elsewhere] = [await http.signIn(personId), await http.signIn(personId)];
    const change = (password: string, newPassword: string) => here.post('/desk/me/password', { password, newPassword });
    expect((await change('three otters juggling', 'short')).text).to.contain('Use at least 12 characters');
    expect((await change('wrong wrong wrong', 'four herons wading')).text).to.contain(
      'Enter the password that you sign',
    );
    expect(await isSignedIn(elsewhere)).to.equal(true);
    expect((await change('three otters juggling', 'four herons wading')).location).to.equal('/desk/me');
    expect([await isSignedIn(here), await isSignedIn(elsewhere)]).to.deep.equal([true, false]);
  }).timeout(20_000);

  it('remembers how the desk looks and listens', async () => {
    const browser = await http.signIn(personId);
    const form = { scheme: 'dark', shortcuts: 'off' };
    expect((await browser.post('/desk/me/preferences', form)).location).to.equal('/desk/me');
    expect((await browser.get('/desk/me')).text).to.contain('data-scheme="dark" data-shortcuts="off"');
    expect((await browser.post('/desk/me/preferences', { scheme: 'beige', shortcuts: 'off' })).status).to.equal(422);
    expect((await browser.post('/desk/me/preferences', { ...form, role: 'administrator' })).status).to.equal(422);
  });

  it('is cleared away two days after its last use', async () => {
    const browser = await http.signIn(personId);
    world().clock.advance(48 * HOUR_MS);
    await tidyIdentity.run(world().kernel, {});
    expect((await stored(browser))?.session.personId).to.equal(personId);
    world().clock.advance(1);
    await tidyIdentity.run(world().kernel, {});
    expect(await stored(browser)).to.equal(undefined);
  });
});
