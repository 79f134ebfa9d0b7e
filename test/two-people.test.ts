import { expect } from 'chai';
import { assignRole, endRole } from '#core/access/index.js';
import { logCase } from '#core/cases/index.js';
import { assignCase } from '#core/cases/commands/assign-case.js';
import { addTask } from '#core/cases/commands/add-task.js';
import { changeStatus } from '#core/cases/commands/change-status.js';
import { editCase } from '#core/cases/commands/edit-case.js';
import { dropTask, finishTask } from '#core/cases/commands/end-task.js';
import { handOverCase } from '#core/cases/commands/hand-over-case.js';
import { resolveCase } from '#core/cases/commands/resolve-case.js';
import { takeNext } from '#core/cases/commands/take-next.js';
import { missedBin } from '#core/cases/testing/case-world.js';
import { createCustomer } from '#core/customers/index.js';
import { editCustomer } from '#core/customers/commands/edit-customer.js';
import { recordDeath } from '#core/customers/commands/record-death.js';
import { restrictCustomer } from '#core/customers/commands/restrict-customer.js';
import { addTeam, addTeamMember } from '#core/directory/index.js';
import { disableAccount } from '#core/identity/commands/disable-account.js';
import { createAccount } from '#core/identity/index.js';
import {
  closeEnquiry,
  finishInteraction,
  keepNotes,
  openEnquiry,
  setAvoidable,
  startInteraction,
} from '#core/interactions/index.js';
import type { StaffActor } from '#core/kernel/actor.js';
import { runCommand } from '#core/kernel/command.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { publishArticle, withdrawArticle } from '#core/knowledge/index.js';
import { setFact } from '#core/places/commands/set-fact.js';
import { publishService } from '#core/services/index.js';
import { onBothEngines } from '#core/testing/harness.js';
import { addPerson } from '#core/testing/http.js';
import { articleOf, seedBoth, setUp, type Seeded } from './tenancy/seed.js';
import { fact } from './tenancy/seed-places.js';
import { race, times } from './two-people/race.js';

const people = 8;

