import { expect } from 'chai';
import { addTeam, addTeamMember } from '../../directory/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { everyAuthority } from '../../kernel/scope.js';
import { statement } from '../../kernel/db/statement.js';
import { publishService } from '../../services/index.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { addTask } from '../commands/add-task.js';
import { editTask } from '../commands/edit-task.js';
import { finishTask } from '../commands/end-task.js';
import { handOverCase } from '../commands/hand-over-case.js';
import { restrictCase } from '../commands/restrict-case.js';
import { tellTaskDue } from '../commands/tell-task-due.js';
import { getCasePage } from '../page/page-queries.js';
import { listMyTasks, listTeamTasks } from '../queue/work-queries.js';
import { aMember, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';

const today = '2026-11-16';
const told = statement<{ topic: string; subject: string }, { payload: string }>(
  'select payload from @outbox_events where topic = :topic and subject_id = :subject order by id',
);

onBothEngines('tasks for another team', (world) => {
  let at: CaseWorld;
  let mia: StaffActor;
  let leader: StaffActor;
  before(async () => {
    at = await caseWorld(world());
    mia = await aMember(world(), at.otherTeamId, 'Mia Grant');
    leader = await world().staff(caseWork, [dunmere], 'Una Price');
    await world().run(setup, addTeamMember, { teamId: at.otherTeamId, personId: leader.staffId, leads: true });
  });
  beforeEach(() => world().clock.set(testNow));

  const add = (caseId: string, more: object = {}, actor = at.officer) =>
    world().run(actor, addTask, { caseId, title: 'Ring the customer', ...more });
  const tasksOf = async (id: string) => (await world().read(at.officer, getCasePage, { id })).tasks;
  const forTeams = async (actor: StaffActor) => (await world().read(actor, listTeamTasks, {})).map(({ id }) => id);
  const faultsOf = async (work: Promise<unknown>) => (await errorOf(work)).faults.map(({ field }) => field);
  const tellOf = async (topic: string, subject: string) => {
    const rows = await world().kernel.db.read(everyAuthority).all(told, { topic, subject });
    return rows.flatMap(({ payload }) => (JSON.parse(payload) as { tell: string[] }).tell);
  };

  it('come from the service, stand in that team’s work, and its leaders are told', async () => {
    const tasks = [
      { title: 'Ring the customer', team: 'contact', dueInDays: 1 },
      { title: 'Look at the round' },
      { title: 'Ours by name', team: 'waste' },
    ];
    const definition = missedBin({ key: 'two-teams', tasks });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const { id } = await at.log({ serviceId });
    const made = await tasksOf(id);
    expect(made.map(({ title, teamName }) => [title, teamName])).to.have.deep.members([
      ['Ring the customer', 'Contact centre'],
      ['Look at the round', null],
      ['Ours by name', null],
    ]);
    const ring = made.find(({ teamId }) => teamId !== null)?.id;
    expect(await forTeams(mia)).to.include(ring);
    expect(await forTeams(at.officer)).to.not.include(ring);
    expect(await tellOf('case.task-for-team', id)).to.deep.equal([leader.staffId]);
  });

  it('are left to the case’s team when theirs was closed since', async () => {
    const team = { authorityId: dunmere, key: 'short-lived', name: 'Short-lived', purpose: 'Ends soon.' };
    const { id: teamId } = await world().run(setup, addTeam, team);
    const definition = missedBin({ key: 'closed-team', tasks: [{ title: 'Look', team: 'short-lived' }] });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    await world().kernel.db.write(everyAuthority, (db) => db.update('teams', { id: teamId }, { closed_at: testNow }));
    const { id } = await at.log({ serviceId });
    expect((await tasksOf(id)).map(({ title, teamId: doer }) => [title, doer])).to.deep.equal([['Look', null]]);
  });

  it('are taken and done by its people, and by nobody of the case’s team', async () => {
    const { id: caseId } = await at.log();
    const { id: taskId } = await add(caseId, { teamId: at.otherTeamId });
    const edit = (ownerId: string | null, expectedVersion: number, actor = mia) =>
      world().run(actor, editTask, {
        ...{ caseId, taskId, title: 'Ring the customer', dueOn: null },
        ...{ teamId: at.otherTeamId, ownerId, expectedVersion },
      });
    expect(await faultsOf(edit(at.officer.staffId, 1))).to.deep.equal(['ownerId']);
    await edit(mia.staffId, 1);
    expect((await errorOf(edit(leader.staffId, 1, leader))).code).to.equal('stale_version');
    expect(await forTeams(mia)).to.not.include(taskId);
    expect((await world().read(mia, listMyTasks, {})).map(({ id }) => id)).to.include(taskId);
    await world().run(mia, finishTask, { caseId, taskId, expectedVersion: 2 });
    expect((await tasksOf(caseId))[0]).to.include({ state: 'done', finishedByName: 'Mia Grant' });
    const entries = (await auditOf(world(), caseId)).filter(({ action }) => action.endsWith('-task'));
    expect(entries[0]?.details).to.include({ teamId: at.otherTeamId });
  });

  it('are given back to the case’s team, and go along with it', async () => {
    const { id: caseId } = await at.log();
    const { id: taskId } = await add(caseId, { teamId: at.otherTeamId });
    const { id: own } = await add(caseId, { teamId: at.teamId });
    expect((await tasksOf(caseId)).find(({ id }) => id === own)?.teamId).to.equal(null);
    const back = { caseId, taskId, title: 'Ring', ownerId: null, dueOn: null, expectedVersion: 1 };
    await world().run(at.officer, editTask, back);
    expect(await forTeams(mia)).to.not.include(taskId);
    const handover = { caseId, teamId: at.otherTeamId, note: 'Yours', expectedVersion: 1 };
    await world().run(at.officer, handOverCase, handover);
    await world().run(mia, editTask, { ...back, ownerId: mia.staffId, expectedVersion: 2 });
    expect((await tasksOf(caseId)).find(({ id }) => id === taskId)?.ownerName).to.equal('Mia Grant');
  });

  it('are refused for a team of another council, a restricted case and the checklist', async () => {
    const { id: caseId } = await at.log();
    const team = { authorityId: castlebridge, key: 'theirs', name: 'Theirs', purpose: 'Works elsewhere.' };
    const { id: theirs } = await world().run(setup, addTeam, team);
    const abroad = await world().staff(caseWork, [dunmere, castlebridge]);
    expect(await faultsOf(add(caseId, { teamId: theirs }, abroad))).to.deep.equal(['teamId']);
    expect(await faultsOf(add(caseId, { teamId: world().newId() }))).to.deep.equal(['teamId']);
    expect(await faultsOf(add(caseId, { teamId: at.otherTeamId, kind: 'check' }))).to.deep.equal(['teamId']);
    await world().run(setup, restrictCase, { caseId, reason: 'safeguarding', expectedVersion: 1 });
    expect(await faultsOf(add(caseId, { teamId: at.otherTeamId }))).to.deep.equal(['teamId']);
  });

  it('leave that team’s work once the case is restricted or closed, and show nothing abroad', async () => {
    const { id: caseId } = await at.log();
    const { id: taskId } = await add(caseId, { teamId: at.otherTeamId });
    const abroad = await world().staff(['cases.read'], [castlebridge]);
    expect(await forTeams({ ...abroad, staffId: mia.staffId })).to.deep.equal([]);
    expect(await forTeams(mia)).to.include(taskId);
    await world().run(setup, restrictCase, { caseId, reason: 'safeguarding', expectedVersion: 1 });
    expect(await forTeams(mia)).to.not.include(taskId);
  });

  it('are the case’s own team’s once it is restricted, so that none is left to people who can’t see it', async () => {
    const { id: caseId } = await at.log();
    const { id: taskId } = await add(caseId, { teamId: at.otherTeamId, ownerId: mia.staffId });
    const { id: done } = await add(caseId, { teamId: at.otherTeamId, title: 'Rung' });
    await world().run(mia, finishTask, { caseId, taskId: done, expectedVersion: 1 });
    await world().run(setup, restrictCase, { caseId, reason: 'safeguarding', expectedVersion: 1 });
    const tasks = await tasksOf(caseId);
    expect(tasks.find(({ id }) => id === taskId)).to.include({ teamId: null, ownerId: null, version: 2 });
    expect(tasks.find(({ id }) => id === done)).to.include({ teamId: at.otherTeamId, version: 2 });
    expect((await world().read(mia, listMyTasks, {})).map(({ id }) => id)).to.not.include(taskId);
  });

  it('are told to that team’s leaders on their day, while nobody has them', async () => {
    const { id: caseId } = await at.log();
    const { id: taskId } = await add(caseId, { teamId: at.otherTeamId, dueOn: today });
    await world().run(setup, tellTaskDue, { caseId, taskId });
    expect(await tellOf('case.task-due', caseId)).to.deep.equal([leader.staffId]);
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let centre: Browser;
    let colleague: Browser;
    let officer: Browser;
    before(async () => {
      http = await startHttp(world());
      const signIn = async (name: string, teamId: string) => {
        const { personId } = await addPerson(world(), { name, roles: [['dunmere', 'officer']] });
        await world().run(setup, addTeamMember, { teamId, personId });
        return await http.signIn(personId);
      };
      officer = await signIn('Janet Oakley', at.teamId);
      centre = await signIn('Asha Rowe', at.otherTeamId);
      colleague = await signIn('Kit Moran', at.otherTeamId);
    });
    after(() => http.close());

    it('are given, found under My work and taken by one of two', async () => {
      const { id: caseId, reference } = await at.log();
      const path = `/desk/cases/${reference}/tasks`;
      expect((await officer.get(path)).text)
        .to.include('>The case’s team<')
        .and.include('>Contact centre<');
      const form = { title: 'Ask for a photo', teamId: at.otherTeamId, from: 'tasks' };
      expect((await officer.post(path, form)).location).to.equal(path);
      expect((await officer.get(path)).text).to.include('Kit Moran');
      expect((await officer.get('/desk/work')).text).to.not.include('Ask for a photo');
      const [task] = await tasksOf(caseId);
      const href = `${path}/${task?.id ?? ''}`;
      for (const browser of [centre, colleague])
        expect((await browser.get('/desk/work')).text)
          .to.include('Ask for a photo')
          .and.include(`action="${href}"`);
      const take = { version: '1', does: 'take', from: 'work' };
      expect((await centre.post(href, take)).location).to.equal('/desk/work');
      expect((await colleague.post(href, take)).status).to.equal(409);
      expect((await tasksOf(caseId))[0]).to.include({ ownerName: 'Asha Rowe', teamName: 'Contact centre' });
      expect((await colleague.get('/desk/work')).text).to.not.include('Ask for a photo');
    });

    it('keep what was typed beside what is wrong with it', async () => {
      const { id: caseId, reference } = await at.log();
      const { id: taskId } = await add(caseId, { teamId: at.otherTeamId });
      const wrong = {
        version: '1',
        does: 'edit',
        title: 'Ring at 5pm',
        teamId: '',
        ownerId: mia.staffId,
        from: 'tasks',
      };
      const page = await officer.post(`/desk/cases/${reference}/tasks/${taskId}`, wrong);
      expect(page.status).to.equal(422);
      expect(page.text).to.include(`href="#ownerId-${taskId}"`).and.include('Choose somebody in the team that does it');
      expect(page.text).to.include('value="Ring at 5pm"');
    });
  });
});
