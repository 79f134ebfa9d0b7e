import { expect } from 'chai';
import { addTeamMember, endAbsence, setAbsence } from '../../directory/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS } from '../../kernel/clock.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { hiddenField, type Browser } from '../../testing/http.js';
import { openDesk } from '../../testing/open-desk.js';
import { addTask } from '../commands/add-task.js';
import { assignCase } from '../commands/assign-case.js';
import { listPossibleAssignees } from '../page/page-queries.js';
import { aMember, caseWorld, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { listCoveredWork } from '../queue/work-queries.js';

onBothEngines('deputies', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let ann: StaffActor;
  beforeEach(async () => {
    world().clock.set(testNow);
    tom = await aMember(world(), at.teamId, 'Tom Reyes');
    ann = await aMember(world(), at.teamId, 'Ann Bevan');
  });
  before(async () => {
    world().clock.set(testNow);
    at = await caseWorld(world());
  });

  const week = { fromOn: '2026-11-16', toOn: '2026-11-20' };
  const away = (who: StaffActor, deputyId: string, more: object = {}) =>
    world().run(who, setAbsence, { ...week, deputyId, ...more });
  const covered = (who = ann) => world().read(who, listCoveredWork, {});
  const faultsOf = async (work: Promise<unknown>) => (await errorOf(work)).faults.map(({ field }) => field);
  const given = async (assigneeId: string) => {
    const { id: caseId, reference } = await at.log();
    await world().run(at.officer, assignCase, { caseId, assigneeId, expectedVersion: 1 });
    return { caseId, reference };
  };

  it('find the cases and tasks of whoever is away, from the first day to the last, and no longer', async () => {
    await away(tom, ann.staffId, { fromOn: '2026-11-17' });
    const { caseId, reference } = await given(tom.staffId);
    await world().run(at.officer, addTask, { caseId, title: 'Ring', ownerId: tom.staffId });
    expect(await covered()).to.deep.equal([]);
    world().clock.set(testNow + DAY_MS);
    const [work, ...others] = await covered();
    expect(others).to.deep.equal([]);
    expect(work?.absence).to.include({ personName: 'Tom Reyes', toOn: '2026-11-20' });
    expect(work?.cases.map((each) => each.reference)).to.deep.equal([reference]);
    expect(work?.tasks.map(({ title }) => title)).to.deep.equal(['Ring']);
    world().clock.set(testNow + 5 * DAY_MS);
    expect(await covered()).to.deep.equal([]);
  });

  it('see no more than their own permission reaches', async () => {
    await away(tom, ann.staffId);
    await given(tom.staffId);
    const elsewhere = await world().staff(['cases.read'], [castlebridge]);
    const [work] = await covered({ ...elsewhere, staffId: ann.staffId });
    expect([work?.cases, work?.tasks]).to.deep.equal([[], []]);
  });

  it('are shown to whoever gives work', async () => {
    await away(tom, ann.staffId);
    const { id } = await at.log();
    const people = await world().read(at.officer, listPossibleAssignees, { id });
    const one = people.find(({ personId }) => personId === tom.staffId);
    expect(one?.away).to.include({ deputyName: 'Ann Bevan', toOn: '2026-11-20' });
    expect(people.find(({ personId }) => personId === ann.staffId)?.away).to.equal(null);
  });

  it('are colleagues who are there themselves, for days that make sense', async () => {
    const stranger = await world().staff(['directory.read'], [dunmere]);
    expect(await faultsOf(away(tom, stranger.staffId))).to.deep.equal(['deputyId']);
    expect(await faultsOf(away(tom, tom.staffId))).to.deep.equal(['deputyId']);
    expect(await faultsOf(away(tom, ann.staffId, { toOn: '2026-11-15' }))).to.deep.equal(['toOn']);
    expect(await faultsOf(away(tom, ann.staffId, { toOn: '2028-01-01' }))).to.deep.equal(['toOn']);
    expect(await faultsOf(away(tom, ann.staffId, { fromOn: 'soon' }))).to.deep.equal(['fromOn']);
    await away(ann, at.officer.staffId);
    expect(await faultsOf(away(tom, ann.staffId))).to.deep.equal(['deputyId']);
  });

  it('are changed by one of two windows, end early when told to, and leave a trace', async () => {
    const { version } = await away(tom, ann.staffId);
    await away(tom, at.officer.staffId, { expectedVersion: version });
    expect((await errorOf(away(tom, ann.staffId, { expectedVersion: version }))).code).to.equal('stale_version');
    expect((await errorOf(world().run(tom, endAbsence, { expectedVersion: version }))).code).to.equal('stale_version');
    await world().run(tom, endAbsence, { expectedVersion: version + 1 });
    expect((await covered(at.officer)).map(({ absence }) => absence.personId)).to.not.include(tom.staffId);
    const actions = (await auditOf(world(), tom.staffId)).map(({ action }) => action);
    expect(actions).to.deep.equal(['directory.set-absence', 'directory.set-absence', 'directory.end-absence']);
  });

  it('are named anew once an absence is over, though nobody ended it', async () => {
    await away(tom, ann.staffId);
    world().clock.set(testNow + 10 * DAY_MS);
    await away(tom, at.officer.staffId, { fromOn: '2026-12-01', toOn: '2026-12-02' });
    world().clock.set(testNow + 15 * DAY_MS);
    expect((await covered(at.officer)).map(({ absence }) => absence.personName)).to.include('Tom Reyes');
  });

  describe('at the desk', () => {
    const desk = openDesk(world);
    let officer: Browser;
    let personId: string;
    before(async () => {
      world().clock.set(testNow);
      ({ browser: officer, personId } = await desk.signIn({ name: 'Janet Oakley', role: 'officer' }));
    });

    it('are named on a page, which says what is missing and that it changed meanwhile', async () => {
      expect((await officer.get('/desk/me/away')).text).to.include('nobody can stand in');
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
      const page = await officer.get('/desk/me/away');
      const version = hiddenField(page.text, 'version');
      const empty = await officer.post('/desk/me/away', { fromOn: '', toOn: '', deputyId: '', version });
      expect(empty.status).to.equal(422);
      expect(empty.text).to.include('Enter the first day').and.include('Choose who stands in');
      const form = { ...week, deputyId: tom.staffId, version };
      expect((await officer.post('/desk/me/away', form)).location).to.equal('/desk/me/away');
      expect((await officer.get('/desk/me/away')).text).to.include('Tom Reyes stands in for you.');
      const late = await officer.post('/desk/me/away', form);
      expect(late.status).to.equal(409);
      expect(late.text).to.include('You changed this in another window.');
      const { reference } = await at.log();
      const assign = await officer.get(`/desk/cases/${reference}/assign`);
      expect(assign.text).to.include('Away until Friday 20 November, deputy Tom Reyes');
      const again = hiddenField((await officer.get('/desk/me/away')).text, 'version');
      await officer.post('/desk/me/away', { version: again, does: 'end' });
      expect((await officer.get('/desk/me/away')).text).to.not.include('stands in for you.');
    });

    it('show covered work on My work', async () => {
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
      await away(tom, personId);
      const { reference } = await given(tom.staffId);
      const { text } = await officer.get('/desk/work');
      expect(text).to.include('For Tom Reyes').and.include(reference);
    });
  });
});
