import { expect } from 'chai';
import { decideAlert, endAlert, proposeAlert, reviewAlert } from '#core/alerts/index.js';
import { watchReviews } from '#core/alerts/jobs.js';
import { findGrants } from '#core/access/index.js';
import { allPermissions } from '#core/app/capabilities.js';
import { openRestrictedCase, restrictCase } from '#core/cases/index.js';
import { createCustomer, openRestricted, restrictCustomer } from '#core/customers/index.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import { DAY_MS } from '#core/kernel/clock.js';
import { statement } from '#core/kernel/db/statement.js';
import type { Role } from '#core/kernel/permissions.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { caseWorld, type CaseWorld } from '#core/testing/case-world.js';
import { dunmere, onBothEngines, testNow, type TestWorld } from '#core/testing/harness.js';
import { addPerson } from '#core/testing/http.js';
import { tellStaff } from '#core/notifications/jobs.js';
import { listNotifications } from '#core/notifications/queries.js';

const setup = systemActor('sets up a test');

onBothEngines('who is told', (world) => {
  let customerId: string;
  let at: CaseWorld;
  before(async () => {
    at = await caseWorld(world());
    const who = { authorityId: dunmere, firstName: 'Ivor', lastName: 'Blake', confirmedNew: true };
    customerId = (await world().run(setup, createCustomer, who)).id;
  });
  beforeEach(() => world().clock.set(testNow));

  /** Somebody with a role, as they sign in. */
  async function aHolder(role: Role, authority = 'dunmere'): Promise<StaffActor> {
    const { personId } = await addPerson(world(), { roles: [[authority, role]] });
    const grants = await findGrants(world().kernel, allPermissions(), personId);
    return { kind: 'staff', staffId: personId, name: `A ${role}`, via: 'session', grants };
  }
  const kindsFor = async (actor: StaffActor): Promise<string[]> =>
    (await world().read(actor, listNotifications, {})).items.map(({ kind }) => kind);

  it('of an opened record: each data protection officer of that council, and nobody else', async () => {
    const [dpo, abroad] = [
      await aHolder('data-protection-officer'),
      await aHolder('data-protection-officer', 'castlebridge'),
    ];
    const leader = await aHolder('team-leader');
    const restriction = { id: customerId, expectedVersion: 1, restriction: 'own-staff', reason: 'Works here' } as const;
    await world().run(dpo, restrictCustomer, restriction);
    await world().run(leader, openRestricted, { id: customerId, reason: 'She rang' });
    await tellAll(world());
    expect(await kindsFor(dpo)).to.deep.equal(['record-opened']);
    expect([await kindsFor(leader), await kindsFor(abroad)]).to.deep.equal([[], []]);
    const { items } = await world().read(dpo, listNotifications, {});
    expect(items[0]).to.deep.include({ byName: 'A team-leader', reference: null });
    expect(JSON.stringify(items)).to.not.include(customerId).and.not.include('She rang');
  });

  it('of an opened restricted case: the other data protection officers', async () => {
    const [one, other] = [await aHolder('data-protection-officer'), await aHolder('data-protection-officer')];
    const { id } = await at.log();
    await world().run(setup, restrictCase, { caseId: id, reason: 'safeguarding', expectedVersion: 1 });
    await world().run(one, openRestrictedCase, { id, reason: 'A complaint' });
    await tellAll(world());
    expect([await kindsFor(one), await kindsFor(other)]).to.deep.equal([[], ['case-opened']]);
  });

  describe('of an alert', () => {
    const proposal = () => ({
      customerId,
      ...({ kind: 'visit-in-pairs', advice: 'Two officers', reason: 'Threatened a visitor' } as const),
      ...{ reviewOn: '2026-11-25', until: '2026-12-24' },
    });

    it('that is proposed: all who may decide on it, but whoever proposed it', async () => {
      const [proposer, approver, adviser] = [
        await aHolder('team-leader'),
        await aHolder('team-leader'),
        await aHolder('adviser'),
      ];
      await world().run(setup, proposeAlert, proposal());
      await tellAll(world());
      expect(await kindsFor(approver)).to.deep.equal(['alert-proposed']);
      const before = await kindsFor(proposer);
      await world().run(proposer, proposeAlert, { ...proposal(), customerId: await anOrdinary() });
      await tellAll(world());
      expect(await kindsFor(approver)).to.deep.equal(['alert-proposed', 'alert-proposed']);
      expect([await kindsFor(proposer), await kindsFor(adviser)]).to.deep.equal([before, []]);
    });

    it('that is to be reviewed: whoever proposed and approved it, once for each review date', async () => {
      const { proposer, approver, id } = await anApproved();
      const due = async (actor: StaffActor): Promise<number> =>
        (await kindsFor(actor)).filter((kind) => kind === 'alert-review-due').length;
      const reviewsWatched = async (days: number): Promise<void> => {
        world().clock.set(testNow + days * DAY_MS);
        await watchReviews.run(world().kernel, {});
        await tellAll(world());
      };
      await reviewsWatched(8); // 24 November
      expect([await due(proposer), await due(approver)]).to.deep.equal([0, 0]);
      await reviewsWatched(9);
      await reviewsWatched(10);
      expect([await due(proposer), await due(approver)]).to.deep.equal([1, 1]);
      const kept = { id, expectedVersion: 2, reviewOn: '2026-12-01', until: '2026-12-24' };
      await world().run(approver, reviewAlert, kept);
      await reviewsWatched(11);
      expect(await due(approver)).to.equal(1);
      await reviewsWatched(15);
      expect(await due(approver)).to.equal(2);
    });

    it('that has ended or expired: nobody', async () => {
      const { approver, id } = await anApproved();
      const over = await anApproved();
      await world().run(approver, endAlert, { id, expectedVersion: 2, reason: 'Moved away' });
      world().clock.set(testNow + 60 * DAY_MS);
      await watchReviews.run(world().kernel, {});
      await tellAll(world());
      for (const actor of [approver, over.approver, over.proposer])
        expect(await kindsFor(actor)).to.not.include('alert-review-due');
    });

    async function anOrdinary(): Promise<string> {
      const who = { authorityId: dunmere, firstName: 'Ida', lastName: `Blake ${world().newId()}`, confirmedNew: true };
      return (await world().run(setup, createCustomer, who)).id;
    }

    async function anApproved(): Promise<{ proposer: StaffActor; approver: StaffActor; id: string }> {
      const [proposer, approver] = [await aHolder('team-leader'), await aHolder('team-leader')];
      const about = { ...proposal(), customerId: await anOrdinary() };
      const { id } = await world().run(proposer, proposeAlert, about);
      await world().run(approver, decideAlert, { id, expectedVersion: 1, decision: 'approve' });
      return { proposer, approver, id };
    }
  });
});

const allEvents = statement<
  Record<string, never>,
  { id: string; authority_id: number; topic: string; subject_id: string; payload: string }
>('select id, authority_id, topic, subject_id, payload from @outbox_events order by id');

/** Hands every event on, as the sequencer does; those that were handed on before change nothing. */
async function tellAll({ kernel }: TestWorld): Promise<void> {
  for (const event of await kernel.db.read(everyAuthority).all(allEvents, {})) {
    if (!tellStaff.topics?.includes(event.topic)) continue;
    const { id, authority_id: authorityId, topic, subject_id: subjectId } = event;
    await tellStaff.run(kernel, { id, authorityId, topic, subjectId, payload: JSON.parse(event.payload) as unknown });
  }
}
