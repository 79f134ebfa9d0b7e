import { expect } from 'chai';
import { auditOf, codeOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, origin } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { aKnown, aSignInFarEnd, goAndComeBack, issuer } from '../testing/sign-in-far-end.js';
import { linkIdentity } from './link-identity.js';
import { listSignInIdentities } from './list-identities.js';

onBothEngines('accounts that open elsewhere', (world) => {
  const entra = aSignInFarEnd('entra', dunmere);
  let http: TestHttp;
  let desk: Browser;
  before(async () => {
    world().connect(entra.adapter);
    http = await startHttp(world(), { origin });
    const boss = await addPerson(world(), { name: 'Helen Tranter', roles: [['dunmere', 'administrator']] });
    desk = await http.signIn(boss.personId);
  });
  after(() => http.close());

  const href = '/desk/admin/elsewhere';
  const signsIn = async (subject: string, signInName: string): Promise<Browser> => {
    entra.says(aKnown(subject, { signInName }));
    const browser = http.browser();
    await goAndComeBack(browser, 'entra');
    return browser;
  };
  const isIn = async (browser: Browser): Promise<boolean> => (await browser.get('/desk/me')).status === 200;
  const link = (signInName: string, subject: string) =>
    desk.post(href, { authorityId: String(dunmere), signInName, issuer, subject });

  it('are listed by name, and found', async () => {
    expect((await desk.get(href)).text).to.include('Nobody signs in by a council’s own system yet.');
    const own = await addPerson(world(), { name: 'Tom Reyes', roles: [['dunmere', 'officer']] });
    await signsIn('tom-1', own.signInName);
    const page = (await desk.get(href)).text;
    expect(page).to.include('Tom Reyes').and.include('tom-1').and.include(issuer).and.include('by their sign-in name');
    expect((await desk.get(`${href}?name=reyes`)).text).to.include('tom-1');
    expect((await desk.get(`${href}?name=${own.signInName}`)).text).to.include('tom-1');
    expect((await desk.get(`${href}?name=vale`)).text).to.include('Nobody of that name signs in elsewhere.');
    expect(page).to.include('Unlink Tom Reyes from');
  });

  it('are linked by an administrator where the name did not do it', async () => {
    const other = await addPerson(world(), { name: 'Ines Vale', roles: [['dunmere', 'officer']] });
    expect((await link(other.signInName, 'ines-1')).status).to.equal(303);
    expect(await isIn(await signsIn('ines-1', 'quite.another@dunmere.example'))).to.equal(true);
    expect((await auditOf(world(), other.personId)).map(({ action }) => action)).to.include('identity.link-identity');
    const twice = await link(other.signInName, 'ines-1');
    expect(twice.status).to.equal(422);
    expect(twice.text).to.include('unlink it first').and.include('value="ines-1"');
    expect((await link('nobody.at.all', 'x')).text).to.include('Nobody here signs in under that name');
    expect((await link(other.signInName, '')).text).to.include('Enter the number by which that system knows them');
  });

  it('are unlinked, and what was begun by them ends', async () => {
    const own = await addPerson(world(), { name: 'Mair Bowen', roles: [['dunmere', 'officer']] });
    const browser = await signsIn('mair-1', own.signInName);
    const byPassword = await http.signIn(own.personId);
    const administrator = await world().staff(['access.manage'], [dunmere]);
    const { items } = await world().read(administrator, listSignInIdentities, { name: 'bowen' });
    expect((await desk.post(`${href}/${items[0]?.id}/unlink`)).status).to.equal(303);
    expect([await isIn(browser), await isIn(byPassword)]).to.deep.equal([false, true]);
    expect((await world().read(administrator, listSignInIdentities, { name: 'bowen' })).items).to.deep.equal([]);
    expect((await auditOf(world(), own.personId)).at(-1)).to.deep.include({ action: 'identity.unlink-identity' });
    expect((await desk.post(`${href}/${items[0]?.id}/unlink`)).status).to.equal(404);
  });

  it('come by the page', async () => {
    const administrator = await world().staff(['access.manage'], [dunmere]);
    const first = await world().read(administrator, listSignInIdentities, { limit: 1 });
    expect(first.items).to.have.length(1);
    const second = await world().read(administrator, listSignInIdentities, {
      limit: 1,
      cursor: first.nextCursor ?? '',
    });
    expect(second.items[0]?.id).to.not.equal(first.items[0]?.id);
    expect(await codeOf(world().read(administrator, listSignInIdentities, { cursor: 'x' }))).to.equal(
      'malformed_request',
    );
  });

  it('are their own council’s: another’s are neither shown nor linked', async () => {
    const theirs = await world().staff(['access.manage'], [castlebridge]);
    expect((await world().read(theirs, listSignInIdentities, {})).items).to.deep.equal([]);
    const both = await addPerson(world(), {
      roles: [
        ['dunmere', 'officer'],
        ['castlebridge', 'officer'],
      ],
    });
    const refused = await link(both.signInName, 'both-1');
    expect(refused.status).to.equal(403);
    const input = { authorityId: dunmere, signInName: both.signInName, issuer, subject: 'both-1' };
    expect((await errorOf(world().run(theirs, linkIdentity, input))).status).to.be.oneOf([403, 404]);
    const leader = await addPerson(world(), { roles: [['dunmere', 'team-leader']] });
    expect((await (await http.signIn(leader.personId)).get(href)).status).to.equal(403);
  });
});
