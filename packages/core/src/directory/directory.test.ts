import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { setCalendar } from '../authorities/index.js';
import { systemActor, type StaffActor } from '../kernel/actor.js';
import { everyAuthority } from '../kernel/scope.js';
import { dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { addTeam, addTeamMember, searchStaff } from './index.js';
import { getDirectoryPerson } from './directory-queries.js';

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
  let reader: StaffActor;
  let desk: Record<'kwame' | 'leader', Browser>;

  before(async () => {
    const calendar = { authorityId: dunmere, key: 'office', name: 'Office', keepsBankHolidays: true } as const;
    await world().run(setUp, setCalendar, { ...calendar, weekly: { ...week, saturday: [], sunday: [] } });
    const team = { authorityId: dunmere, key: 'drains', name: 'Drains and flooding', purpose: 'Blocked drains' };
    teamId = (await world().run(setUp, addTeam, { ...team, telephone: '01632 960055' })).id;
    janet = (await addPerson(world(), { name: 'Janet Oakley', roles: [['dunmere', 'officer']] })).personId;
    tom = (await addPerson(world(), { name: 'Thomas Beddoes', roles: [['dunmere', 'officer']] })).personId;
    kwame = (await addPerson(world(), { name: 'Kwame Mensah', roles: [['castlebridge', 'adviser']] })).personId;
    for (const personId of [janet, tom]) await world().run(setUp, addTeamMember, { teamId, personId });
    reader = await world().staff(['directory.read'], [dunmere], 'Helen Tranter');
    http = await startHttp(world());
    const lead = (await addPerson(world(), { name: 'Sian Vaughan', roles: [['dunmere', 'team-leader']] })).personId;
    desk = { kwame: await http.signIn(kwame), leader: await http.signIn(lead) };
    world().clock.advance(3000); // what other capabilities change is seen after two seconds
  });
  let turn = 0;
  beforeEach(() => world().clock.set(testNow + (turn += 10_000)));
  after(() => http.close());

  /** Gives somebody the post in which they work from now on. */
  const post = async (personId: string, work: { jobTitle?: string; does?: string; managerId?: string }) => {
    const { jobTitle = '', does = '', managerId } = work;
    const terms = { employer: 'Dunmere', employer_authority_id: dunmere, job_title: jobTitle, responsibilities: does };
    await world().kernel.db.write(everyAuthority, async (db) => {
      await db.update('people', { id: personId }, { version: (turn += 1) }); // as an import does
      await db.remove('employments', { person_id: personId });
      await db.insert('employments', {
        id: world().newId(),
        person_id: personId,
        ...terms,
        manager_id: managerId,
        from_on: '2026-01-01',
      });
    });
    world().clock.advance(3000);
  };
  const names = async (words: string) =>
    (await world().read(reader, searchStaff, { words })).map(({ record }) => record.name);

  it('finds everybody of every council by name, job and what they deal with, also what has just changed', async () => {
    expect(await names('kwame')).to.deep.equal(['Kwame Mensah']);
    expect(await names('tommy bedoes')).to.deep.equal(['Thomas Beddoes']);
    expect((await names('flooding'))[0]).to.equal('Drains and flooding');
    await post(janet, { does: 'gullies', jobTitle: 'Drainage officer' });
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
    const seen = async (id: string) => (await world().read(reader, getDirectoryPerson, { id })).availability;

    it('by the hours of their office', async () => {
      expect(await seen(janet)).to.include({ state: 'here', until: Date.UTC(2026, 10, 16, 17) });
      world().clock.set(Date.UTC(2026, 10, 16, 18));
      expect(await seen(janet)).to.include({ state: 'off', until: Date.UTC(2026, 10, 17, 9) });
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
      const card = await world().read(reader, getDirectoryPerson, { id: janet });
      expect(card.availability.state).to.equal('away');
      expect(card.standsIn?.record.name).to.equal('Thomas Beddoes');
      const { text } = await desk.kwame.get(`/desk/directory/people/${janet}`);
      expect(text.indexOf('Ask instead')).to.be.above(0).and.below(text.indexOf('aria-label="Entry"'));
      expect(text).to.include('Away until Friday 20 November, deputy Thomas Beddoes');
      await world().kernel.db.write(everyAuthority, (db) => db.remove('absences', { person_id: janet }));
    });
  });

  it('shows a team with who is in it, and how to call it', async () => {
    const { text } = await desk.kwame.get(`/desk/directory/teams/${teamId}`);
    expect(text).to.include('Blocked drains').and.include('Thomas Beddoes').and.include('tel:01632960055');
    const nobody = await desk.kwame.get('/desk/directory/teams/0190a8d0-0000-7000-8000-000000000001');
    expect(nobody.status).to.equal(404);
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

  it('draws who works for whom', async () => {
    await post(tom, { managerId: janet });
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
    await post(tom, { does: '=HYPERLINK("//elsewhere.example")' });
    expect((await desk.kwame.post('/desk/directory/export', {})).status).to.equal(403);
    const { headers, text } = await desk.leader.post('/desk/directory/export', {});
    expect(headers.get('content-disposition')).to.equal('attachment; filename="directory-2026-11-16.csv"');
    const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
    expect(rows.find(({ name }) => name === 'Thomas Beddoes')?.['responsibilities']).to.match(/^'=HYPERLINK/);
    expect(rows.find(({ name }) => name === 'Kwame Mensah')).to.include({ authority: 'castlebridge' });
    expect((await auditOf(world(), 'all')).map(({ action }) => action)).to.include('directory.export-directory');
  });
});
