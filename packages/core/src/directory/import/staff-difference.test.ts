import { expect } from 'chai';
import { DAY_MS } from '../../kernel/clock.js';
import { temporaryFile } from '../../kernel/import/testing.js';
import { everyAuthority } from '../../kernel/scope.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Answer, type Browser, type TestHttp } from '../../testing/http.js';
import { applyStaffFile } from '../commands/apply-staff-file.js';
import { keepStaffFile } from '../commands/keep-staff-file.js';
import { compareStaffFile, importStaff } from '../index.js';
import { getStaffDifference } from '../staff-import-queries.js';

const headings = 'name,email,authority,phone,job title,roles,responsibilities';
const ffion = 'Ffion Hale,ffion@dunmere.example,dunmere,01632 960010,Adviser,adviser,bins';
const owen = 'Owen Marsh,owen@dunmere.example,dunmere,,Manager,,';
const bea = 'Bea Ley,bea@dunmere.example,dunmere,01632 960012,Officer,officer,blocked drains; gullies';
const csv = (...rows: string[]): string => [headings, ...rows].join('\n');

onBothEngines('the difference that a file of staff makes', (world) => {
  let http: TestHttp;
  let desk: Record<'admin' | 'colleague' | 'leader' | 'abroad', Browser>;
  const home = '/desk/directory/import';

  const bring = async (...rows: string[]): Promise<void> => {
    const file = { file: temporaryFile([headings, ...rows]), startedBy: 'test' };
    const { code } = await compareStaffFile(world().kernel, file);
    await importStaff(world().kernel, { ...file, confirmed: { code, endPosts: false } });
  };
  const compare = (...rows: string[]) =>
    compareStaffFile(world().kernel, { file: temporaryFile([headings, ...rows]), startedBy: 'test' });
  const send = async (browser: Browser, text: string, fields = {}): Promise<Answer> =>
    await browser.post(home, { authorityId: String(dunmere), ...fields }, [
      { field: 'file', name: 'staff.csv', bytes: Buffer.from(text) },
    ]);
  const posts = async (): Promise<string[]> => {
    const db = world().kernel.db.read(everyAuthority);
    const rows = await db.rows<{ email: string; job_title: string; to_on: string | null }>(
      db.from('employments').join('people', 'people.id', 'employments.person_id').orderBy('people.email'),
    );
    return rows.map(({ email, job_title: title, to_on: to }) => `${email} ${title}${to === null ? '' : ' ended'}`);
  };

  before(async () => {
    http = await startHttp(world());
    const signIn = async (name: string, roles: [string, 'administrator' | 'team-leader'][]) =>
      await http.signIn((await addPerson(world(), { name, roles })).personId);
    desk = {
      admin: await signIn('Ruth Dale', [['dunmere', 'administrator']]),
      colleague: await signIn('Idris Ley', [['dunmere', 'administrator']]),
      leader: await signIn('Sian Vaughan', [['dunmere', 'team-leader']]),
      abroad: await signIn('Kwame Mensah', [['castlebridge', 'administrator']]),
    };
    await bring(ffion, owen);
  });
  beforeEach(() => world().clock.set(testNow));
  after(() => http.close());

  it('names who is new, what changes field by field and who is not in the file, and writes nothing', async () => {
    const before = await posts();
    const found = await compare(ffion.replace('Adviser', 'Senior adviser').replace('bins', 'bins; litter'), bea);
    expect(found.added.map(({ name }) => name)).to.deep.equal(['Bea Ley']);
    expect(found.changed).to.deep.equal([
      {
        ...{ name: 'Ffion Hale', email: 'ffion@dunmere.example' },
        fields: [
          { field: 'Job title', before: 'Adviser', after: 'Senior adviser' },
          { field: 'Deals with', before: 'bins', after: 'bins\nlitter' },
        ],
      },
    ]);
    expect(found.gone).to.deep.equal([{ name: 'Owen Marsh', email: 'owen@dunmere.example', jobTitle: 'Manager' }]);
    expect(await posts()).to.deep.equal(before);
    expect(await compare(ffion, owen))
      .to.include({ unchanged: 2 })
      .and.deep.include({ changed: [], gone: [] });
  });

  it('is what is then written, and nothing is left of it', async () => {
    const rows = [ffion.replace('01632 960010', '01632 960011'), owen, bea];
    const file = { file: temporaryFile([headings, ...rows]), startedBy: 'test' };
    const { added, changed, code } = await compareStaffFile(world().kernel, file);
    const report = await importStaff(world().kernel, { ...file, confirmed: { code, endPosts: false } });
    expect(report.written)
      .to.equal(added.length + changed.length)
      .and.equal(2);
    expect(await compare(...rows))
      .to.include({ unchanged: 3 })
      .and.deep.include({ added: [], changed: [] });
  });

  it('is shown at the desk before it is written, by an administrator', async () => {
    const sent = await send(desk.admin, csv(ffion, owen, bea.replace('Officer', 'Senior officer')));
    expect([sent.status, sent.location.startsWith(`${home}/`)]).to.deep.equal([303, true]);
    const { text } = await desk.admin.get(sent.location);
    expect(text).to.include('Nothing is written yet').and.include('Bea Ley').and.include('Senior officer');
    expect(await posts()).to.include('bea@dunmere.example Officer');
    const written = await desk.admin.post(sent.location, { code: hiddenField(text, 'code') });
    expect([written.status, written.location]).to.deep.equal([303, '/desk/directory']);
    expect(await posts()).to.include('bea@dunmere.example Senior officer');
    expect((await desk.admin.get(sent.location)).text).to.include('There is nothing to bring in');
    expect((await desk.admin.post(sent.location, { code: hiddenField(text, 'code') })).status).to.equal(409);
    const id = sent.location.slice(home.length + 1);
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.include.members([
      'directory.keep-staff-file',
      'directory.apply-staff-file',
    ]);
  });

  it('is refused and shown again when it is no longer what was looked at', async () => {
    const { location } = await send(desk.admin, csv(ffion.replace('Adviser', 'Lead adviser'), owen, bea));
    const code = hiddenField((await desk.admin.get(location)).text, 'code');
    await bring(ffion.replace('Adviser', 'Team adviser'), owen, bea);
    const refused = await desk.admin.post(location, { code });
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('Something changed since you looked').and.include('Team adviser');
    expect(await posts()).to.include('ffion@dunmere.example Team adviser');
    const again = await desk.admin.post(location, { code: hiddenField(refused.text, 'code') });
    expect(again.status).to.equal(303);
    expect(await posts()).to.include('ffion@dunmere.example Lead adviser');
    const file = { file: temporaryFile([headings, ffion]), startedBy: 'test' };
    const stale = importStaff(world().kernel, { ...file, confirmed: { code, endPosts: false } });
    expect((await errorOf(stale)).code).to.equal('staff_difference_changed');
  });

  it('ends the posts of who is gone when asked to, but not while rows are left out', async () => {
    const wrong = await send(desk.admin, csv(ffion, bea, 'Cy Ley,cy@dunmere.example,dunmere,,,mayor,'));
    const shown = await desk.admin.get(wrong.location);
    expect(shown.text).to.include('1 not in the file').and.include('Line 4, roles');
    const refused = await desk.admin.post(wrong.location, { code: hiddenField(shown.text, 'code'), endPosts: 'yes' });
    expect([refused.status, refused.text.includes('href="#endPosts"')]).to.deep.equal([422, true]);
    expect(await posts()).to.include('owen@dunmere.example Manager');
    const { location } = await send(desk.admin, csv(ffion, bea));
    const code = hiddenField((await desk.admin.get(location)).text, 'code');
    await desk.admin.post(location, { code, endPosts: 'yes' });
    expect(await posts()).to.include('owen@dunmere.example Manager ended');
    expect((await compare(ffion, bea)).gone).to.deep.equal([]);
  });

  it('is for administrators of the council, each for their own file, and never of another council’s staff', async () => {
    expect((await send(desk.leader, csv(ffion))).status).to.equal(403);
    expect((await send(desk.abroad, csv(ffion))).status).to.equal(404);
    const { location } = await send(desk.admin, csv(ffion, bea));
    expect((await desk.colleague.get(location)).status).to.equal(404);
    expect((await desk.colleague.post(location, { code: 'x' })).status).to.equal(404);
    const kwame = 'Kwame Mensah,kwame@castlebridge.example,castlebridge,,,,';
    await bring(kwame);
    const poached = await send(desk.admin, csv(kwame.replace(',castlebridge,', ',dunmere,')));
    expect((await desk.admin.get(poached.location)).text).to.include('another authority’s staff');
  });

  it('is never of what somebody slipped in among their drafts for another council', async () => {
    const { location } = await send(desk.admin, csv(ffion, bea));
    const key = `staff-file:${location.slice(home.length + 1)}`;
    const fields = { authorityId: String(castlebridge), name: 'staff.csv', content: csv(ffion) };
    await desk.admin.post('/desk/drafts', { key, content: JSON.stringify(fields) });
    expect((await desk.admin.get(location)).status).to.equal(404);
  });

  it('names the field and the fix for a file that can’t be read', async () => {
    const nothing = await desk.admin.post(home, { authorityId: String(dunmere) }, []);
    expect([nothing.status, nothing.text.includes('Choose a CSV file')]).to.deep.equal([422, true]);
    const headless = await send(desk.admin, 'Name,Salary\nAnn,1\n');
    expect([headless.status, headless.text.includes('The file has no column')]).to.deep.equal([422, true]);
    const latin = {
      field: 'file',
      name: 'staff.csv',
      bytes: Buffer.from(csv(ffion.replace('Hale', 'Halé')), 'latin1'),
    };
    const form = { authorityId: String(dunmere) };
    expect((await desk.admin.post(home, form, [latin])).status).to.equal(422);
    expect((await desk.admin.post(home, { ...form, encoding: 'windows-1252' }, [latin])).status).to.equal(303);
  });

  it('is forgotten after a day', async () => {
    const actor = await world().staff(['directory.import'], [castlebridge]);
    const input = { authorityId: castlebridge, name: 'staff.csv', content: csv() };
    const { id } = await world().run(actor, keepStaffFile, input);
    expect((await world().read(actor, getStaffDifference, { id })).difference.added).to.deep.equal([]);
    world().clock.set(testNow + DAY_MS + 1);
    expect((await errorOf(world().read(actor, getStaffDifference, { id }))).code).to.equal('not_found');
    expect((await errorOf(world().run(actor, applyStaffFile, { id, code: '' }))).code).to.equal('not_found');
  });
});