onBothEngines('two people at once', (world) => {
  let at: Seeded;
  before(async function () {
    this.timeout(30_000);
    at = (await seedBoth(world())).ours;
  });

  const read = async <R>(table: string, where: Record<string, unknown>): Promise<R[]> => {
    const db = world().kernel.db.read(everyAuthority);
    return db.rows<R>(db.from(table).where(where).select('*'));
  };
  const only = async <R>(table: string, id: string): Promise<R> => (await read<R>(table, { id }))[0] as R;
  const aCase = (): Promise<{ id: string }> =>
    world().run(at.actor, logCase, {
      serviceId: at.serviceId,
      answers: { bin: 'rubbish' },
      location: { text: '4 Quarry Lane', postcode: 'DM4 2LL' },
    });
  const aCustomer = (): Promise<{ id: string }> =>
    world().run(at.actor, createCustomer, {
      authorityId: at.authorityId,
      firstName: 'Joan',
      lastName: 'Racer',
      confirmedNew: true,
    });
  const anInteraction = () =>
    world().run(at.actor, startInteraction, { channel: 'telephone', authorityId: at.authorityId });

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

  describe('on a contact', () => {
    it('writing notes, classing and finishing it: each builds on what it saw', async () => {
      const { id, version: expectedVersion } = await anInteraction();
      const { won, lost } = await race<unknown>([
        () => world().run(at.actor, keepNotes, { id, expectedVersion, notes: 'One' }),
        () => world().run(at.actor, keepNotes, { id, expectedVersion, notes: 'Two' }),
        () => world().run(at.actor, setAvoidable, { id, expectedVersion, reason: 'chasing-progress' }),
        () => world().run(at.actor, finishInteraction, { id, expectedVersion }),
      ]);
      expect([won.length, lost.length]).to.deep.equal([1, 3]);
      expect(await only('interactions', id)).to.include({ version: expectedVersion + 1 });
    });

    it('giving an enquiry its outcome: the first one counts, and the article is credited once', async () => {
      const { id: interactionId } = await anInteraction();
      const { id: enquiryId } = await world().run(at.actor, openEnquiry, { interactionId, words: 'A bin' });
      const [before] = await read<{ used: number }>('article_tallies', { article_id: at.articleId });
      const close = (): Promise<unknown> =>
        world().run(at.actor, closeEnquiry, { enquiryId, outcome: 'resolved', articleId: at.articleId });
      const { won, lost } = await race(times(people, close));
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['enquiry_closed'])]);
      const [after] = await read<{ used: number }>('article_tallies', { article_id: at.articleId });
      expect(after?.used).to.equal((before?.used ?? 0) + 1);
    });

    it('starting it from one telephone call: there is one', async () => {
      const start = () =>
        world().run(at.actor, startInteraction, {
          channel: 'telephone',
          authorityId: at.authorityId,
          callId: 'call-1',
        });
      const { won } = await race(times(people, start));
      expect(new Set(won.map(({ id }) => id)).size).to.equal(1);
      expect(won.filter(({ isNew }) => isNew)).to.have.length(1);
    });
  });

  describe('on a customer', () => {
    it('changing one field: one is kept; different fields: both are', async () => {
      const { id } = await aCustomer();
      const edit = (changes: object, base: object) =>
        world().run(at.actor, editCustomer, { id, expectedVersion: 1, changes, base });
      const clash = await race(times(people, (number) => edit({ firstName: `Name ${number}` }, { firstName: 'Joan' })));
      expect([clash.won.length, new Set(clash.lost)]).to.deep.equal([1, new Set(['stale_version'])]);
      const { id: other } = await aCustomer();
      const both = await race([
        () =>
          world().run(at.actor, editCustomer, {
            id: other,
            expectedVersion: 1,
            changes: { title: 'Dr' },
            base: { title: null },
          }),
        () =>
          world().run(at.actor, editCustomer, {
            id: other,
            expectedVersion: 1,
            changes: { language: 'cy' },
            base: { language: 'en' },
          }),
      ]);
      expect(both.lost).to.deep.equal([]);
      expect(await only('customers', other)).to.include({ title: 'Dr', language: 'cy' });
    });

    it('restricting and recording a death from one version: one happens', async () => {
      const { id } = await aCustomer();
      const { won, lost } = await race<unknown>([
        () =>
          world().run(at.actor, restrictCustomer, {
            id,
            expectedVersion: 1,
            restriction: 'own-staff',
            reason: 'Works here',
          }),
        () =>
          world().run(at.actor, restrictCustomer, {
            id,
            expectedVersion: 1,
            restriction: 'safeguarding',
            reason: 'At risk',
          }),
        () => world().run(at.actor, recordDeath, { id, expectedVersion: 1, diedOn: '2026-11-01' }),
      ]);
      expect([won.length, lost.length]).to.deep.equal([1, 2]);
      expect(await only('customers', id)).to.include({ version: 2 });
    });
  });

  describe('sending one form twice', () => {
    it('makes one record and answers both alike', async () => {
      const input = { authorityId: at.authorityId, firstName: 'Double', lastName: 'Click', confirmedNew: true };
      const idempotencyKey = 'sent-twice-at-once';
      const { won, lost } = await race(
        times(people, () => runCommand(world().kernel, at.actor, createCustomer, input, { idempotencyKey })),
      );
      expect(lost).to.deep.equal([]);
      expect(new Set(won.map(({ id }) => id)).size).to.equal(1);
      expect(await read('customers', { first_name: 'Double' })).to.have.length(1);
    });
  });

  describe('publishing', () => {
    it('a service: every version is kept under a number of its own, and the last one is offered', async () => {
      const publish = (number: number) =>
        world().run(at.actor, publishService, {
          authorityId: at.authorityId,
          definition: missedBin({ name: `Bins ${number}` }),
        });
      const { won, lost } = await race(times(4, publish));
      expect(won.length + lost.length).to.equal(4);
      const versions = await read<{ number: number; id: string }>('service_versions', { service_id: at.serviceId });
      expect(versions).to.have.length(1 + won.length);
      const [last] = [...versions].sort((a, b) => b.number - a.number);
      expect(await only('services', at.serviceId)).to.include({ published_version_id: last?.id });
    });

    it('and withdrawing an article: one story comes out', async () => {
      const { version: expectedVersion } = await only<{ version: number }>('articles', at.articleId);
      const { won, lost } = await race<unknown>([
        () => world().run(at.actor, withdrawArticle, { id: at.articleId, expectedVersion }),
        () => world().run(at.actor, withdrawArticle, { id: at.articleId, expectedVersion }),
        () => world().run(at.actor, publishArticle, { authorityId: at.authorityId, article: articleOf(at.mark) }),
        () => world().run(at.actor, publishArticle, { authorityId: at.authorityId, article: articleOf(at.mark) }),
      ]);
      const versions = await read('article_versions', { article_id: at.articleId });
      const { version } = await only<{ version: number }>('articles', at.articleId);
      expect(version).to.equal(expectedVersion + won.length);
      expect(versions.length).to.be.within(1, 3);
      for (const code of lost) expect(code).to.be.oneOf(['stale_version', 'not_found']);
    });

    it('a fact of a property: each change builds on the one before, or is told', async () => {
      const set = (number: number) =>
        world().run(at.actor, setFact, {
          ...{ authorityId: at.authorityId, placeId: at.placeId, fact, source: 'Rounds' },
          value: `Day ${number}`,
          expectedVersion: 1,
        });
      const { won, lost } = await race(times(people, set));
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['stale_version'])]);
    });
  });

  describe('looking after staff', () => {
    it('giving one role twice: it is held once', async () => {
      const { personId } = await addPerson(world(), {});
      const give = () => world().run(setUp, assignRole, { personId, authority: at.slug, role: 'analyst' });
      const { won } = await race(times(people, give));
      expect(won).to.have.length(1);
      expect(await read('role_assignments', { person_id: personId })).to.have.length(1);
    });

    it('making two accounts with one name: there is one', async () => {
      const make = () =>
        world().run(setUp, createAccount, { person: { displayName: 'Sam Two' }, signInName: 'sam.two' });
      const { won, lost } = await race(times(people, make));
      expect([won.length, new Set(lost)]).to.deep.equal([1, new Set(['sign_in_name_taken'])]);
    });

    it('ending each other’s last administrator: one remains', async () => {
      const admins = await onlyAdministrators(3);
      const { won, lost } = await race(
        admins.map(
          ({ assignmentId }) =>
            () =>
              world().run(setUp, endRole, { assignmentId }),
        ),
      );
      expect([won.length, lost]).to.deep.equal([2, ['last_administrator']]);
    });

    it('disabling each other’s accounts: one remains', async () => {
      const admins = await onlyAdministrators(3);
      const { won, lost } = await race(
        admins.map(
          ({ personId }) =>
            () =>
              world().run(setUp, disableAccount, { personId }),
        ),
      );
      expect([won.length, lost]).to.deep.equal([2, ['last_administrator']]);
    });

    /** So many people administer the other council, and nobody else. */
    async function onlyAdministrators(count: number): Promise<{ personId: string; assignmentId: string }[]> {
      const authority = 'westmoor';
      const made = [];
      for (let number = 0; number < count; number += 1) {
        const { personId } = await addPerson(world(), {});
        const { id: assignmentId } = await world().run(setUp, assignRole, {
          personId,
          authority,
          role: 'administrator',
        });
        made.push({ personId, assignmentId });
      }
      const ours = new Set(made.map(({ assignmentId }) => assignmentId));
      const all = await read<{ id: string; to_on: string | null }>('role_assignments', {
        authority_id: 2,
        role: 'administrator',
      });
      for (const { id, to_on: end } of all)
        if (end === null && !ours.has(id)) await world().run(setUp, endRole, { assignmentId: id });
      return made;
    }
  });
});
