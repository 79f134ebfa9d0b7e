import { AdapterError } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority } from '../../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, origin, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { findAccountByName } from '../accounts-repository.js';
import {
  auditedActions,
  addGuarded,
  codeAt,
  enterCode,
  enterPassword,
  setGoodPassword,
} from '../testing/sign-in-steps.js';
import { aKnown, aSignInFarEnd, goAndComeBack, issuer } from '../testing/sign-in-far-end.js';

onBothEngines('sessions begun by a council’s own system', (world) => {
  const entra = aSignInFarEnd('entra', dunmere);
  const okta = aSignInFarEnd('okta', castlebridge);
  let http: TestHttp;
  let strict: TestHttp;
  before(async () => {
    world().connect(entra.adapter);
    world().connect(okta.adapter);
    http = await startHttp(world(), { origin });
    const signIn = { withoutPasswords: { dunmere: { except: ['It.Desk'] } } };
    const sessions = { ...world().kernel.config.sessions, secondFactor: 'optional' as const };
    strict = await startHttp(world(), { origin, signIn, sessions });
  });
  after(() => Promise.all([http.close(), strict.close()]));
  beforeEach(() => world().clock.set(testNow));

  let made = 0;
  const newSubject = (): string => `subject-${(made += 1)}`;
  const isIn = async (browser: Browser): Promise<boolean> => (await browser.get('/desk/me')).status === 200;
  const accountOf = (name: string) => findAccountByName(world().kernel.db.read(everyAuthority), name);
  const refusals = async (): Promise<unknown[]> =>
    (await world().kernel.db.read(everyAuthority).all(refused, {})).map(
      ({ details }) => JSON.parse(details) as unknown,
    );
  const text = (page: string): string =>
    page
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/\s+/g, ' ');

  it('asks for a second factor of its own where the other system does not say that it did', async () => {
    entra.says(aKnown(newSubject(), { secondFactor: 'not-said' }));
    const newcomer = http.browser();
    expect((await goAndComeBack(newcomer, 'entra')).location).to.match(/^\/sign-in\/set-up-second-factor\?/);
    expect(await isIn(newcomer)).to.equal(false);
    const { signInName, secret } = await addGuarded(world());
    entra.says(aKnown(newSubject(), { signInName, secondFactor: 'not-said' }));
    const known = http.browser();
    expect((await goAndComeBack(known, 'entra')).location).to.match(/^\/sign-in\/second-factor\?/);
    expect(await isIn(known)).to.equal(false);
    await enterCode(known, codeAt(secret, world().clock.now()));
    expect(await isIn(known)).to.equal(true);
  });

  it('ends sessions as those that began with a password end', async () => {
    entra.says(aKnown(newSubject()));
    const idle = http.browser();
    await goAndComeBack(idle, 'entra');
    world().clock.advance(61 * MINUTE_MS);
    expect(await isIn(idle)).to.equal(false);
    const busy = http.browser();
    await goAndComeBack(busy, 'entra');
    for (let hours = 0; hours < 23; hours += 1) {
      world().clock.advance(HOUR_MS / 2);
      expect(await isIn(busy), `after ${hours / 2 + 0.5} hours`).to.equal(true);
    }
    world().clock.advance(HOUR_MS / 2);
    expect(await isIn(busy), 'after twelve hours').to.equal(false);
  });

  it('says in words, and keeps in the audit, why somebody is not signed in', async () => {
    const browser = http.browser();
    entra.says({ outcome: 'refused', reason: 'cancelled' });
    const turned = await goAndComeBack(browser, 'entra');
    expect([turned.status, text(turned.text).includes('You turned back at the Dunmere account')]).to.deep.equal([
      403,
      true,
    ]);
    entra.says({ outcome: 'refused', reason: 'not-proved' });
    expect(text((await goAndComeBack(browser, 'entra')).text)).to.include('could not be verified');
    entra.says(aKnown(newSubject()));
    const replayed = await browser.get('/sign-in/with/entra/back?code=one&state=two');
    expect([replayed.status, text(replayed.text).includes('took too long or was used already')]).to.deep.equal([
      403,
      true,
    ]);
    await browser.get('/sign-in/with/entra');
    world().clock.advance(10 * MINUTE_MS);
    expect((await browser.get('/sign-in/with/entra/back?code=one&state=two')).status, 'after ten minutes').to.equal(
      403,
    );
    const reasons = ['cancelled', 'not-proved', 'out-of-date', 'out-of-date'];
    expect((await refusals()).slice(-4)).to.deep.equal(reasons.map((reason) => ({ reason, connection: 'entra' })));
    expect((await browser.get('/sign-in/with/nobody')).status).to.equal(404);
  });

  it('says that the other system can’t be reached, and goes on when it can', async () => {
    const browser = http.browser();
    entra.says(new AdapterError('unreachable', 'Nothing answers'));
    const away = await browser.get('/sign-in/with/entra');
    expect([away.status, text(away.text).includes('The Dunmere account can’t be reached now')]).to.deep.equal([
      503,
      true,
    ]);
    entra.says(aKnown(newSubject()));
    expect((await goAndComeBack(browser, 'entra')).status).to.equal(303);
  });

  it('signs out there as well', async () => {
    const subject = newSubject();
    entra.says(aKnown(subject));
    const browser = http.browser();
    await goAndComeBack(browser, 'entra');
    const out = await browser.post('/sign-out');
    const there = `https://login.dunmere.example/out?to=${encodeURIComponent(`${origin}/sign-in`)}`;
    expect([out.status, out.headers.get('refresh')]).to.deep.equal([200, `0; url=${there}`]);
    expect(out.text).to.include(`href="${there}"`);
    expect(entra.signedOut.at(-1)).to.equal(`hint-${subject}`);
    expect(await isIn(browser)).to.equal(false);
  });

  it('signs out here when the other system can’t be reached for it', async () => {
    entra.says(aKnown(newSubject()));
    const browser = http.browser();
    await goAndComeBack(browser, 'entra');
    entra.says(new AdapterError('unreachable', 'Nothing answers'));
    expect((await browser.post('/sign-out')).location).to.equal('/sign-in');
    expect(await isIn(browser)).to.equal(false);
  });

  it('ends the sessions that the other system says have ended, and no other', async () => {
    const subject = newSubject();
    const begins = async (session: string): Promise<Browser> => {
      entra.says(aKnown(subject, { session }));
      const browser = http.browser();
      await goAndComeBack(browser, 'entra');
      return browser;
    };
    const tell = (token: string, connection = 'entra') =>
      http.browser().send(`/sign-in/with/${connection}/signed-out`, { method: 'POST', form: { logout_token: token } });
    const [desk, phone] = [await begins('at the desk'), await begins('on the phone')];
    const saidAt = world().clock.now();
    entra.notices.set('one', { issuer, subject, session: 'at the desk', saidAt });
    entra.notices.set('all', { issuer, subject, session: null, saidAt });
    okta.notices.set('one', { issuer, subject, session: 'on the phone', saidAt });
    expect((await tell('forged')).status).to.equal(400);
    expect((await tell('one', 'okta')).status, 'another council’s system').to.equal(200);
    expect([await isIn(desk), await isIn(phone)]).to.deep.equal([true, true]);
    expect((await tell('one')).status).to.equal(200);
    expect([await isIn(desk), await isIn(phone)]).to.deep.equal([false, true]);
    world().clock.advance(MINUTE_MS);
    const later = await begins('later');
    expect((await tell('all')).status).to.equal(200);
    expect([await isIn(phone), await isIn(later)]).to.deep.equal([false, true]);
    const personId = (await accountOf(`${subject}@dunmere.example`))?.personId ?? '';
    expect((await auditedActions(world(), personId)).filter((one) => one === 'identity.sign-out')).to.have.length(2);
  });

  it('refuses a password where the council has switched them off, but for accounts that it named', async () => {
    const aPassword = async (signInName?: string): Promise<string> => {
      const person = await addPerson(world(), { roles: [['dunmere', 'officer']] });
      await setGoodPassword(world(), person.personId);
      if (signInName !== undefined)
        await world().kernel.db.write(everyAuthority, (db) =>
          db.update('staff_accounts', { person_id: person.personId }, { sign_in_name: signInName }),
        );
      return signInName ?? person.signInName;
    };
    const name = await aPassword();
    const refusal = await enterPassword(strict.browser(), name);
    expect(refusal.status).to.equal(403);
    expect(text(refusal.text)).to.include('Passwords are switched off for Dunmere District Council.');
    expect((await refusals()).at(-1)).to.deep.equal({ reason: 'passwords-off' });
    const wrong = await enterPassword(strict.browser(), name, 'three wrong otters');
    expect(text(wrong.text), 'only whoever knows the password is told').to.not.include('switched off');
    expect((await enterPassword(strict.browser(), await aPassword('it.desk'))).status, 'break-glass').to.equal(303);
    const elsewhere = await addPerson(world(), { roles: [['castlebridge', 'officer']] });
    await setGoodPassword(world(), elsewhere.personId);
    expect((await enterPassword(strict.browser(), elsewhere.signInName)).status).to.equal(303);
  });
});

const refused = statement<Record<string, never>, { details: string }>(
  `select e.details from @audit_entries e where e.action = 'identity.sign-in-refused' order by e.id`,
);
