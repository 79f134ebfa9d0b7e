import { expect } from 'chai';
import { DAY_MS } from '../kernel/clock.js';
import { systemActor } from '../kernel/actor.js';
import { everyAuthority } from '../kernel/scope.js';
import { assignRole } from '../access/index.js';
import { castlebridge, dunmere, onBothEngines, partnership } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type TestHttp } from '../testing/http.js';
import { findAccount, findAccountByName } from './accounts-repository.js';
import { createAccount } from './commands/create-account.js';
import { disableAccount } from './commands/disable-account.js';
import { resetSecondFactor } from './commands/reset-second-factor.js';
import { hashPassword } from './passwords.js';
import { listStaffAccounts } from './queries.js';
import { addGuarded, auditedActions, enterPassword, goodPassword } from './testing/sign-in-steps.js';

const slow = 20_000;
const setUp = systemActor('a test');

onBothEngines('accounts', (world) => {
  let http: TestHttp;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());

  const administrator = (authorities = [dunmere]) => world().staff(['access.manage'], authorities);
  const reads = () => world().kernel.db.read(everyAuthority);

  it('are made for new people and for people who are there, names kept in small letters', async () => {
    const { personId } = await world().run(await administrator(), createAccount, {
      person: { displayName: 'Zoë Ó Briain', email: 'zoe@dunmere.example' },
      signInName: ' Zoe.OBriain ',
    });
    expect(await findAccountByName(reads(), 'zoe.obriain')).to.include({ personId, displayName: 'Zoë Ó Briain' });
    const actions = await auditedActions(world(), personId);
    expect(actions).to.deep.equal(['identity.create-person', 'identity.create-account']);
    const again = { personId, signInName: 'another' };
    expect(await codeOf(world().run(setUp, createAccount, again))).to.equal('account_exists');
    const stranger = { personId: world().newId(), signInName: 'another' };
    expect(await codeOf(world().run(setUp, createAccount, stranger))).to.equal('not_found');
  });

  it('refuse a name that is taken, in any case, and one that is no name', async () => {
    await world().run(setUp, createAccount, { person: { displayName: 'Ann' }, signInName: 'ann.taken' });
    const with_ = (signInName: string) =>
      world().run(setUp, createAccount, { person: { displayName: 'Bo' }, signInName });
    expect(await codeOf(with_('ANN.taken'))).to.equal('sign_in_name_taken');
    for (const name of ['', '  ', 'two words', '../x', 'a<b>']) expect(await codeOf(with_(name))).to.equal('bad_input');
  });

  it('say which field is wrong, on the form too', async () => {
    const attempt = world().run(setUp, createAccount, { person: { displayName: '' }, signInName: 'two words' });
    const fields = await attempt.catch((error: { faults: { field: string }[] }) =>
      error.faults.map(({ field }) => field),
    );
    expect(fields).to.deep.equal(['person.displayName', 'signInName']);
    const { personId } = await addPerson(world(), {});
    const both = { personId, person: { displayName: 'Di' }, signInName: 'di.both' };
    expect(await codeOf(world().run(setUp, createAccount, both))).to.equal('bad_input');
    const admin = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
    const form = { displayName: ' ', signInName: 'two words', email: '' };
    const { status, text } = await admin.post('/desk/admin/staff', form);
    expect(status).to.equal(422);
    expect(text).to.contain('href="#displayName"').and.contain('href="#signInName"').and.contain('value="two words"');
  });

  it('take only hashes that hashPassword made, never a password', async () => {
    const input = { person: { displayName: 'Cy' }, signInName: 'cy.hash', passwordHash: 'three otters juggling' };
    expect(await codeOf(world().run(setUp, createAccount, input))).to.equal('bad_input');
    const passwordHash = await hashPassword(goodPassword, world().kernel.random);
    await world().run(setUp, createAccount, { ...input, passwordHash });
  }).timeout(slow);

  it('are looked after by administrators only', async () => {
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    const adviser = await world().staff(['directory.read', 'identity.own']);
    for (const attempt of [
      world().run(adviser, disableAccount, { personId }),
      world().run(adviser, createAccount, { person: { displayName: 'X' }, signInName: 'x.x' }),
      world().read(adviser, listStaffAccounts, {}),
    ])
      expect(await codeOf(attempt)).to.equal('not_allowed');
    const browser = await http.signIn(personId);
    for (const path of ['/desk/admin/staff', `/desk/admin/staff/${personId}`, '/desk/admin/staff/new'])
      expect((await browser.get(path)).status).to.equal(403);
  });

  it('that open another authority too are not taken over from one of them', async () => {
    const { personId } = await addPerson(world(), {
      roles: [
        ['dunmere', 'adviser'],
        ['castlebridge', 'adviser'],
      ],
    });
    const input = { personId };
    expect(await codeOf(world().run(await administrator(), disableAccount, input))).to.equal('not_allowed');
    expect(await codeOf(world().run(await administrator(), resetSecondFactor, input))).to.equal('not_allowed');
    expect((await findAccount(reads(), personId))?.disabledAt).to.equal(undefined);
    await world().run(await administrator([dunmere, castlebridge]), disableAccount, input);
    expect((await findAccount(reads(), personId))?.disabledAt).to.equal(world().clock.now());
    const other = await addPerson(world(), { roles: [['castlebridge', 'adviser']] });
    await world().run(await administrator([partnership]), resetSecondFactor, { personId: other.personId });
  });

  it('of the last administrator can’t be disabled, nor one’s own', async () => {
    const only = await addPerson(world(), { roles: [['castlebridge', 'administrator']] });
    expect(await codeOf(world().run(setUp, disableAccount, { personId: only.personId }))).to.equal(
      'last_administrator',
    );
    const second = await addPerson(world(), { roles: [['castlebridge', 'administrator']] });
    const browser = await http.signIn(second.personId);
    expect((await browser.post(`/desk/admin/staff/${second.personId}/disable`)).status).to.equal(409);
    expect((await browser.post(`/desk/admin/staff/${only.personId}/disable`)).status).to.equal(303);
    expect(await codeOf(world().run(setUp, disableAccount, { personId: second.personId }))).to.equal(
      'last_administrator',
    );
  });

  it('of two administrators can’t both be disabled at once', async () => {
    const [one, two] = [
      await addPerson(world(), { roles: [['westmoor', 'administrator']] }),
      await addPerson(world(), { roles: [['westmoor', 'administrator']] }),
    ];
    const attempts = [one, two].map(({ personId }) => codeOf(world().run(setUp, disableAccount, { personId })));
    expect((await Promise.all(attempts)).sort()).to.deep.equal(['last_administrator', undefined]);
  });

  it('are looked after on pages from the list to the password link', async () => {
    const { personId: helen } = await addPerson(world(), {
      name: 'Helen Tranter',
      roles: [['dunmere', 'administrator']],
    });
    const browser = await http.signIn(helen);
    const made = await browser.post('/desk/admin/staff', {
      displayName: 'Idris Vale',
      signInName: 'idris.vale',
      email: '',
    });
    expect(made.location).to.match(/^\/desk\/admin\/staff\/[0-9a-f-]{36}$/);
    const found = await browser.get('/desk/admin/staff?name=vale+idris');
    expect(found.text)
      .to.contain('Idris Vale')
      .and.contain('No password yet')
      .and.not.contain(`/desk/admin/staff/${helen}`);
    const given = await browser.post(`${made.location}/roles`, { role: 'adviser', authority: 'dunmere' });
    expect(given.location).to.equal(made.location);
    const elsewhere = await browser.post(`${made.location}/roles`, { role: 'adviser', authority: 'castlebridge' });
    expect(elsewhere.status, 'not her authority').to.equal(404);
    const twice = await browser.post(`${made.location}/roles`, { role: 'adviser', authority: 'dunmere' });
    expect(twice.text).to.contain('this one is held already');
    const link = await browser.post(`${made.location}/password-link`);
    const path = /\/sign-in\/password\/[\w-]{43}/.exec(link.text)?.[0] ?? '';
    expect((await browser.get(made.location)).text).to.not.contain(path);

    const idris = http.browser();
    const form = await idris.get(path);
    expect(form.text).to.contain('idris.vale');
    const set = (password: string) => idris.post(path, { _csrf: hiddenField(form.text, '_csrf'), password });
    expect((await set('idris.vale2026')).text).to.contain('without your sign-in name');
    expect((await set(goodPassword)).location).to.equal('/sign-in');
    expect((await set(goodPassword)).status, 'works once').to.equal(404);
    expect((await enterPassword(idris, 'idris.vale')).location).to.equal('/sign-in/set-up-second-factor?next=%2Fdesk');
  }).timeout(slow);

  it('have a password link that runs out after a day, and that a newer one replaces', async () => {
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    const admin = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
    const make = async () =>
      /\/sign-in\/password\/[\w-]{43}/.exec(
        (await admin.post(`/desk/admin/staff/${personId}/password-link`)).text,
      )?.[0] ?? '';
    const [first, second] = [await make(), await make()];
    expect((await http.browser().get(first)).status).to.equal(404);
    expect((await http.browser().get(second)).status).to.equal(200);
    world().clock.advance(DAY_MS);
    expect((await http.browser().get(second)).status).to.equal(404);
    world().clock.advance(-DAY_MS);
  });

  it('lose their sessions when a link sets another password', async () => {
    const person = await addGuarded(world());
    const admin = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
    const signedIn = await http.signIn(person.personId);
    const { text } = await admin.post(`/desk/admin/staff/${person.personId}/password-link`);
    const path = /\/sign-in\/password\/[\w-]{43}/.exec(text)?.[0] ?? '';
    const browser = http.browser();
    const form = await browser.get(path);
    await browser.post(path, { _csrf: hiddenField(form.text, '_csrf'), password: 'four herons wading' });
    expect((await signedIn.get('/desk/me')).status).to.equal(303);
    const next = await enterPassword(browser, person.signInName, 'four herons wading');
    expect(next.location, 'the second factor stays').to.match(/^\/sign-in\/second-factor/);
  }).timeout(slow);

  it('are listed by name, page by page', async () => {
    const reader = await administrator();
    for (const name of ['Aa Qqone', 'Bb Qqone', 'Cc Qqone']) await addPerson(world(), { name });
    const first = await world().read(reader, listStaffAccounts, { name: 'qqone', limit: 2 });
    expect(first.items.map(({ displayName }) => displayName)).to.deep.equal(['Aa Qqone', 'Bb Qqone']);
    const second = await world().read(reader, listStaffAccounts, { name: 'QQÖNE', after: first.next, limit: 2 });
    expect(second.items.map(({ displayName }) => displayName)).to.deep.equal(['Cc Qqone']);
    expect(second.next).to.equal(undefined);
    expect((await world().read(reader, listStaffAccounts, { name: '%' })).items.length).to.be.greaterThan(3);
  });

  it('show an administrator the roles at their own authorities only', async () => {
    const { personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
    await world().run(setUp, assignRole, { personId, authority: 'castlebridge', role: 'officer' });
    const admin = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
    const { text } = await admin.get(`/desk/admin/staff/${personId}`);
    expect(text).to.contain('Adviser, Dunmere District Council').and.not.contain('Castlebridge');
    expect((await admin.get(`/desk/admin/staff/${world().newId()}`)).status).to.equal(404);
    expect((await admin.get('/desk/admin/staff/not-an-id')).status).to.equal(404);
  });

  it('of another council are named with their council alone, and may be given a role', async () => {
    const name = 'Zora Qqtwo';
    const other = await addPerson(world(), { name, roles: [['castlebridge', 'officer']] });
    const admin = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'administrator']] })).personId);
    const page = `/desk/admin/staff/${other.personId}`;
    for (const path of ['/desk/admin/staff?name=qqtwo', page]) {
      const { text } = await admin.get(path);
      expect(text)
        .to.contain(name)
        .and.contain('Works for City of Castlebridge Council')
        .and.contain('Another council’s');
      expect(text).to.not.contain(other.signInName).and.not.contain('Officer, ');
      expect(text).to.not.contain('Make an account').and.not.contain('Disable the account');
    }
    const given = { role: 'adviser', authority: 'dunmere' };
    expect((await admin.post(`${page}/roles`, given)).status).to.equal(303);
    expect((await admin.get(page)).text)
      .to.contain(other.signInName)
      .and.not.contain('Works for');
  });
});

async function codeOf(attempt: Promise<unknown>): Promise<string | undefined> {
  return attempt.then(
    () => undefined,
    (error: { code?: string }) => error.code,
  );
}
