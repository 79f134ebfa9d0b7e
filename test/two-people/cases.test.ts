import { expect } from 'chai';
import { assignCase } from '#core/cases/commands/assign-case.js';
import { addTask } from '#core/cases/commands/add-task.js';
import { changeInBulk } from '#core/cases/commands/change-in-bulk.js';
import { changeStatus } from '#core/cases/commands/change-status.js';
import { editCase } from '#core/cases/commands/edit-case.js';
import { dropTask, finishTask } from '#core/cases/commands/end-task.js';
import { handOverCase } from '#core/cases/commands/hand-over-case.js';
import { joinCase } from '#core/cases/commands/join-case.js';
import { linkCases } from '#core/cases/commands/link-cases.js';
import { resolveCase } from '#core/cases/commands/resolve-case.js';
import { editView, forgetView, saveView } from '#core/cases/commands/save-view.js';
import { takeNext } from '#core/cases/commands/take-next.js';
import { undoInBulk } from '#core/cases/commands/undo-in-bulk.js';
import { addTeam, addTeamMember } from '#core/directory/index.js';
import type { StaffActor } from '#core/kernel/actor.js';
import { onCopyOf } from '#core/testing/world-copies.js';
import { addPerson } from '#core/testing/http.js';
import { bothCouncils, setUp, type Seeded } from '../tenancy/seed.js';
import { race, times } from './race.js';
import { people, raceWorld } from './race-world.js';

