import { expect } from 'chai';
import { assignRole } from '../../access/index.js';
import { DAY_MS } from '../../kernel/clock.js';
import { systemActor } from '../../kernel/actor.js';
import { statement } from '../../kernel/db/statement.js';
import { definePermissions, everyRole, type Role } from '../../kernel/permissions.js';
import { everyAuthority } from '../../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, origin, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, startTestSession, type Browser, type TestHttp } from '../../testing/http.js';
import { createAuthentication } from '../authentication.js';
import { disableAccount } from '../commands/disable-account.js';
import { findAccountByName } from '../accounts-repository.js';
import { auditedActions } from '../testing/sign-in-steps.js';
import { aKnown, aSignInFarEnd, goAndComeBack } from '../testing/sign-in-far-end.js';

const setUp = systemActor('a test sets the scene');

onBothEngines('signing in by a council’s own system', (world) => {
  const entra = aSignInFarEnd('entra', dunmere);
  const okta = aSignInFarEnd('okta', castlebridge);
  let http: TestHttp;
  before(async () => {
    world().connect(entra.adapter);
    world().connect(okta.adapter);
    http = await startHttp(world(), { origin });
  });
  after(() => http.close());
  beforeEach(() => world().clock.set(testNow));

  let made = 0;
  const newSubject = (): string => `subject-${(made += 1)}`;
  const isIn = async (browser: Browser): Promise<boolean> => (await browser.get('/desk/me')).status === 200;
  const accountOf = (name: string) => findAccountByName(world().kernel.db.read(everyAuthority), name);
  const rolesOf = async (personId: string): Promise<string[]> =>
    (await world().kernel.db.read(everyAuthority).all(heldNow, { id: personId, today: '2026-11-16' })).map(
      ({ role, authority_id }) => `${role} ${authority_id}`,
    );
  const refusals = async (): Promise<unknown[]> =>
    (await world().kernel.db.read(everyAuthority).all(refused, {})).map(
      ({ details }) => JSON.parse(details) as unknown,
    );
  const text = (page: string): string =>
    page
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, '’')
      .replace(/\s+/g, ' ');

  it('offers a button for each council’s system on the sign-in page', async () => {
    const { text: page } = await http.browser().get('/sign-in?next=/desk/me');
    expect(page).to.include('href="/sign-in/with/entra?next=%2Fdesk%2Fme"').and.include('href="/sign-in/with/okta?');
    expect(text(page)).to.match(
      /City of Castlebridge Council .*Dunmere District Council Sign in with the Dunmere account/,
    );
  });

  it('sends the browser there and, when it is back, makes an account with the roles that the system says', async () => {
    const subject = newSubject();
    entra.says(aKnown(subject));
    const browser = http.browser();
    const away = await browser.get('/sign-in/with/entra?next=/desk/me');
    expect([away.status, away.location]).to.deep.equal([
      ...[303, `https://login.dunmere.example/?back=${origin}/sign-in/with/entra/back`],
    ]);
    expect(away.setCookies.join()).to.match(
      /^moothall-elsewhere=sealed1\.[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/,
    );
    const back = await browser.get('/sign-in/with/entra/back?code=one&state=two');
    expect([back.status, back.location]).to.deep.equal([303, '/desk/me']);
    expect(await isIn(browser)).to.equal(true);
    const account = await accountOf(`${subject}@dunmere.example`);
    expect(account).to.include({ displayName: 'Helen Tranter' }).and.not.have.property('passwordHash');
    expect(await rolesOf(account?.personId ?? '')).to.deep.equal([`adviser ${dunmere}`]);
    expect(await auditedActions(world(), account?.personId ?? '')).to.include.members([
      ...['identity.create-account', 'identity.admit-person', 'identity.sign-in'],
    ]);
    const again = http.browser();
    await goAndComeBack(again, 'entra');
    expect((await accountOf(`${subject}@dunmere.example`))?.personId).to.equal(account?.personId);
  });

  it('takes the browser to no other site afterwards, and gives the session a token of its own', async () => {
    entra.says(aKnown(newSubject()));
    const browser = http.browser();
    const planted = 'A'.repeat(43);
    browser.cookies.set('moothall', planted);
    expect((await goAndComeBack(browser, 'entra', 'https://evil.example/')).location).to.equal('/desk');
    expect(browser.cookies.get('moothall'))
      .to.match(/^[\w-]{43}$/)
      .and.not.equal(planted);
    expect(browser.cookies.has('moothall-elsewhere'), 'the attempt is spent').to.equal(false);
  });

  it('leaves an account locked that an administrator locked', async () => {
    const { personId, signInName } = await addPerson(world(), { roles: [['dunmere', 'officer']] });
    await addPerson(world(), { roles: [['dunmere', 'administrator']] });
    await world().run(setUp, disableAccount, { personId });
    entra.says(aKnown(newSubject(), { signInName, roles: ['administrator'] }));
    const browser = http.browser();
    const answer = await goAndComeBack(browser, 'entra');
    expect(answer.status).to.equal(403);
    expect(text(answer.text)).to.include('Your account in Moothall is disabled.');
    expect(await isIn(browser)).to.equal(false);
    expect(await rolesOf(personId)).to.deep.equal([`officer ${dunmere}`]);
    expect(await auditedActions(world(), personId)).to.include('identity.sign-in-refused');
  });

  it('opens an account of its own council by the sign-in name, and none that opens another council too', async () => {
    const own = await addPerson(world(), { roles: [['dunmere', 'officer']] });
    const both = await addPerson(world(), {
      roles: [
        ['dunmere', 'officer'],
        ['castlebridge', 'administrator'],
      ],
    });
    const nowhere = await addPerson(world(), {});
    const comesAs = async (signInName: string) => {
      entra.says(aKnown(newSubject(), { signInName }));
      const browser = http.browser();
      const answer = await goAndComeBack(browser, 'entra');
      return (await isIn(browser))
        ? 'in'
        : `${answer.status}: ${text(answer.text).includes('does not belong to this council alone')}`;
    };
    expect(await comesAs(own.signInName.toUpperCase())).to.equal('in');
    expect(await comesAs(both.signInName)).to.equal('403: true');
    expect(await comesAs(nowhere.signInName)).to.equal('403: true');
    expect(await rolesOf(own.personId)).to.have.members([`officer ${dunmere}`, `adviser ${dunmere}`]);
  });

  it('never serves another council: the same name there opens nothing here, and a session opens one council alone', async () => {
    const subject = newSubject();
    entra.says(aKnown(subject));
    const browser = http.browser();
    await goAndComeBack(browser, 'entra');
    okta.says(aKnown(subject));
    const other = http.browser();
    expect((await goAndComeBack(other, 'okta')).status).to.equal(403);
    expect(await isIn(other)).to.equal(false);
    await other.get('/sign-in/with/okta');
    expect((await other.get('/sign-in/with/entra/back?code=one&state=two')).status, 'begun by the other').to.equal(403);

    const personId = (await accountOf(`${subject}@dunmere.example`))?.personId ?? '';
    await world().run(setUp, assignRole, { personId, authority: 'castlebridge', role: 'officer' });
    const { fromSession } = createAuthentication(
      world().kernel,
      definePermissions('trial', { see: { allows: 'see it', roles: everyRole } }),
    );
    const opens = async (token: string) => {
      const actor = (await fromSession(token)).visitor?.actor;
      return actor?.kind === 'staff' ? (actor.grants.get('trial.see') ?? []).map(({ authorityId }) => authorityId) : [];
    };
    expect(await opens(browser.cookies.get('moothall') ?? '')).to.deep.equal([dunmere]);
    expect(await opens(await startTestSession(world(), personId))).to.deep.equal([dunmere, castlebridge]);
  });

  it('ends the roles of groups that somebody left, keeps those that people gave, and lets nobody in without one', async () => {
    const subject = newSubject();
    const comes = async (roles: Role[] | null) => {
      entra.says(aKnown(subject, { roles }));
      const browser = http.browser();
      const { status } = await goAndComeBack(browser, 'entra');
      return status;
    };
    expect(await comes(['adviser', 'officer'])).to.equal(303);
    const personId = (await accountOf(`${subject}@dunmere.example`))?.personId ?? '';
    await world().run(setUp, assignRole, { personId, authority: 'dunmere', role: 'analyst' });
    expect(await comes(['officer'])).to.equal(303);
    expect(await rolesOf(personId)).to.deep.equal([`analyst ${dunmere}`, `officer ${dunmere}`]);
    expect(await comes(null), 'a connection that gives no roles ends none').to.equal(303);
    expect(await rolesOf(personId)).to.have.length(2);
    expect(await comes([])).to.equal(303);
    expect(await rolesOf(personId)).to.deep.equal([`analyst ${dunmere}`]);
    const other = newSubject();
    entra.says(aKnown(other));
    await goAndComeBack(http.browser(), 'entra');
    entra.says(aKnown(other, { roles: [] }));
    const removed = await goAndComeBack(http.browser(), 'entra');
    expect([removed.status, text(removed.text).includes('You have no role in Moothall')]).to.deep.equal([403, true]);
    expect(await rolesOf((await accountOf(`${other}@dunmere.example`))?.personId ?? '')).to.deep.equal([]);
  });

  it('makes no account for somebody who gets no role, nor under a name that it doesn’t take', async () => {
    const subject = newSubject();
    for (const roles of [[], null]) {
      entra.says(aKnown(subject, { roles }));
      expect((await goAndComeBack(http.browser(), 'entra')).status).to.equal(403);
    }
    entra.says(aKnown(newSubject(), { signInName: 'two words' }));
    expect((await goAndComeBack(http.browser(), 'entra')).status).to.equal(403);
    expect(await accountOf(`${subject}@dunmere.example`)).to.equal(undefined);
    expect((await refusals()).slice(-3)).to.deep.equal([
      { reason: 'no-role', connection: 'entra' },
      { reason: 'no-role', connection: 'entra' },
      { reason: 'unusable-name', connection: 'entra' },
    ]);
  });

  it('leaves a council its last administrator, whatever the other system says', async () => {
    const subject = newSubject();
    okta.says(aKnown(subject, { roles: ['administrator'] }));
    await goAndComeBack(http.browser(), 'okta');
    const personId = (await accountOf(`${subject}@dunmere.example`))?.personId ?? '';
    for (const { personId: other } of await administratorsAt(castlebridge))
      if (other !== personId) await world().run(setUp, disableAccount, { personId: other });
    okta.says(aKnown(subject, { roles: ['adviser'] }));
    await goAndComeBack(http.browser(), 'okta');
    expect(await rolesOf(personId)).to.deep.equal([`administrator ${castlebridge}`, `adviser ${castlebridge}`]);
  });
  const administratorsAt = async (authority: number): Promise<{ personId: string }[]> =>
    (await world().kernel.db.read(everyAuthority).all(administrators, { authority })).map(({ person_id }) => ({
      personId: person_id,
    }));

  it('forgets nobody’s link with time', async () => {
    const subject = newSubject();
    entra.says(aKnown(subject));
    await goAndComeBack(http.browser(), 'entra');
    world().clock.advance(DAY_MS);
    entra.says(aKnown(subject, { signInName: 'married.name@dunmere.example' }));
    expect((await goAndComeBack(http.browser(), 'entra')).status).to.equal(303);
    expect(await accountOf('married.name@dunmere.example')).to.equal(undefined);
  });
});

const heldNow = statement<{ id: string; today: string }, { role: string; authority_id: number }>(
  `select r.role, r.authority_id from @role_assignments r
   where r.person_id = :id and r.from_on <= :today and (r.to_on is null or r.to_on > :today) order by r.role`,
);
const administrators = statement<{ authority: number }, { person_id: string }>(
  `select r.person_id from @role_assignments r where r.role = 'administrator' and r.authority_id = :authority`,
);
const refused = statement<Record<string, never>, { details: string }>(
  `select e.details from @audit_entries e where e.action = 'identity.sign-in-refused' order by e.id`,
);
