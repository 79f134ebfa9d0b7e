import { expect } from 'chai';
import { addTeamMember } from '../../directory/index.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { editView, forgetView, saveView } from '../commands/save-view.js';
import { listSavedViews } from './saved-view-queries.js';
import { aMember, caseWork, caseWorld, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';

onBothEngines('saved views of a queue', (world) => {
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
    for (let count = 0; count < 3; count += 1) await at.log({ participant: { name: `Person ${count}` } });
  });
  const member = (name: string, more: readonly string[] = []) =>
    aMember(world(), at.teamId, name, [...caseWork, ...more]);

  it('keep a filter under a name, with how many cases it finds', async () => {
    const mei = await member('Mei Lin');
    await world().run(mei, saveView, { name: 'Person 1', filter: { view: 'unassigned', q: 'person 1' } });
    await world().run(mei, saveView, { name: 'All of it', filter: { team: 'own' } });
    await world().run(mei, saveView, { name: 'Another team', filter: { team: at.otherTeamId } });
    const views = await world().read(mei, listSavedViews, {});
    expect(views.map(({ name, count }) => [name, count])).to.deep.equal([
      ['All of it', 3],
      ['Another team', 0],
      ['Person 1', 1],
    ]);
  });

  it('are seen by nobody else, unless they are the team’s', async () => {
    const [owner, colleague] = [await member('Amira Haddad', ['cases.share-views']), await member('Tom Reyes')];
    const { id } = await world().run(owner, saveView, { name: 'Mine', filter: {} });
    await world().run(owner, saveView, { name: 'Ours', filter: { view: 'late' }, teamId: at.teamId });
    expect((await world().read(colleague, listSavedViews, {})).map(({ name }) => name)).to.deep.equal(['Ours']);
    const edit = world().run(colleague, editView, { id, expectedVersion: 1, name: 'Yours' });
    expect((await errorOf(edit)).code).to.equal('not_found');
    const outsider = await world().staff(caseWork, [dunmere]);
    expect(await world().read(outsider, listSavedViews, {})).to.deep.equal([]);
  });

  it('take a permission to be the team’s, and to be changed there', async () => {
    const [leader, officer] = [await member('Folake Okafor', ['cases.share-views']), await member('Owen Pritchard')];
    const shared = { name: 'Team', filter: {}, teamId: at.teamId };
    expect((await errorOf(world().run(officer, saveView, shared))).facts).to.deep.equal({
      permission: 'cases.share-views',
    });
    const { id } = await world().run(leader, saveView, shared);
    const forget = world().run(officer, forgetView, { id, expectedVersion: 1 });
    expect((await errorOf(forget)).code).to.equal('not_allowed');
    await world().run(leader, forgetView, { id, expectedVersion: 1 });
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.deep.equal([
      'cases.save-view',
      'cases.forget-view',
    ]);
  });

  it('are renamed from the version that was seen, and from no other', async () => {
    const mei = await member('Mei Lin');
    const { id } = await world().run(mei, saveView, { name: 'One', filter: {} });
    await world().run(mei, editView, { id, expectedVersion: 1, name: 'Two' });
    const late = world().run(mei, editView, { id, expectedVersion: 1, name: 'Three' });
    expect((await errorOf(late)).code).to.equal('stale_version');
    const nameless = world().run(mei, editView, { id, expectedVersion: 2, name: ' ' });
    expect((await errorOf(nameless)).faults[0]?.field).to.equal('name');
  });

  it('name no council out of reach, and are twenty at most', async () => {
    const mei = await member('Mei Lin');
    const abroad = world().run(mei, saveView, { name: 'Abroad', filter: { authority: castlebridge } });
    expect((await errorOf(abroad)).faults[0]?.field).to.equal('filter.authority');
    for (let count = 0; count < 20; count += 1) await world().run(mei, saveView, { name: `View ${count}`, filter: {} });
    const more = world().run(mei, saveView, { name: 'One more', filter: {} });
    expect((await errorOf(more)).code).to.equal('too_many_views');
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let leader: Browser;
    before(async () => {
      http = await startHttp(world());
      const { personId } = await addPerson(world(), { roles: [['dunmere', 'team-leader']] });
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
      leader = await http.signIn(personId);
    });
    after(() => http.close());

    it('are saved from the queue as it is shown, and stand over it with their counts', async () => {
      const { text } = await leader.get('/desk/queue?q=person%202&view=unassigned');
      const href = /href="(\/desk\/queue\/views\?[^"]+)"/.exec(text)?.[1]?.replace(/&amp;/g, '&') ?? '';
      const form = await leader.get(href);
      expect(form.text).to.include('Unassigned, my teams, words “person 2”').and.include('Street and waste team');
      const fields = { view: 'unassigned', team: 'own', q: 'person 2', name: 'The second' };
      const saved = await leader.post('/desk/queue/views', fields);
      const queue = await leader.get(saved.location);
      expect(queue.text).to.match(/aria-current="page">The second <span class="views__count">\(1\)/);
    });

    it('are renamed and removed, and ask for a name', async () => {
      expect((await leader.post('/desk/queue/views', { name: '' })).text).to.include('Enter a name for the view');
      const { text } = await leader.get('/desk/queue/views');
      const action = /action="(\/desk\/queue\/views\/[^"]+)"/.exec(text)?.[1] ?? '';
      expect((await leader.post(action, { version: '1', does: 'rename', name: '' })).status).to.equal(422);
      await leader.post(action, { version: '1', does: 'rename', name: 'Renamed' });
      expect((await leader.get('/desk/queue/views')).text).to.include('Renamed');
      await leader.post(action, { version: '2', does: 'remove' });
      expect((await leader.get('/desk/queue/views')).text).to.not.include('Renamed');
    });
  });
});
