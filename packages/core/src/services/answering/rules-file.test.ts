import { expect } from 'chai';
import { DAY_MS } from '../../kernel/clock.js';
import { everyAuthority } from '../../kernel/scope.js';
import { listResponsibilityRules, setResponsibility } from '../../places/index.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, testNow, westmoor } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Answer, type Browser, type TestHttp } from '../../testing/http.js';
import { applyRulesFile, getRulesDifference, keepRulesFile } from './rules-file.js';

const csv = (...rows: string[]): string => ['service,area,authority,from,to', ...rows].join('\n');
const every = '*,dunmere,dunmere,2026-04-01,';
const litter = 'litter,dunmere,westmoor,2026-05-01,';

onBothEngines('a file of who answers where, looked at first', (world) => {
  let http: TestHttp;
  let desk: Record<'admin' | 'colleague' | 'adviser' | 'abroad', Browser>;
  const home = '/desk/admin/who-answers/import';
  const send = async (browser: Browser, text: string, fields = {}): Promise<Answer> =>
    await browser.post(home, { authorityId: String(dunmere), ...fields }, [
      { field: 'file', name: 'rules.csv', bytes: Buffer.from(text) },
    ]);
  const manager = () => world().staff(['places.manage', 'places.read'], [dunmere]);
  const said = async (): Promise<string[]> => {
    const { items } = await world().read(await manager(), listResponsibilityRules, { ended: true });
    return items.map(({ serviceKey, where, authorityId, fromOn, toOn }) =>
      [serviceKey, where, authorityId, fromOn, toOn ?? 'on'].join(' '),
    );
  };

  before(async () => {
    http = await startHttp(world());
    const signIn = async (name: string, slug: string, role: 'administrator' | 'adviser') =>
      await http.signIn((await addPerson(world(), { name, roles: [[slug, role]] })).personId);
    desk = {
      admin: await signIn('Ruth Dale', 'dunmere', 'administrator'),
      colleague: await signIn('Idris Ley', 'dunmere', 'administrator'),
      adviser: await signIn('Sian Vaughan', 'dunmere', 'adviser'),
      abroad: await signIn('Kwame Mensah', 'castlebridge', 'administrator'),
    };
    // Rules may name a service that rules are about already.
    await world().run(await manager(), setResponsibility, {
      ...{ area: { kind: 'authority', authorityId: dunmere }, serviceKey: 'litter', fromOn: '2026-01-01' },
      responsibleAuthorityId: dunmere,
    });
  });
  beforeEach(() => world().clock.set(testNow));
  after(() => http.close());

  it('is shown at the desk, written as it was shown, and then changes nothing', async () => {
    const before = await said();
    const sent = await send(desk.admin, csv(every, litter));
    expect([sent.status, sent.location.startsWith(`${home}/`)]).to.deep.equal([303, true]);
    const { text } = await desk.admin.get(sent.location);
    expect(text)
      .to.include('Nothing is written yet')
      .and.match(/Westmoor County Council from [A-Z a-z]*1 May/);
    expect(text).to.include('2 new').and.include('1 ended, because another follows');
    expect(await said()).to.deep.equal(before);
    const written = await desk.admin.post(sent.location, { code: hiddenField(text, 'code') });
    expect([written.status, written.location]).to.deep.equal([303, '/desk/admin/who-answers']);
    expect((await desk.admin.get(written.location)).text).to.include('Rules written: 2 new, 1 ended');
    expect(await said()).to.deep.equal([
      `* Dunmere ${dunmere} 2026-04-01 on`,
      `litter Dunmere ${dunmere} 2026-01-01 2026-05-01`,
      `litter Dunmere ${westmoor} 2026-05-01 on`,
    ]);
    const again = await desk.admin.get(sent.location);
    expect(again.text).to.include('There is nothing to bring in').and.not.include('Write this');
    const id = sent.location.slice(home.length + 1);
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.deep.equal([
      ...['services.keep-rules-file', 'services.apply-rules-file'],
    ]);
    const db = world().kernel.db.read(everyAuthority);
    const [rule] = await db.rows<{ id: string }>(db.from('responsibilities').where({ service_key: '*' }));
    const [entry] = await auditOf(world(), rule?.id ?? '');
    expect(entry?.action).to.equal('places.set-responsibility');
  });

  it('is refused and shown again when it is no longer what was looked at', async () => {
    const { location } = await send(desk.admin, csv('litter,dunmere,castlebridge,2027-05-01,'));
    const code = hiddenField((await desk.admin.get(location)).text, 'code');
    await world().run(await manager(), setResponsibility, {
      ...{ area: { kind: 'authority', authorityId: dunmere }, serviceKey: 'litter', fromOn: '2027-02-01' },
      responsibleAuthorityId: dunmere,
    });
    const before = await said();
    const refused = await desk.admin.post(location, { code });
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('Something changed since you looked');
    expect(await said()).to.deep.equal(before);
    expect((await desk.admin.post(location, { code: hiddenField(refused.text, 'code') })).status).to.equal(303);
  });

  it('can’t be written while a row is wrong, each named by line, column and fix', async () => {
    const { location } = await send(
      desk.admin,
      csv('litter,dunmere,nobody,2027-05-01,', 'litter,westmoor,dunmere,2027-05-01,'),
    );
    const { text } = await desk.admin.get(location);
    expect(text).to.include('2 rows wrong').and.include('Line 2, authority').and.include('Line 3, area');
    expect(text).to.include('Correct the rows').and.not.include('Write this');
    expect((await desk.admin.post(location, { code: '' })).status).to.equal(409);
  });

  it('names the field and the fix for a file that can’t be read, and keeps the council that was chosen', async () => {
    const nothing = await desk.admin.post(home, { authorityId: String(dunmere) }, []);
    expect([nothing.status, nothing.text.includes('Choose a CSV file')]).to.deep.equal([422, true]);
    const headless = await send(desk.admin, 'Name,Salary\nAnn,1\n');
    expect([headless.status, headless.text.includes('The file has no column')]).to.deep.equal([422, true]);
    const unchosen = await send(desk.admin, csv(every), { authorityId: '' });
    expect([unchosen.status, unchosen.text.includes('Choose a council')]).to.deep.equal([422, true]);
  });

  it('is for administrators of the council, each for their own file', async () => {
    expect((await send(desk.adviser, csv(every))).status).to.equal(403);
    expect((await send(desk.abroad, csv(every))).status).to.equal(404);
    const { location } = await send(desk.admin, csv(every));
    expect((await desk.colleague.get(location)).status).to.equal(404);
    expect((await desk.colleague.post(location, { code: 'x' })).status).to.equal(404);
    const abroad = await world().staff(['places.manage'], [castlebridge]);
    const id = location.slice(home.length + 1);
    expect((await errorOf(world().read(abroad, getRulesDifference, { id }))).code).to.equal('not_found');
  });

  it('is forgotten after a day', async () => {
    const actor = await world().staff(['places.manage'], [castlebridge]);
    const { id } = await world().run(actor, keepRulesFile, {
      ...{ authorityId: castlebridge, name: 'rules.csv', content: csv('*,castlebridge,castlebridge,2027-01-01,') },
    });
    expect((await world().read(actor, getRulesDifference, { id })).difference.added).to.have.length(1);
    world().clock.set(testNow + DAY_MS + 1);
    expect((await errorOf(world().read(actor, getRulesDifference, { id }))).code).to.equal('not_found');
    expect((await errorOf(world().run(actor, applyRulesFile, { id, code: '' }))).code).to.equal('not_found');
  });
});
