import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { setCalendar } from '../authorities/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { everyAuthority } from '../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { addTeam, addTeamMember, changeEntry, findRoute, searchStaff } from './index.js';
import { decideEntryChange } from './commands/decide-entry-change.js';
import { getDirectoryPerson } from './directory-queries.js';
import { getEntry, listEntryChanges } from './entry-queries.js';

const setUp = systemActor('a test sets the scene');
const nineToFive = [{ fromMinute: 540, toMinute: 1020 }];
const week = {
  monday: nineToFive,
  tuesday: nineToFive,
  wednesday: nineToFive,
  thursday: nineToFive,
  friday: nineToFive,
};

onBothEngines('the directory', (world) => {
  let http: TestHttp;
  let teamId: string;
  let janet: string;
  let tom: string;
  let kwame: string;
  let editor: StaffActor;
  let desk: Record<'janet' | 'kwame' | 'editor', Browser>;

  before(async () => {
    const calendar = { authorityId: dunmere, key: 'office', name: 'Office', keepsBankHolidays: true } as const;
    await world().run(setUp, setCalendar, { ...calendar, weekly: { ...week, saturday: [], sunday: [] } });
    const team = { authorityId: dunmere, key: 'drains', name: 'Drains and flooding', purpose: 'Blocked drains' };
    teamId = (await world().run(setUp, addTeam, { ...team, telephone: '01632 960055' })).id;
    janet = (await addPerson(world(), { name: 'Janet Oakley', roles: [['dunmere', 'officer']] })).personId;
    tom = (await addPerson(world(), { name: 'Thomas Beddoes', roles: [['dunmere', 'officer']] })).personId;
    kwame = (await addPerson(world(), { name: 'Kwame Mensah', roles: [['castlebridge', 'adviser']] })).personId;
    for (const personId of [janet, tom]) await world().run(setUp, addTeamMember, { teamId, personId });
    editor = await world().staff(['directory.read', 'directory.edit'], [dunmere], 'Helen Tranter');
    http = await startHttp(world());
    const lead = (await addPerson(world(), { name: 'Sian Vaughan', roles: [['dunmere', 'team-leader']] })).personId;
    desk = { janet: await http.signIn(janet), kwame: await http.signIn(kwame), editor: await http.signIn(lead) };
    world().clock.advance(3000); // what other capabilities change is seen after two seconds
  });
  beforeEach(() => world().clock.set(testNow + 3000));
  after(() => http.close());

  const change = async (id: string, content: object, by: StaffActor = editor, kind: 'person' | 'team' = 'person') => {
    const { entry } = await world().read(by, getEntry, { kind, id });
    return await world().run(by, changeEntry, { kind, id, content, expectedVersion: entry.version });
  };
  const names = async (words: string) =>
    (await world().read(editor, searchStaff, { words })).map(({ record }) => record.name);

  it('finds everybody of every council by name, and a changed entry at once', async () => {
    expect(await names('kwame')).to.deep.equal(['Kwame Mensah']);
    expect(await names('tommy bedoes')).to.deep.equal(['Thomas Beddoes']);
    expect((await names('flooding'))[0]).to.equal('Drains and flooding');
    await change(janet, { responsibilities: ['gullies'], covers: ['Dunmere town'], jobTitle: 'Drainage officer' });
    expect(await names('gully dunmere')).to.deep.equal(['Janet Oakley']);
    expect(await names('drainage officer')).to.deep.equal(['Janet Oakley']);
  });

  it('forgets who has no role any more, from the day on which it ends', async () => {
    const gone = (await addPerson(world(), { name: 'Zebedee Quill', roles: [['dunmere', 'officer']] })).personId;
    world().clock.advance(3000);
    expect(await names('zebedee')).to.deep.equal(['Zebedee Quill']);
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('role_assignments', { person_id: gone }, { to_on: '2026-11-17' }),
    );
    world().clock.advance(3000);
    expect(await names('zebedee')).to.deep.equal(['Zebedee Quill']);
    world().clock.advance(86_400_000);
    expect(await names('zebedee')).to.deep.equal([]);
  });

  describe('says whether somebody is there', () => {
    const seen = async (id: string) => (await world().read(editor, getDirectoryPerson, { id })).availability;

    it('by their own hours, else the office’s', async () => {
      await change(tom, { hours: { monday: [{ fromMinute: 600, toMinute: 720 }] } });
      expect(await seen(janet)).to.include({ state: 'here', until: Date.UTC(2026, 10, 16, 17) });
      expect(await seen(tom)).to.include({ state: 'here', until: Date.UTC(2026, 10, 16, 12) });
      world().clock.set(Date.UTC(2026, 10, 16, 13));
      expect(await seen(tom)).to.include({ state: 'off', until: Date.UTC(2026, 10, 23, 10) });
      await change(tom, {});
    });

    it('not on a bank holiday, and not where no hours are kept at the weekend', async () => {
      const holiday = { division: 'england-and-wales', on_date: '2026-11-17', title: 'Founders’ day' };
      await world().kernel.db.write(everyAuthority, (db) => db.insert('bank_holidays', holiday));
      world().clock.set(Date.UTC(2026, 10, 17, 10));
      expect(await seen(janet)).to.include({ state: 'off', until: Date.UTC(2026, 10, 18, 9) });
      world().clock.set(Date.UTC(2026, 10, 21, 10));
      expect(await seen(kwame)).to.include({ state: 'off', until: Date.UTC(2026, 10, 23, 9) });
      await world().kernel.db.write(everyAuthority, (db) => db.remove('bank_holidays', { on_date: '2026-11-17' }));
    });

    it('and puts the deputy first who was named for the absence', async () => {
      const away = { person_id: janet, deputy_id: tom, from_on: '2026-11-16', to_on: '2026-11-20', saved_at: testNow };
      await world().kernel.db.write(everyAuthority, (db) => db.insert('absences', { ...away, version: 1 }));
      const card = await world().read(editor, getDirectoryPerson, { id: janet });
      expect(card.availability.state).to.equal('away');
      expect(card.standsIn?.record.name).to.equal('Thomas Beddoes');
      const { text } = await desk.kwame.get(`/desk/directory/people/${janet}`);
      expect(text.indexOf('Ask instead')).to.be.above(0).and.below(text.indexOf('aria-label="Entry"'));
      expect(text).to.include('Away until Friday 20 November, deputy Thomas Beddoes');
      await world().kernel.db.write(everyAuthority, (db) => db.remove('absences', { person_id: janet }));
    });
  });

  describe('is corrected', () => {
    const form = { telephone: '01632 960077', responsibilities: 'blocked drains\r\nflooded gardens', lgsl: '525, 867' };

    it('by people themselves, and an editor approves', async () => {
      const page = await desk.janet.get('/desk/directory/me');
      const expectedVersion = hiddenField(page.text, 'expectedVersion');
      const sent = await desk.janet.post('/desk/directory/me', { ...form, expectedVersion });
      expect([sent.status, sent.location]).to.deep.equal([303, '/desk/directory/me']);
      expect((await desk.janet.get('/desk/directory/me')).text).to.include('Waits for an editor');
      expect(await names('gardens')).to.deep.equal([]);
      const waiting = await desk.editor.get('/desk/directory/changes');
      expect(waiting.text).to.include('Janet Oakley').and.include('flooded gardens');
      const [item] = await world().read(editor, listEntryChanges, {});
      const path = `/desk/directory/changes/${item?.change.id ?? ''}`;
      expect((await desk.janet.post(path, { does: 'approve', expectedVersion: '1' })).status).to.equal(403);
      const bare = await desk.editor.post(path, { does: 'decline', expectedVersion: '1' });
      expect([bare.status, bare.text.includes('Enter why it is declined')]).to.deep.equal([422, true]);
      expect((await desk.editor.post(path, { does: 'approve', expectedVersion: '1' })).status).to.equal(303);
      expect(await names('flooded gardens')).to.deep.equal(['Janet Oakley']);
      expect((await desk.editor.post(path, { does: 'approve', expectedVersion: '1' })).status).to.equal(409);
      const actions = (await auditOf(world(), janet)).map(({ action }) => action);
      expect(actions).to.include.members(['directory.propose-entry', 'directory.decide-entry-change']);
      const { text } = await desk.kwame.get(`/desk/directory/people/${janet}`);
      expect(text).to.include('href="tel:01632960077"').and.include('LGSL 525, LGSL 867');
    });

    it('only by a correction that builds on what the entry is now', async () => {
      const propose = await desk.janet.get('/desk/directory/me');
      const expectedVersion = hiddenField(propose.text, 'expectedVersion');
      await desk.janet.post('/desk/directory/me', { ...form, basedAt: 'Depot', expectedVersion });
      await change(janet, { responsibilities: ['blocked drains'] });
      const [item] = await world().read(editor, listEntryChanges, {});
      const input = { id: item?.change.id ?? '', expectedVersion: 1, decision: 'approve' } as const;
      expect((await errorOf(world().run(editor, decideEntryChange, input))).code).to.equal('stale_version');
      expect((await desk.editor.get('/desk/directory/changes')).text).to.include('can only be declined');
      const decline = { ...input, decision: 'decline', reason: 'It changed since' } as const;
      await world().run(editor, decideEntryChange, decline);
      expect((await desk.janet.get('/desk/directory/me')).text).to.include('It changed since');
      const late = await desk.janet.post('/desk/directory/me', { ...form, basedAt: 'Depot', expectedVersion });
      expect([late.status, late.text.includes('Somebody else changed this entry meanwhile')]).to.deep.equal([
        409,
        true,
      ]);
      expect(late.text).to.include('value="Depot"');
    });

    it('with the field and the fix for what can’t be', async () => {
      const expectedVersion = hiddenField((await desk.janet.get('/desk/directory/me')).text, 'expectedVersion');
      const wrong = { ...form, lgsl: 'bins', hours: 'mornings', managerEmail: 'nobody@dunmere.example' };
      const { status, text } = await desk.janet.post('/desk/directory/me', { ...wrong, expectedVersion });
      expect(status).to.equal(422);
      expect(text).to.include('href="#lgsl"').and.include('href="#hours"').and.include('href="#managerEmail"');
      const faultOf = async (content: object) => (await errorOf(change(janet, content))).faults[0]?.field;
      expect(await faultOf({ managerId: janet })).to.equal('managerId');
      expect(await faultOf({ deputyId: janet })).to.equal('deputyId');
      expect(await faultOf({ deputyId: '0190a8d0-0000-7000-8000-000000000001' })).to.equal('deputyId');
      await change(tom, { managerId: janet });
      expect(await faultOf({ managerId: tom })).to.equal('managerId');
      expect((await errorOf(change(teamId, { languages: ['Welsh'] }, editor, 'team'))).faults[0]?.field).to.equal(
        'languages',
      );
    });

    it('by editors of the person’s own authority alone', async () => {
      const abroad = await world().staff(['directory.read', 'directory.edit'], [castlebridge]);
      const input = { kind: 'person', id: janet, content: {}, expectedVersion: 2 } as const;
      expect((await errorOf(world().run(abroad, changeEntry, input))).code).to.equal('not_found');
      const reader = await world().staff(['directory.read'], [dunmere]);
      expect((await errorOf(world().run(reader, changeEntry, input))).code).to.equal('not_allowed');
      expect((await desk.janet.get(`/desk/directory/people/${tom}/edit`)).status).to.equal(403);
      expect((await desk.editor.get(`/desk/directory/people/${kwame}/edit`)).status).to.equal(404);
    });

    it('and a team’s entry is found and shown with its members', async () => {
      await change(teamId, { telephone: '01632 960056', responsibilities: ['manhole covers'] }, editor, 'team');
      expect((await names('manhole cover'))[0]).to.equal('Drains and flooding');
      const { text } = await desk.kwame.get(`/desk/directory/teams/${teamId}`);
      expect(text).to.include('manhole covers').and.include('Thomas Beddoes').and.include('tel:01632960056');
    });
  });

  it('is for those who may look up staff', async () => {
    const stranger = await world().staff(['cases.read'], [dunmere]);
    const refused = await errorOf(world().read(stranger, searchStaff, { words: 'janet' }));
    expect(refused.code).to.equal('not_allowed');
  });

  it('answers as one types, with the number to announce, and without a script', async () => {
    const suggested = await desk.kwame.get('/desk/directory/suggest?q=oakl');
    expect(suggested.text).to.include('data-count-text="1 entry"').and.include('data-suggestion');
    expect(suggested.text).to.not.include('<html');
    expect((await desk.kwame.get('/desk/directory?q=oakl')).text).to.include('Janet Oakley');
    expect((await desk.kwame.get('/desk/directory?q=zzzz')).text).to.include('Nobody matches.');
  });

  it('names one route for who deals with something somewhere now, with reasons, on its page and by the API', async () => {
    await change(janet, { responsibilities: ['blocked drains'], covers: ['Dunmere town'], deputyId: tom });
    const { text } = await desk.kwame.get('/desk/directory?q=who+deals+with+blocked+drains+in+dunmere+town+now');
    const first = text.slice(text.indexOf('Ask first'), text.indexOf('id="found-staff"'));
    expect(first).to.include('Janet Oakley').and.include('Deals with blocked drains · Covers Dunmere town');
    const away = { person_id: janet, deputy_id: tom, from_on: '2026-11-16', to_on: '2026-11-20', saved_at: testNow };
    await world().kernel.db.write(everyAuthority, (db) => db.insert('absences', { ...away, version: 1 }));
    const route = await world().read(editor, findRoute, { words: 'blocked drains', place: 'Dunmere town' });
    expect([route?.record.name, route?.insteadOf?.name]).to.deep.equal(['Thomas Beddoes', 'Janet Oakley']);
    await world().kernel.db.write(everyAuthority, (db) => db.remove('absences', { person_id: janet }));
    expect(await world().read(editor, findRoute, { words: 'dragons' })).to.equal(null);
  });

  it('draws who works for whom', async () => {
    await change(tom, { managerId: janet });
    const { text } = await desk.kwame.get(`/desk/directory/chart?authority=${dunmere}`);
    expect(text.indexOf('Janet Oakley')).to.be.above(0).and.below(text.indexOf('Thomas Beddoes'));
  });

  it('goes into an address book as a vCard', async () => {
    const { headers, text } = await desk.kwame.get(`/desk/directory/people/${janet}/vcard`);
    expect(headers.get('content-type')).to.equal('text/vcard; charset=utf-8');
    expect(headers.get('content-disposition')).to.include('Janet Oakley.vcf');
    expect(text).to.include('FN:Janet Oakley\r\n');
  });

  it('is taken out as CSV by those who may, with an audit row, and never as a formula', async () => {
    await change(tom, { responsibilities: ['=HYPERLINK("//elsewhere.example")'] });
    expect((await desk.kwame.post('/desk/directory/export', {})).status).to.equal(403);
    const { headers, text } = await desk.editor.post('/desk/directory/export', {});
    expect(headers.get('content-disposition')).to.equal('attachment; filename="directory-2026-11-16.csv"');
    const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
    expect(rows.find(({ name }) => name === 'Thomas Beddoes')?.['responsibilities']).to.match(/^'=HYPERLINK/);
    expect(rows.find(({ name }) => name === 'Kwame Mensah')).to.include({ authority: 'castlebridge' });
    expect((await auditOf(world(), 'all')).map(({ action }) => action)).to.include('directory.export-directory');
  });
});