onCopyOf('two people at one case', bothCouncils, (world, both) => {
  let at: Seeded;
  before(async function () {
    this.timeout(30_000);
    at = both().ours;
  });
  const { aCase, read, only } = raceWorld(world, () => at);

  describe('on a case', () => {
    it('changing one field: one is kept, everybody else is told', async () => {
      const { id: caseId } = await aCase();
      const edit = (number: number) =>
        world()
          .run(at.actor, editCase, { caseId, expectedVersion: 1, changes: { title: `Title ${number}` } })
          .then(() => number);
      const { won, lost } = await race(times(people, edit));
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['stale_version'])]);
      expect(await only('cases', caseId)).to.include({ title: `Title ${won[0]}`, version: 2 });
    });

    it('changing different fields: both are kept', async () => {
      const { id: caseId } = await aCase();
      const { title } = await only<{ title: string }>('cases', caseId);
      const edit = (changes: object, base: object) => () =>
        world().run(at.actor, editCase, { caseId, expectedVersion: 1, changes, base, onClash: 'save-others' as const });
      const { won } = await race([
        edit({ title: 'Another title' }, { title }),
        edit({ priority: 'urgent' }, { priority: 'normal' }),
      ]);
      expect(won.map(({ saved }) => saved.length)).to.deep.equal([1, 1]);
      expect(await only('cases', caseId)).to.include({ title: 'Another title', priority: 'urgent' });
    });

    it('assigning it: one is believed', async () => {
      const { id: caseId } = await aCase();
      const assign = (number: number) => {
        const assigneeId = number % 2 === 0 ? at.personId : at.colleagueId;
        return world()
          .run(at.actor, assignCase, { caseId, assigneeId, expectedVersion: 1 })
          .then(() => assigneeId);
      };
      const { won, lost } = await race(times(people, assign));
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['stale_version'])]);
      expect(await only('cases', caseId)).to.include({ assignee_id: won[0], version: 2 });
    });

    it('taking the next one: nobody gets another’s, and none is left out', async () => {
      const { id: teamId } = await world().run(setUp, addTeam, {
        authorityId: at.authorityId,
        key: 'takers',
        name: 'Takers',
        purpose: 'Take',
      });
      const takers = await Promise.all(times(people, () => aTaker(teamId)).map((add) => add()));
      const cases = await Promise.all(times(5, aCase).map((log) => log()));
      for (const { id } of cases)
        await world().run(at.actor, handOverCase, { caseId: id, teamId, note: 'Yours', expectedVersion: 1 });
      const take = (actor: StaffActor) => () =>
        world()
          .run(actor, takeNext, { teamId })
          .then(({ id }) => ({ id, by: actor.staffId }));
      const { won, lost } = await race(takers.map(take));
      expect(new Set(won.map(({ id }) => id))).to.deep.equal(new Set(cases.map(({ id }) => id)));
      expect(lost).to.deep.equal(['nothing_to_take', 'nothing_to_take', 'nothing_to_take']);
      for (const { id, by } of won) expect(await only('cases', id)).to.include({ assignee_id: by });
    });

    async function aTaker(teamId: string): Promise<StaffActor> {
      const { personId } = await addPerson(world(), { roles: [[at.slug, 'officer']] });
      await world().run(setUp, addTeamMember, { teamId, personId });
      return { ...at.actor, staffId: personId };
    }

    it('moving, closing, handing over and assigning it: one happens', async () => {
      const { id: caseId } = await aCase();
      const from = { caseId, expectedVersion: 1 };
      const { won, lost } = await race<unknown>([
        () => world().run(at.actor, changeStatus, { ...from, event: 'start' }),
        () => world().run(at.actor, resolveCase, { ...from, outcome: 'emptied' }),
        () => world().run(at.actor, handOverCase, { ...from, teamId: at.otherTeamId, note: 'Yours' }),
        () => world().run(at.actor, assignCase, { ...from, assigneeId: at.personId }),
      ]);
      expect([won.length, lost.length]).to.deep.equal([1, 3]);
      expect(await only('cases', caseId)).to.include({ version: 2 });
    });

    it('changing it with others, and undoing that twice: one each', async () => {
      const { id: caseId } = await aCase();
      const what = { does: 'move', event: 'start' } as const;
      const change = () => {
        const batchId = world().newId();
        return world()
          .run(at.actor, changeInBulk, { batchId, caseId, expectedVersion: 1, change: what })
          .then(() => batchId);
      };
      const changed = await race(times(people, change));
      expect([changed.won.length, new Set(changed.lost)]).to.deep.equal([1, new Set(['stale_version'])]);
      const [batchId = ''] = changed.won;
      const undone = await race(times(people, () => world().run(at.actor, undoInBulk, { batchId, caseId })));
      expect([undone.won.length, new Set(undone.lost)]).to.deep.equal([1, new Set(['already_undone'])]);
      expect(await only('cases', caseId)).to.include({ status: 'received', version: 3 });
    });

    it('renaming and removing a saved view: one happens', async () => {
      const { id } = await world().run(at.actor, saveView, { name: 'Late', filter: {}, teamId: at.teamId });
      const rename = (number: number) =>
        world().run(at.actor, editView, { id, expectedVersion: 1, name: `Late ${number}` });
      const { won, lost } = await race<unknown>([
        ...times(people, rename),
        () => world().run(at.actor, forgetView, { id, expectedVersion: 1 }),
      ]);
      expect([won.length, lost.length]).to.deep.equal([1, people]);
    });

    it('linking two cases: there is one link', async () => {
      const [one, two] = [await aCase(), await aCase()];
      const { reference: other } = await only<{ reference: string }>('cases', two.id);
      const { won, lost } = await race(
        times(people, () => world().run(at.actor, linkCases, { caseId: one.id, other, relation: 'related' })),
      );
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['bad_input'])]);
      expect(await only('cases', one.id)).to.include({ link_count: 1, version: 1 });
    });

    it('joining a case: everybody is in it, and counted', async () => {
      const { id: caseId } = await aCase();
      const join = (number: number) =>
        world().run(at.actor, joinCase, { caseId, participant: { name: `Caller ${number}` } });
      const { won } = await race(times(people, join));
      expect(won).to.have.length(people);
      expect(await only('cases', caseId)).to.include({ subscriber_count: people });
    });

    it('ending a task: one outcome stands', async () => {
      const { id: caseId } = await aCase();
      const { id: taskId } = await world().run(at.actor, addTask, { caseId, title: 'Ring back' });
      const end = (number: number) =>
        world().run(at.actor, number % 2 === 0 ? finishTask : dropTask, { caseId, taskId, expectedVersion: 1 });
      const { won } = await race(times(people, end));
      expect(won).to.have.length(1);
      expect(await read('case_events', { case_id: caseId, kind: 'task' })).to.have.length(2);
    });
  });
});
