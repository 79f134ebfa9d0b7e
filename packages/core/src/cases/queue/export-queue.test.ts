import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { everyAuthority } from '../../kernel/scope.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { exportQueue } from '../commands/export-queue.js';
import { caseWorld, type CaseWorld } from '../testing/case-world.js';
import { errorOf } from '../testing/expectations.js';

onBothEngines('a queue as CSV', (world) => {
  let at: CaseWorld;
  let http: TestHttp;
  let leader: Browser;
  before(async () => {
    at = await caseWorld(world());
    http = await startHttp(world());
    leader = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'team-leader']] })).personId);
    await at.log({ participant: { name: '=HYPERLINK("//elsewhere.example")' } });
    for (let count = 0; count < 3; count += 1) await at.log({ participant: { name: `Person ${count}` } });
  });
  after(() => http.close());

  it('holds every case of the view, as a file to be saved', async () => {
    const { headers, text, status } = await leader.post('/desk/queue/export', { team: at.teamId });
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'text/csv; charset=utf-8']);
    expect(headers.get('content-disposition')).to.equal('attachment; filename="cases-2026-11-16.csv"');
    const rows = parse<Record<string, string>>(text, { columns: true, bom: true });
    expect(rows).to.have.length(4);
    expect(rows[1]).to.include({ Council: 'Dunmere', Customer: 'Person 0', About: 'Missed rubbish bin', With: '' });
    expect(rows[1]).to.include({ Logged: '2026-11-16 10:00', Due: '2026-11-18 17:00' });
  });

  it('keeps what a customer typed from being run by a spreadsheet', async () => {
    const { text } = await leader.post('/desk/queue/export', { team: at.teamId, q: 'hyperlink' });
    expect(text).to.include(`'=HYPERLINK`).and.not.match(/,"?=/);
  });

  it('is audited before it is sent, with its filter; the words that were searched for can be erased', async () => {
    await leader.post('/desk/queue/export', { team: at.teamId, view: 'late', q: 'prosser' });
    const db = world().kernel.db.read(everyAuthority);
    const rows = await db.rows<{ details: string; authority_id: number; subject_id: string }>(
      db.from('audit_entries').where({ action: 'cases.export-queue' }).orderBy('id', 'desc').limit(1),
    );
    expect(rows[0]).to.include({ authority_id: dunmere, subject_id: at.teamId });
    expect(rows[0]?.details).to.include('"view":"late"').and.not.include('prosser');
  });

  it('is for those who may take cases out, of their own authorities', async () => {
    const officer = await http.signIn((await addPerson(world(), { roles: [['dunmere', 'officer']] })).personId);
    expect((await officer.post('/desk/queue/export', {})).status).to.equal(403);
    expect((await officer.get('/desk/queue')).text).to.not.include('Download these cases');
    const other = await world().staff(['cases.export'], [castlebridge]);
    const work = world().run(other, exportQueue, { authority: dunmere });
    expect((await errorOf(work)).code).to.equal('not_found');
    const stranger = await http.signIn(
      (await addPerson(world(), { roles: [['castlebridge', 'team-leader']] })).personId,
    );
    const { text } = await stranger.post('/desk/queue/export', { team: at.teamId });
    expect(parse(text, { columns: true, bom: true })).to.deep.equal([]);
  });
});
