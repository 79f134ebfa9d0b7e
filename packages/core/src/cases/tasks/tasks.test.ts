import { expect } from 'chai';
import { addTeamMember } from '../../directory/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS } from '../../kernel/clock.js';
import { publishService } from '../../services/index.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { hiddenField, type Browser } from '../../testing/http.js';
import { openDesk } from '../../testing/open-desk.js';
import { addTask } from '../commands/add-task.js';
import { editTask } from '../commands/edit-task.js';
import { dropTask, finishTask, reopenTask } from '../commands/end-task.js';
import { handOverCase } from '../commands/hand-over-case.js';
import { resolveCase } from '../commands/resolve-case.js';
import { watchTasks } from '../jobs.js';
import { listMyTasks } from '../queue/work-queries.js';
import { getCasePage } from '../page/page-queries.js';
import { aMember, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';

const today = '2026-11-16';

onBothEngines('tasks', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes');
  });
  beforeEach(() => world().clock.set(testNow));

  const add = (caseId: string, more: object = {}) =>
    world().run(at.officer, addTask, { caseId, title: 'Ring the crew', ...more });
  const tasksOf = async (id: string) => (await world().read(at.officer, getCasePage, { id })).tasks;
  const told = async (caseId: string) =>
    (await eventsOf(world(), caseId))
      .filter(({ topic }) => topic.startsWith('case.task-'))
      .map(({ topic, payload }) => [topic, (payload as { tell: string[] }).tell]);

  it('are given to a person of the team, and moved to another, who is told', async () => {
    const { id: caseId } = await at.log();
    const { id: taskId } = await add(caseId, { ownerId: tom.staffId, dueOn: today });
    const edit = { caseId, taskId, title: 'Ring the depot', ownerId: at.officer.staffId, dueOn: '2026-11-18' };
    await world().run(tom, editTask, { ...edit, expectedVersion: 1 });
    expect((await tasksOf(caseId))[0]).to.include({ title: 'Ring the depot', ownerName: 'Priya Nair', version: 2 });
    expect(await told(caseId)).to.deep.equal([
      ['case.task-given', [tom.staffId]],
      ['case.task-given', [at.officer.staffId]],
    ]);
    expect((await auditOf(world(), caseId)).map(({ action }) => action)).to.include('cases.edit-task');
  });

  it('go to nobody outside the team, and are changed by one of two', async () => {
    const { id: caseId } = await at.log();
    const { id: taskId } = await add(caseId);
    const stranger = await world().staff(caseWork, [dunmere], 'Ada Stranger');
    const edit = { caseId, taskId, expectedVersion: 1, title: 'Mine', ownerId: stranger.staffId, dueOn: null };
    expect((await errorOf(world().run(tom, editTask, edit))).faults[0]?.field).to.equal('ownerId');
    const both = await Promise.allSettled(
      [tom, at.officer].map((actor) => world().run(actor, editTask, { ...edit, ownerId: actor.staffId })),
    );
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const abroad = await world().staff(caseWork, [castlebridge]);
    expect((await errorOf(world().run(abroad, editTask, { ...edit, expectedVersion: 2 }))).code).to.equal('not_found');
    const reader = await world().staff(['cases.read'], [dunmere]);
    expect((await errorOf(world().run(reader, editTask, { ...edit, expectedVersion: 2 }))).code).to.equal(
      'not_allowed',
    );
  });

  it('are done, dropped and opened again, each time with who and when', async () => {
    const { id: caseId } = await at.log();
    const { id: taskId } = await add(caseId);
    const step = (expectedVersion: number) => ({ caseId, taskId, expectedVersion });
    await world().run(tom, finishTask, step(1));
    expect((await tasksOf(caseId))[0]).to.include({ state: 'done', finishedByName: 'Tom Reyes', finishedAt: testNow });
    expect((await errorOf(world().run(tom, dropTask, step(2)))).code).to.equal('task_already_ended');
    await world().run(tom, reopenTask, step(2));
    expect((await tasksOf(caseId))[0]).to.include({ state: 'to-do', finishedByName: null, finishedAt: null });
    expect((await errorOf(world().run(tom, reopenTask, step(3)))).code).to.equal('task_not_ended');
    expect((await errorOf(world().run(tom, finishTask, step(1)))).code).to.equal('stale_version');
  });

  describe('that come due', () => {
    const look = () => watchTasks.run(world().kernel, {});

    it('are told on the day and on the day after, once each, to whoever has them', async () => {
      const { id: caseId } = await at.log();
      await add(caseId, { ownerId: tom.staffId, dueOn: '2026-11-17' });
      await look();
      expect((await told(caseId)).slice(1)).to.deep.equal([]);
      world().clock.set(testNow + DAY_MS);
      await look();
      await look();
      world().clock.set(testNow + 2 * DAY_MS);
      await look();
      await look();
      expect((await told(caseId)).slice(1)).to.deep.equal([
        ['case.task-due', [tom.staffId]],
        ['case.task-overdue', [tom.staffId]],
      ]);
    });

    it('are told to the team’s leaders while nobody has them, and again when their day is moved', async () => {
      const { id: caseId } = await at.log();
      const leader = await world().staff(caseWork, [dunmere], 'Folake Okafor');
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId: leader.staffId, leads: true });
      const { id: taskId } = await add(caseId, { dueOn: today });
      await look();
      const moved = { caseId, taskId, expectedVersion: 1, title: 'Ring', ownerId: null, dueOn: '2026-11-17' };
      await world().run(tom, editTask, moved);
      await look();
      world().clock.set(testNow + DAY_MS);
      await look();
      expect(await told(caseId)).to.deep.equal([
        ['case.task-due', [leader.staffId]],
        ['case.task-due', [leader.staffId]],
      ]);
    });

    it('are told of no more once they are done or their case is closed', async () => {
      const done = await at.log();
      const { id: taskId } = await add(done.id, { dueOn: today });
      await world().run(tom, finishTask, { caseId: done.id, taskId, expectedVersion: 1 });
      const closed = await at.log();
      await add(closed.id, { dueOn: today });
      const end = { caseId: closed.id, expectedVersion: 1, outcome: 'emptied' };
      await world().run(at.officer, resolveCase, end);
      await look();
      expect([await told(done.id), await told(closed.id)]).to.deep.equal([[], []]);
    });
  });

  it('are listed for whoever has them, the first due first, without words of a restricted case', async () => {
    const ann = await aMember(world(), at.teamId, 'Ann Later');
    const { id: caseId } = await at.log();
    await add(caseId, { title: 'Some day', ownerId: ann.staffId });
    await add(caseId, { title: 'Soon', ownerId: ann.staffId, dueOn: today });
    const definition = missedBin({
      ...{ key: 'care', sensitivity: 'restricted', retentionClass: 'restricted-case' },
      identityLevel: { log: 'none', disclose: 'full' },
    });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    const { id: kept } = await at.log({ serviceId });
    await world().run(setup, addTask, { caseId: kept, title: 'Ring her', ownerId: ann.staffId, dueOn: '2026-11-17' });
    const titlesFor = async (actor: StaffActor) =>
      (await world().read(actor, listMyTasks, {})).map(({ title }) => title);
    expect(await titlesFor(ann)).to.deep.equal(['Soon', 'Ring her', 'Some day']);
    const note = { teamId: at.otherTeamId, note: 'Yours', expectedVersion: 1 };
    await world().run(setup, handOverCase, { caseId: kept, ...note });
    expect(await titlesFor(ann)).to.deep.equal(['Soon', 'Some day']);
    const grants = (await world().staff([...caseWork, 'cases.read-restricted'], [dunmere])).grants;
    expect(await titlesFor({ ...ann, grants })).to.deep.equal(['Soon', 'Task of a restricted case', 'Some day']);
    const abroad = await world().staff(['cases.read'], [castlebridge]);
    expect(await world().read({ ...abroad, staffId: ann.staffId }, listMyTasks, {})).to.deep.equal([]);
  });

  describe('of the checklist', () => {
    it('come from the version of the service, in its order, and are ticked by whom and when', async () => {
      const definition = missedBin({ key: 'listed', checklist: ['Looked', 'Rang', 'Wrote'] });
      const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
      const { id: caseId } = await at.log({ serviceId });
      const checks = [...(await tasksOf(caseId))].sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(checks.map(({ kind, title }) => [kind, title])).to.deep.equal([
        ['check', 'Looked'],
        ['check', 'Rang'],
        ['check', 'Wrote'],
      ]);
      await world().run(tom, finishTask, { caseId, taskId: checks[1]?.id ?? '', expectedVersion: 1 });
      const { timeline } = await world().read(at.officer, getCasePage, { id: caseId });
      expect(timeline.events[0]?.data).to.include({ name: 'Rang', done: 'finished', isCheck: true });
    });

    it('have neither owner nor date', async () => {
      const { id: caseId } = await at.log();
      const faults = async (more: object) =>
        (await errorOf(add(caseId, { kind: 'check', ...more }))).faults.map(({ field }) => field);
      expect(await faults({ ownerId: tom.staffId })).to.deep.equal(['ownerId']);
      expect(await faults({ dueOn: today })).to.deep.equal(['dueOn']);
    });
  });

  describe('at the desk', () => {
    const desk = openDesk(world);
    let officer: Browser;
    let personId: string;
    before(async () => {
      world().clock.set(testNow);
      ({ browser: officer, personId } = await desk.signIn({ name: 'Janet Oakley', role: 'officer' }));
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
    });

    it('are added with owner and date, changed, and stand under my work', async () => {
      const { reference } = await at.log();
      const path = `/desk/cases/${reference}/tasks`;
      expect((await officer.get(path)).text).to.include('Nothing is to be done.');
      const form = { title: 'Ring <b>Owen</b>', ownerId: personId, dueOn: today, from: 'tasks' };
      expect((await officer.post(path, form)).location).to.equal(path);
      const { text } = await officer.get('/desk/work');
      expect(text).to.include('Ring &lt;b&gt;Owen&lt;/b&gt;').and.include('Due today').and.include(path);
      const page = await officer.get(path);
      const href = new RegExp(`action="(${path}/[0-9a-f-]{36})"`).exec(page.text)?.[1] ?? '';
      const wrong = await officer.post(href, { version: '1', does: 'edit', title: '', from: 'tasks' });
      expect(wrong.text).to.include('Enter the task');
      expect((await officer.post(href, { version: '1', does: 'finish', from: 'tasks' })).location).to.equal(path);
      expect((await officer.post(href, { version: '1', does: 'drop' })).status).to.equal(409);
    });

    it('have a checklist that is added to, ticked and unticked', async () => {
      const { reference } = await at.log();
      const path = `/desk/cases/${reference}/tasks`;
      const empty = await officer.post(path, { title: '', kind: 'check', from: 'tasks' });
      expect(empty.text).to.include('Enter what is to be ticked').and.include('href="#check"');
      await officer.post(path, { title: 'Customer told', kind: 'check', from: 'tasks' });
      const page = await officer.get(path);
      expect(page.text).to.include('0 of 1 ticked');
      const href = new RegExp(`action="(${path}/[0-9a-f-]{36})"`).exec(page.text)?.[1] ?? '';
      const version = hiddenField(page.text.slice(page.text.indexOf(href)), 'version');
      await officer.post(href, { version, does: 'finish', kind: 'check', from: 'case' });
      const ticked = await officer.get(`/desk/cases/${reference}`);
      expect(ticked.text).to.include('1 of 1 ticked').and.include('Janet Oakley, just now');
    });
  });
});
