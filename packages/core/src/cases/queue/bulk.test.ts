import { expect } from 'chai';
import fc from 'fast-check';
import { addTeamMember } from '../../directory/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { everyAuthority } from '../../kernel/scope.js';
import { publishService } from '../../services/index.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import type { BulkChange } from './bulk-input.js';
import { listChosenCases, listUndoable } from './bulk-queries.js';
import { assignCase } from '../commands/assign-case.js';
import { changeInBulk } from '../commands/change-in-bulk.js';
import { changeStatus } from '../commands/change-status.js';
import { undoInBulk } from '../commands/undo-in-bulk.js';
import { tidyCases } from '../jobs.js';
import { getCasePage } from '../page/page-queries.js';
import { getCase } from '../queries.js';
import { aMember, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';

const manyWork = [...caseWork, 'cases.change-many'];

onBothEngines('changing several cases at once', (world) => {
  let at: CaseWorld;
  let leader: StaffActor;
  before(async () => {
    at = await caseWorld(world());
    leader = await aMember(world(), at.teamId, 'Folake Adeyemi', manyWork);
  });
  beforeEach(() => world().clock.set(testNow));

  const read = (id: string) => world().read(leader, getCase, { id });
  const change = (caseId: string, what: BulkChange, batchId = world().newId(), expectedVersion = 1) =>
    world()
      .run(leader, changeInBulk, { batchId, caseId, expectedVersion, change: what })
      .then(() => batchId);
  const undo = (batchId: string, caseId: string) => world().run(leader, undoInBulk, { batchId, caseId });
  const toTom = async (): Promise<BulkChange> => {
    const tom = await aMember(world(), at.teamId, 'Tom Reyes');
    return { does: 'assign', assigneeId: tom.staffId };
  };

  it('assigns, moves, prioritises and notes as the single commands do, with an audit row of its own', async () => {
    const { id } = await at.log();
    await change(id, await toTom());
    await change(id, { does: 'move', event: 'start' }, world().newId(), 2);
    await change(id, { does: 'prioritise', priority: 'urgent' }, world().newId(), 3);
    await change(id, { does: 'note', text: 'All of the round.', visibility: 'internal' }, world().newId(), 4);
    expect(await read(id)).to.include({ assigneeName: 'Tom Reyes', status: 'in-progress', priority: 'urgent' });
    const actions = (await auditOf(world(), id)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'cases.change-in-bulk')).to.have.length(4);
    expect(actions).to.include.members([
      'cases.assign-case',
      'cases.change-status',
      'cases.edit-case',
      'cases.add-note',
    ]);
  });

  it('takes the permission to change many, and that of the single change', async () => {
    const { id } = await at.log();
    const input = {
      batchId: world().newId(),
      caseId: id,
      expectedVersion: 1,
      change: { does: 'move', event: 'start' },
    };
    const officer = world().run(at.officer, changeInBulk, input as never);
    expect((await errorOf(officer)).facts).to.deep.equal({ permission: 'cases.change-many' });
    const noter = await aMember(world(), at.teamId, 'Mei Lin', ['cases.change-many', 'cases.read']);
    expect((await errorOf(world().run(noter, changeInBulk, input as never))).facts).to.deep.equal({
      permission: 'cases.work',
    });
    expect(await read(id)).to.include({ status: 'received', version: 1 });
  });

  it('refuses a case that somebody changed since, and one of another authority', async () => {
    const { id } = await at.log();
    await change(id, { does: 'prioritise', priority: 'low' });
    const late = change(id, { does: 'prioritise', priority: 'high' });
    expect((await errorOf(late)).code).to.equal('stale_version');
    const stranger = await world().staff(manyWork, [castlebridge]);
    const foreign = { batchId: world().newId(), caseId: id, expectedVersion: 2 };
    const work = world().run(stranger, changeInBulk, { ...foreign, change: { does: 'move', event: 'start' } });
    expect((await errorOf(work)).code).to.equal('not_found');
  });

  describe('undone', () => {
    it('gives an assignment back to whoever had the case', async () => {
      const { id } = await at.log();
      await world().run(leader, assignCase, { caseId: id, assigneeId: at.officer.staffId, expectedVersion: 1 });
      await undo(await change(id, await toTom(), world().newId(), 2), id);
      expect(await read(id)).to.include({ assigneeName: 'Priya Nair' });
    });

    it('opens a case again that was closed, due when it was due before', async () => {
      const { id } = await at.log();
      const before = await read(id);
      const batch = await change(id, { does: 'move', event: 'resolve', outcome: 'emptied' });
      expect((await read(id)).statusKind).to.equal('closed');
      world().clock.advance(9 * MINUTE_MS);
      await undo(batch, id);
      const { dueAt } = before;
      expect(await read(id)).to.include({ status: 'received', outcome: null, closedAt: null, dueAt });
    });

    it('leaves the clock as if nothing had happened, whatever the step and the minute', async () => {
      const steps = ['start', 'ask-customer', 'resolve'] as const;
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...steps), fc.integer({ min: 0, max: 600_000 }), async (event, later) => {
          world().clock.set(testNow);
          const { id, reference } = await at.log();
          const batch = await change(id, { does: 'move', event, outcome: 'emptied' });
          world().clock.advance(later);
          await undo(batch, id);
          world().clock.set(testNow + 4 * HOUR_MS);
          const { clock } = await world().read(leader, getCasePage, { reference });
          expect(clock).to.include({ state: 'running', elapsedMinutes: 240, pausedMinutes: 0 });
        }),
        { numRuns: 8 },
      );
    });

    it('brings a complaint’s first clock back, which its second stage had replaced', async () => {
      const sla = {
        target: { amount: 10, unit: 'working-days' },
        restarts: [{ status: 'stage-2-received', target: { amount: 20, unit: 'working-days' } }],
        calendar: 'office',
      };
      const definition = missedBin({ key: 'complaint-undone', lifecycle: 'two-stage-complaint', sla });
      const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
      const { id } = await at.log({ serviceId });
      await world().run(leader, changeStatus, { caseId: id, event: 'answer', outcome: 'emptied', expectedVersion: 1 });
      const answered = await read(id);
      const batch = await change(id, { does: 'move', event: 'escalate' }, world().newId(), 2);
      expect((await read(id)).dueAt).to.not.equal(answered.dueAt);
      await undo(batch, id);
      expect((await read(id)).dueAt).to.equal(answered.dueAt);
    });

    it('sets a priority and its promise back', async () => {
      const { id } = await at.log();
      const { dueAt } = await read(id);
      const batch = await change(id, { does: 'prioritise', priority: 'urgent' });
      expect((await read(id)).dueAt).to.not.equal(dueAt);
      await undo(batch, id);
      expect(await read(id)).to.include({ priority: 'normal', dueAt });
    });

    it('takes a note’s words back, which stay in the audit trail alone', async () => {
      const { id, reference } = await at.log();
      const batch = await change(id, { does: 'note', text: 'For another case.', visibility: 'internal' });
      await undo(batch, id);
      const { timeline } = await world().read(leader, getCasePage, { reference });
      expect(timeline.events.find(({ kind }) => kind === 'note')).to.deep.include({
        body: null,
        data: { takenBack: true },
      });
      const db = world().kernel.db.read(everyAuthority);
      const kept = await db.rows<{ personal_values: string }>(db.from('audit_values').select('personal_values'));
      expect(kept.some(({ personal_values: values }) => values.includes('For another case.'))).to.equal(true);
    });

    it('only once, only by the same person, for ten minutes, and not over somebody else’s change', async () => {
      const { id } = await at.log();
      const batch = await change(id, { does: 'prioritise', priority: 'high' });
      const other = await aMember(world(), at.teamId, 'Amira Haddad', manyWork);
      const byOther = world().run(other, undoInBulk, { batchId: batch, caseId: id });
      expect((await errorOf(byOther)).code).to.equal('not_found');
      await undo(batch, id);
      expect((await errorOf(undo(batch, id))).code).to.equal('already_undone');
      const second = await change(id, { does: 'prioritise', priority: 'low' }, world().newId(), 3);
      await world().run(other, changeStatus, { caseId: id, event: 'start', expectedVersion: 4 });
      expect((await errorOf(undo(second, id))).code).to.equal('changed_since');
      const third = await change(id, { does: 'prioritise', priority: 'high' }, world().newId(), 5);
      world().clock.advance(10 * MINUTE_MS + 1);
      expect((await errorOf(undo(third, id))).code).to.equal('undo_too_late');
      await tidyCases.run(world().kernel, {});
      expect((await errorOf(world().read(leader, listUndoable, { batchId: third }))).code).to.equal('not_found');
    });
  });

  it('offers each step once, with how many of the cases can take it', async () => {
    const [one, two] = [await at.log(), await at.log()];
    await change(one.id, { does: 'move', event: 'start' });
    const chosen = await world().read(leader, listChosenCases, { ids: [one.id, two.id, world().newId()] });
    expect(chosen.cases.map(({ id }) => id)).to.deep.equal([one.id, two.id]);
    expect(chosen.moves.find(({ event }) => event === 'start')).to.include({ count: 1, closes: false });
    expect(chosen.moves.find(({ event }) => event === 'resolve')).to.include({ count: 2, closes: true });
    expect(chosen.members.map(({ name }) => name)).to.include('Priya Nair');
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let browser: Browser;
    let personId: string;
    before(async () => {
      http = await startHttp(world());
      ({ personId } = await addPerson(world(), { name: 'Janet Oakley', roles: [['dunmere', 'team-leader']] }));
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
      browser = await http.signIn(personId);
    });
    after(() => http.close());

    const open = async (does: string, ids: readonly string[]) => {
      const query = new URLSearchParams([
        ['does', does],
        ['back', `/desk/queue?team=${at.teamId}`],
      ]);
      for (const id of ids) query.append('case', id);
      const { text } = await browser.get(`/desk/queue/change?${query.toString()}`);
      const seen = [...text.matchAll(/name="case" value="([^"]+)"/g)].map(([, value]) => value ?? '');
      return { text, fields: { does, back: hiddenField(text, 'back'), batch: hiddenField(text, 'batch'), case: seen } };
    };

    it('changes the selected cases, goes back to the queue, and offers to undo it there', async () => {
      const logged = [await at.log(), await at.log()];
      const queue = await browser.get(`/desk/queue?team=${at.teamId}`);
      expect(queue.text).to.include(`name="case" value="${logged[0]?.id}"`).and.include('value="assign"');
      const { fields } = await open(
        'assign',
        logged.map(({ id }) => id),
      );
      const done = await browser.post('/desk/queue/change', { ...fields, assigneeId: personId });
      expect(done.location).to.equal(`/desk/queue?team=${at.teamId}`);
      const after = await browser.get(done.location);
      expect(after.text).to.include('2 cases assigned').and.include('Undo last change');
      const action = /action="(\/desk\/queue\/changes\/[^"]+\/undo)"/.exec(after.text)?.[1] ?? '';
      const undone = await browser.post(action, { back: done.location });
      expect((await browser.get(undone.location)).text)
        .to.include('2 cases put back')
        .and.not.include('Undo last');
      expect(await read(logged[0]?.id ?? '')).to.include({ assigneeId: null });
    });

    it('does what can be done, and lists each of the others with its reason', async () => {
      const [fine, gone] = [await at.log(), await at.log()];
      const { fields } = await open('prioritise', [fine.id, gone.id]);
      await world().run(leader, changeStatus, { caseId: gone.id, event: 'start', expectedVersion: 1 });
      const { status, text } = await browser.post('/desk/queue/change', { ...fields, priority: 'high' });
      expect(status).to.equal(200);
      expect(text).to.include('1 case could not be changed').and.include('1 case changed.');
      expect(text).to.include(gone.reference).and.include('Somebody else changed this record');
      expect(text).to.not.include(fine.reference);
      expect((await read(fine.id)).priority).to.equal('high');
    });

    it('changes nothing twice when the form is sent twice', async () => {
      const { id } = await at.log();
      const { fields } = await open('note', [id]);
      const twice = { ...fields, text: 'Once only.' };
      await browser.post('/desk/queue/change', twice);
      await browser.post('/desk/queue/change', twice);
      const { timeline } = await world().read(leader, getCasePage, { id });
      expect(timeline.events.filter(({ body }) => body === 'Once only.')).to.have.length(1);
    });

    it('asks for what is missing and keeps what was typed', async () => {
      const { id } = await at.log();
      for (const [does, message] of [
        ['assign', 'Choose who has the cases'],
        ['move', 'Choose what happens next'],
        ['prioritise', 'Choose the priority'],
        ['note', 'Enter the note'],
      ] as const) {
        const { fields } = await open(does, [id]);
        const { status, text } = await browser.post('/desk/queue/change', fields);
        expect([status, text.includes(message)], does).to.deep.equal([422, true]);
      }
      const { text } = await browser.get('/desk/queue/change?does=assign');
      expect(text).to.include('No case is selected.');
    });

    it('leads nowhere but back to this site', async () => {
      const { id } = await at.log();
      const { fields } = await open('prioritise', [id]);
      const sent = { ...fields, priority: 'low', back: 'https://elsewhere.example/' };
      expect((await browser.post('/desk/queue/change', sent)).location).to.equal('/desk');
    });
  });
});
