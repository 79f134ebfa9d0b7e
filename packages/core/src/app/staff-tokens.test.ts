import { expect } from 'chai';
import { disableAccount } from '../identity/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { onBothEngines, testNow } from '../testing/harness.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { setup } from '../testing/case-world.js';
import { addPerson, startHttp, type TestHttp } from '../testing/http.js';
import { createStaffToken, type NewStaffToken } from './staff-tokens.js';

onBothEngines('a token that is made without the desk', (world) => {
  let http: TestHttp;
  let personId: string;
  let signInName: string;
  before(async () => {
    http = await startHttp(world());
  });
  after(() => http.close());
  beforeEach(async () => {
    ({ personId, signInName } = await addPerson(world(), { roles: [['dunmere', 'officer']] }));
  });

  const make = (changes: Partial<NewStaffToken> = {}) =>
    createStaffToken(world().kernel, {
      ...{ signInName, name: 'Report form', permissions: ['cases.read'], expiresInDays: 30 },
      ...changes,
    });
  const ask = (token: string, path: string) =>
    http.browser().get(path, { Authorization: `Bearer ${token}`, Accept: 'application/json' });
  const faultsOf = async (changes: Partial<NewStaffToken>) => (await errorOf(make(changes))).faults;

  it('does what was chosen, for as long, and no more', async () => {
    const { token, permissions, expiresAt } = await make();
    expect(permissions).to.deep.equal(['cases.read']);
    expect(expiresAt).to.equal(world().clock.now() + 30 * DAY_MS);
    expect((await ask(token, '/api/v1/cases')).status).to.equal(200);
    expect((await ask(token, '/api/v1/staff?startsWith=a')).status).to.equal(403);
    world().clock.advance(30 * DAY_MS);
    expect((await ask(token, '/api/v1/cases')).status).to.equal(401);
    world().clock.set(testNow);
  });

  it('stands on the person’s page, and in the audit trail as theirs, made on the command line', async () => {
    const { token } = await make();
    const browser = await http.signIn(personId);
    const { text } = await browser.get('/desk/me');
    expect(text).to.include('Report form').and.not.include(token);
    const id = /tokens\/([0-9a-f-]{36})\/revoke/.exec(text)?.[1] ?? '';
    const [entry] = await auditOf(world(), id);
    expect(entry).to.include({ action: 'identity.create-token', actorId: personId });
    expect(entry?.details).to.deep.include({ permissions: ['cases.read'], madeWith: 'command-line' });
    await browser.post(`/desk/me/tokens/${id}/revoke`);
    expect((await ask(token, '/api/v1/cases')).status).to.equal(401);
  });

  it('may do all that the person may, but never change their account', async () => {
    const { token, permissions } = await make({ permissions: 'all' });
    expect(permissions).to.include.members(['cases.work', 'customers.read']);
    expect(permissions).not.to.include('identity.own').and.not.include('audit.read');
    const { authorities } = JSON.parse((await ask(token, '/api/v1/me')).text) as {
      authorities: { permissions: string[] }[];
    };
    expect([...new Set(authorities.flatMap((each) => each.permissions))].sort()).to.deep.equal(permissions);
  });

  it('is refused beyond what the person may, naming each and what to do', async () => {
    const [beyond, unknown] = await faultsOf({ permissions: ['cases.read', 'audit.read', 'cases.fly'] });
    expect(beyond?.message).to.equal(`${signInName} does not hold audit.read. Choose another, or give them the role`);
    expect(unknown?.message).to.include('No token can be given cases.fly. Choose among: ');
    expect((await faultsOf({ permissions: ['identity.own'] }))[0]?.field).to.equal('permission');
    expect((await faultsOf({ permissions: [] }))[0]).to.include({ field: 'permissions' });
    expect((await faultsOf({ name: ' ' }))[0]?.field).to.equal('name');
    expect((await faultsOf({ expiresInDays: 367 }))[0]?.field).to.equal('expiresInDays');
  });

  it('is refused for nobody, for whom has no role, and for a disabled account', async () => {
    expect((await faultsOf({ signInName: 'nobody' }))[0]?.message).to.include('Nobody signs in under that name');
    const without = await addPerson(world(), { roles: [] });
    expect((await faultsOf(without))[0]?.message).to.include('has no role');
    await world().run(setup, disableAccount, { personId });
    expect((await faultsOf({}))[0]).to.include({ field: 'sign-in-name' });
  });
});
