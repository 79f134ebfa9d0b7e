import { expect } from 'chai';
import { addTeam } from '../../directory/index.js';
import { HOUR_MS } from '../../kernel/clock.js';
import { localDate } from '../../kernel/local-date.js';
import { instantAt } from '../../kernel/london-time.js';
import { publishService } from '../../services/index.js';
import { dunmere, onBothEngines, testNow, westmoor } from '../../testing/harness.js';
import { assignCase } from '../commands/assign-case.js';
import { changeStatus } from '../commands/change-status.js';
import { handOverCase } from '../commands/hand-over-case.js';
import { reopenCase } from '../commands/reopen-case.js';
import { resolveCase } from '../commands/resolve-case.js';
import { takeNext } from '../commands/take-next.js';
import { caseSteps } from '../testing/case-steps.js';
import { aMember, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';

const at = (on: string, hour: number): number => instantAt(localDate(on), hour * 60);

onBothEngines('working on a case', (world) => {
  let here: CaseWorld;
  before(async () => {
    here = await caseWorld(world());
  });
  beforeEach(() => world().clock.set(testNow));
  const { read, move } = caseSteps(world, () => here);

  describe('status', () => {
    it('follows the lifecycle, and says what may come next when it can’t', async () => {
      const { id } = await here.log();
      await move(id, 'start', 1);
      expect(await read(id)).to.include({ status: 'in-progress', statusKind: 'open', version: 2 });
      const error = await errorOf(move(id, 'start', 2));
      expect(error.code).to.equal('status_not_allowed');
      expect(error.message).to.include('Resolve');
    });

    it('stops the clock while the customer is asked, and moves the due time by as long', async () => {
      const { id } = await here.log();
      await move(id, 'ask-customer', 1);
      expect((await read(id)).dueAt).to.equal(null);
      world().clock.advance(2 * HOUR_MS);
      await move(id, 'resume', 2);
      expect((await read(id)).dueAt).to.equal(at('2026-11-19', 11));
    });

    it('closes only with an outcome of the service, and says its words to the customer', async () => {
      const { id } = await here.log();
      expect((await errorOf(move(id, 'resolve', 1))).faults[0]?.field).to.equal('outcome');
      expect((await errorOf(move(id, 'resolve', 1, { outcome: 'eaten' }))).faults[0]?.field).to.equal('outcome');
      await world().run(here.officer, resolveCase, { caseId: id, outcome: 'emptied', expectedVersion: 1 });
      expect(await read(id)).to.include({
        status: 'resolved',
        outcomeLabel: 'Emptied',
        publicLabel: 'We emptied the bin',
        closedAt: testNow,
      });
      const topics = (await eventsOf(world(), id)).map(({ topic }) => topic);
      expect(topics).to.deep.equal(['case.logged', 'case.resolved']);
    });

    it('goes on where it stopped when it is opened again', async () => {
      const { id } = await here.log();
      await world().run(here.officer, resolveCase, { caseId: id, outcome: 'emptied', expectedVersion: 1 });
      world().clock.set(at('2026-11-17', 10));
      await world().run(here.officer, reopenCase, { caseId: id, expectedVersion: 2 });
      expect(await read(id)).to.include({
        status: 'in-progress',
        outcome: null,
        closedAt: null,
        dueAt: at('2026-11-19', 17),
      });
      const again = world().run(here.officer, reopenCase, { caseId: id, expectedVersion: 3 });
      expect((await errorOf(again)).code).to.equal('status_not_allowed');
    });

    it('begins a new clock at a complaint’s second stage', async () => {
      const definition = missedBin({
        key: 'complaint',
        lifecycle: 'two-stage-complaint',
        sla: {
          target: { amount: 10, unit: 'working-days' },
          restarts: [{ status: 'stage-2-received', target: { amount: 20, unit: 'working-days' } }],
          calendar: 'office',
        },
      });
      const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
      const { id } = await here.log({ serviceId });
      await move(id, 'answer', 1, { outcome: 'emptied' });
      await move(id, 'escalate', 2);
      expect((await read(id)).dueAt).to.equal(at('2026-12-14', 17));
    });

    it('counts working time across the clocks going back', async () => {
      world().clock.set(at('2026-10-23', 16));
      const { id } = await here.log({ priority: 'urgent' });
      expect((await read(id)).dueAt).to.equal(at('2026-10-26', 12));
    });

    it('refuses a change of the status that somebody else has changed', async () => {
      const { id } = await here.log();
      await move(id, 'start', 1);
      const error = await errorOf(move(id, 'ask-customer', 1, { baseStatus: 'received' }));
      expect([error.code, error.facts['fields']]).to.deep.equal(['stale_version', ['status']]);
    });

    it('takes a change of status after somebody changed something else', async () => {
      const { id } = await here.log();
      await world().run(here.officer, assignCase, { caseId: id, assigneeId: here.officer.staffId, expectedVersion: 1 });
      await move(id, 'start', 1, { baseStatus: 'received' });
      expect(await read(id)).to.include({ status: 'in-progress', assigneeName: 'Priya Nair', version: 3 });
    });

    it('lets one of two through who press at once', async () => {
      const { id } = await here.log();
      const both = await Promise.allSettled([move(id, 'start', 1), move(id, 'ask-customer', 1)]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      expect((await read(id)).version).to.equal(2);
    });

    it('takes the permission to work on cases, and the case to be one’s own authority’s', async () => {
      const { id } = await here.log();
      const adviser = await world().staff(['cases.read'], [dunmere]);
      const stranger = await world().staff(caseWork, [westmoor]);
      const as = (actor: typeof adviser) =>
        errorOf(world().run(actor, changeStatus, { caseId: id, event: 'start', expectedVersion: 1 }));
      expect([(await as(adviser)).code, (await as(stranger)).code]).to.deep.equal(['not_allowed', 'not_found']);
      expect(await read(id)).to.include({ status: 'received', version: 1 });
    });
  });

  describe('assignment', () => {
    it('gives a case to a person of its team and to nobody else', async () => {
      const { id } = await here.log();
      const tom = await aMember(world(), here.teamId, 'Tom Reyes');
      const outsider = await world().staff(caseWork, [dunmere]);
      const give = (assigneeId: string | null, expectedVersion: number) =>
        world().run(here.officer, assignCase, { caseId: id, assigneeId, expectedVersion });
      await give(tom.staffId, 1);
      expect(await read(id)).to.include({ assigneeName: 'Tom Reyes' });
      expect((await errorOf(give(outsider.staffId, 2))).faults[0]?.field).to.equal('assigneeId');
      await give(null, 2);
      expect((await read(id)).assigneeId).to.equal(null);
      expect((await auditOf(world(), id)).filter(({ action }) => action === 'cases.assign-case')).to.have.length(2);
    });

    it('lets people without the permission to assign take and give back only', async () => {
      const { id } = await here.log();
      const junior = await aMember(world(), here.teamId, 'Mei Lin', ['cases.work', 'cases.read']);
      const as = (assigneeId: string | null, expectedVersion: number) =>
        world().run(junior, assignCase, { caseId: id, assigneeId, expectedVersion });
      await as(junior.staffId, 1);
      await as(null, 2);
      expect((await errorOf(as(here.officer.staffId, 3))).code).to.equal('not_allowed');
      await world().run(here.officer, assignCase, { caseId: id, assigneeId: here.officer.staffId, expectedVersion: 3 });
      expect((await errorOf(as(junior.staffId, 4))).code).to.equal('not_allowed');
    });

    it('refuses an assignment made from an old page, but not one that agrees about who had it', async () => {
      const { id } = await here.log();
      await move(id, 'start', 1);
      const give = (baseAssigneeId?: null) =>
        world().run(here.officer, assignCase, {
          caseId: id,
          assigneeId: here.officer.staffId,
          expectedVersion: 1,
          ...(baseAssigneeId === null ? { baseAssigneeId } : {}),
        });
      expect((await errorOf(give())).code).to.equal('stale_version');
      await give(null);
      expect(await read(id)).to.include({ assigneeName: 'Priya Nair' });
    });

    it('hands a case to another team with a note, and nobody in it has it yet', async () => {
      const { id } = await here.log();
      await world().run(here.officer, assignCase, { caseId: id, assigneeId: here.officer.staffId, expectedVersion: 1 });
      const handOver = (teamId: string) =>
        world().run(here.officer, handOverCase, { caseId: id, teamId, note: 'It is a lamp.', expectedVersion: 2 });
      expect((await errorOf(handOver(here.teamId))).faults[0]?.field).to.equal('teamId');
      expect((await errorOf(handOver(world().newId()))).faults[0]?.field).to.equal('teamId');
      await handOver(here.otherTeamId);
      expect(await read(id)).to.include({ teamName: 'Contact centre', assigneeId: null, version: 3 });
    });
  });

  describe('taking the next case', () => {
    it('gives the one that is due first, in the order of due times', async () => {
      const fresh = await ownTeam('quick');
      const slow = await here.log({ serviceId: fresh.serviceId });
      const quick = await here.log({ serviceId: fresh.serviceId, priority: 'urgent' });
      expect((await world().run(fresh.person, takeNext, {})).id).to.equal(quick.id);
      expect((await world().run(fresh.person, takeNext, { teamId: fresh.teamId })).id).to.equal(slow.id);
      expect((await errorOf(world().run(fresh.person, takeNext, {}))).code).to.equal('nothing_to_take');
    });

    it('never gives one case to two people, however many press at once', async () => {
      const fresh = await ownTeam('race');
      const logged = [];
      for (let count = 0; count < 6; count += 1) logged.push(await here.log({ serviceId: fresh.serviceId }));
      const people = await Promise.all(
        Array.from({ length: 6 }, (_, index) => aMember(world(), fresh.teamId, `Person ${index}`)),
      );
      const taken = await Promise.all(people.map((person) => world().run(person, takeNext, {})));
      expect(taken.map(({ id }) => id).sort()).to.deep.equal(logged.map(({ id }) => id).sort());
    });

    it('leaves the teams alone that the person is not in', async () => {
      const outsider = await world().staff(caseWork, [dunmere]);
      await here.log();
      expect((await errorOf(world().run(outsider, takeNext, {}))).code).to.equal('nothing_to_take');
      const other = world().run(outsider, takeNext, { teamId: here.teamId });
      expect((await errorOf(other)).code).to.equal('nothing_to_take');
    });
  });

  /** A team of its own with a service that routes to it. */
  async function ownTeam(key: string): Promise<{ teamId: string; serviceId: string; person: typeof here.officer }> {
    const { id: teamId } = await world().run(setup, addTeam, {
      authorityId: dunmere,
      key,
      name: `Team ${key}`,
      purpose: 'Does the work.',
    });
    const definition = missedBin({ key: `bin-${key}`, routing: [{ team: key }] });
    const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
    return { teamId, serviceId, person: await aMember(world(), teamId, 'Amira Haddad') };
  }
});
