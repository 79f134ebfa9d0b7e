import { expect } from 'chai';
import { createCustomer } from '../../customers/index.js';
import { addTeamMember, setAbsence } from '../../directory/index.js';
import { startInteraction } from '../../interactions/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { everyAuthority } from '../../kernel/scope.js';
import { latest } from '../../kernel/timeline.js';
import { auditOf, codeOf, errorOf, eventsOf } from '../../testing/expectations.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { getCasePage } from '../page/page-queries.js';
import { aMember, castlebridge, caseWork, caseWorld, dunmere, setup, type CaseWorld } from '../testing/case-world.js';
import { recordAttempt, takeCallBack, withdrawCallBack } from './answer-call-back.js';
import { watchCallBacks } from './call-back-jobs.js';
import { getCallBack, listCallBackItems, listCallBacks } from './call-back-queries.js';
import { promiseCallBack } from './promise-call-back.js';

const calling = [
  ...[...caseWork, 'cases.promise-call-backs', 'cases.call-back'],
  ...['interactions.handle', 'interactions.read', 'customers.read'],
];

onBothEngines('promised call-backs', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let ines: StaffActor;
  let stranger: StaffActor;
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes', calling);
    ines = await aMember(world(), at.teamId, 'Ines Vale', calling);
    stranger = await world().staff(calling, [castlebridge], 'Kwame Mensah');
  });
  beforeEach(() => world().clock.set(testNow));

  const window = { fromAt: testNow + HOUR_MS, untilAt: testNow + 2 * HOUR_MS };
  const whom = { name: 'Mrs Pritchard', telephone: '(01632) 960144', note: 'Which day the crew comes' };
  const promise = async (more: object = {}, actor = tom) => {
    const { id: caseId } = await at.log();
    const input = { about: { caseId }, by: { teamId: at.teamId }, ...whom, ...window, ...more } as never;
    return { caseId, ...(await world().run(actor, promiseCallBack, input)) };
  };
  const attempt = (id: string, more: object, actor = ines, expectedVersion = 1) =>
    world().run(actor, recordAttempt, { id, expectedVersion, ...more } as never);
  const spoken = (id: string, actor = ines) => attempt(id, { outcome: 'spoken', note: 'Thursday' }, actor);
  const take = (id: string, actor = ines, expectedVersion = 1) =>
    world().run(actor, takeCallBack, { id, expectedVersion });
  const withdraw = (id: string, actor = tom) =>
    world().run(actor, withdrawCallBack, { id, expectedVersion: 1, reason: 'She rang herself' });
  const see = (id: string, actor = tom) => world().read(actor, getCallBack, { id });
  const idsOf = async (list: string, actor: StaffActor) =>
    (await world().read(actor, listCallBacks, { list } as never)).map(({ id }) => id);
  const passTime = () => watchCallBacks.run(world().kernel, {});
  const topicsOf = async (id: string) => (await eventsOf(world(), id)).map(({ topic }) => topic);
  const fieldOf = async (more: object) => (await errorOf(promise(more))).faults[0]?.field;

  it('are found by their team until somebody takes one, and kept by whoever speaks to the customer in time', async () => {
    const { id, caseId } = await promise();
    expect(await idsOf('mine', ines)).to.include(id);
    expect(await see(id)).to.deep.include({ telephone: '+441632960144', state: 'promised', missedAt: null });
    await take(id);
    expect(await idsOf('mine', tom)).to.not.include(id);
    expect(await idsOf('teams', tom)).to.include(id);
    world().clock.set(window.untilAt);
    await attempt(id, { outcome: 'spoken', note: 'Thursday' }, ines, 2);
    const kept = await see(id);
    expect(kept).to.deep.include({ state: 'spoken', missedAt: null, endedByName: 'Ines Vale', result: 'Thursday' });
    expect(kept.attempts.map(({ byName, outcome }) => [byName, outcome])).to.deep.equal([['Ines Vale', 'spoken']]);
    expect(await topicsOf(id)).to.deep.equal(['call-back.promised', 'call-back.taken', 'call-back.ended']);
    const { events } = (await world().read(tom, getCasePage, { id: caseId })).timeline;
    expect(events.flatMap(({ data }) => data.callBack ?? [])).to.deep.equal(['spoken', 'promised']);
    const audited = await auditOf(world(), id);
    expect(JSON.stringify(audited)).to.include(caseId).and.not.include('960144').and.not.include('Pritchard');
    expect(await idsOf('ended', tom)).to.include(id);
  });

  it('are tried again after no answer, at another time, and end when nobody tries again', async () => {
    const { id } = await promise();
    const next = { fromAt: testNow + DAY_MS, untilAt: testNow + DAY_MS + HOUR_MS };
    await attempt(id, { outcome: 'no-answer', note: 'Rang out', next });
    expect(await see(id)).to.deep.include({ ...next, state: 'promised', missedAt: null });
    await attempt(id, { outcome: 'no-answer' }, ines, 2);
    expect(await see(id)).to.deep.include({ state: 'not-reached', missedAt: null });
    expect((await see(id)).attempts.map((each) => each.next)).to.deep.equal([null, next]);
    expect(await codeOf(attempt(id, { outcome: 'spoken' }, ines, 3))).to.equal('call_back_ended');
  });

  it('are missed once their time is over, for good, and then who leads the team is told', async () => {
    const leader = await aMember(world(), at.otherTeamId, 'Folake Okafor', calling);
    const leading = { teamId: at.otherTeamId, personId: leader.staffId, leads: true };
    await world().run(setup, addTeamMember, leading);
    const { id } = await promise({ by: { teamId: at.otherTeamId } });
    world().clock.set(window.untilAt);
    await passTime();
    expect((await see(id)).missedAt).to.equal(null);
    world().clock.set(window.untilAt + MINUTE_MS);
    await passTime();
    await passTime();
    expect(await see(id)).to.deep.include({ state: 'promised', missedAt: window.untilAt });
    const missed = (await eventsOf(world(), id)).filter(({ topic }) => topic === 'call-back.missed');
    expect(missed.map(({ payload }) => (payload as { tell: string[] }).tell)).to.deep.equal([[leader.staffId]]);
    await attempt(id, { outcome: 'spoken' }, leader, 2);
    expect(await see(id)).to.deep.include({ state: 'spoken', missedAt: window.untilAt });
  });

  it('are missed by whoever rings late, though nobody had looked yet', async () => {
    const { id } = await promise();
    world().clock.set(window.untilAt + 1);
    await spoken(id);
    expect(await see(id)).to.deep.include({ state: 'spoken', missedAt: window.untilAt });
    expect(await topicsOf(id)).to.include.members(['call-back.missed', 'call-back.ended']);
  });

  it('have one who rings, and one end, when two take one, a third withdraws it and its time is over at once', async () => {
    for (let times = 0; times < 3; times += 1) {
      const { id } = await promise();
      const ways = [() => spoken(id), () => spoken(id, tom), () => withdraw(id), () => take(id, tom)];
      const done = await Promise.allSettled([...ways.slice(times), ...ways.slice(0, times)].map((way) => way()));
      expect(done.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
      expect((await see(id)).attempts.length).to.be.at.most(1);
      expect((await see(id)).version).to.equal(2);
    }
    const { id } = await promise();
    await take(id);
    expect(await codeOf(take(id, tom))).to.equal('stale_version');
    world().clock.set(window.untilAt + 1);
    await Promise.allSettled([attempt(id, { outcome: 'spoken' }, ines, 2), passTime()]);
    await passTime();
    expect((await topicsOf(id)).filter((topic) => topic === 'call-back.missed')).to.have.length(1);
  });

  it('are for the person who promised one; whoever stands in for them finds it among their own', async () => {
    const { id } = await promise({ by: { personId: tom.staffId } });
    expect(await idsOf('mine', tom)).to.include(id);
    expect(await idsOf('mine', ines)).to.not.include(id);
    const olga = await aMember(world(), at.otherTeamId, 'Olga Pryce', calling);
    expect(await codeOf(spoken(id, olga))).to.equal('call_back_of_another');
    await world().run(tom, setAbsence, { fromOn: '2026-11-16', toOn: '2026-11-17', deputyId: ines.staffId });
    expect(await idsOf('mine', ines)).to.include(id);
    await spoken(id);
    expect(await see(id)).to.include({ state: 'spoken', endedByName: 'Ines Vale' });
  });

  it('stand in the timeline of the contact’s customer, and name nobody once the record is restricted', async () => {
    const caller = { authorityId: dunmere, confirmedNew: true, firstName: 'Gwen', lastName: 'Pritchard' } as const;
    const { id: customerId } = await world().run(setup, createCustomer, caller);
    const { id: interactionId } = await world().run(tom, startInteraction, {
      ...{ channel: 'telephone', authorityId: dunmere, customerId },
    });
    const { id } = await promise({ about: { interactionId } });
    expect(await see(id)).to.include({ interactionId, caseId: null, name: 'Mrs Pritchard' });
    const timeline = () => world().read(tom, listCallBackItems, { customerId, from: latest, limit: 10 });
    expect((await timeline())[0]).to.deep.include({ id, by: 'Tom Reyes', text: whom.note });
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('customers', { id: customerId }, { restriction: 'safeguarding' }),
    );
    const kept = { isKeptBack: true, name: null, telephone: null, note: null };
    expect(await see(id)).to.deep.include({ ...kept, mayCall: false });
    for (const list of ['mine', 'teams', 'all'])
      expect((await world().read(tom, listCallBacks, { list } as never)).find((each) => each.id === id)).to.include(
        kept,
      );
    expect((await timeline())[0]?.text).to.equal(null);
  });

  it('are refused where something is missing or can’t be, naming the box and the fix', async () => {
    expect(await fieldOf({ telephone: '' })).to.equal('telephone');
    expect(await fieldOf({ telephone: '12' })).to.equal('telephone');
    expect(await fieldOf({ note: 'Card 4111 1111 1111 1111' })).to.equal('note');
    expect(await fieldOf({ fromAt: testNow - HOUR_MS, untilAt: testNow })).to.equal('untilAt');
    expect(await fieldOf({ by: { personId: stranger.staffId } })).to.equal('by');
    expect(await fieldOf({ by: { teamId: world().newId() } })).to.equal('by');
    const evening = { fromAt: testNow + 9 * HOUR_MS, untilAt: testNow + 10 * HOUR_MS };
    const closed = (await errorOf(promise(evening))).faults[0];
    expect(closed).to.deep.equal({
      field: 'fromAt',
      message: 'Choose office hours for a team. The next begin tomorrow 9am',
    });
    await promise({ ...evening, by: { personId: tom.staffId } });
    const { id } = await promise();
    const again = attempt(id, { outcome: 'no-answer', next: { fromAt: testNow - 2, untilAt: testNow - 1 } });
    expect((await errorOf(again)).faults[0]?.field).to.equal('next.untilAt');
    expect((await errorOf(attempt(id, { outcome: 'shouted' }))).faults[0]?.field).to.equal('outcome');
    expect(await codeOf(take(id, ines, 9))).to.equal('stale_version');
  });

  it('are neither made, taken nor seen without the permission, or at another council', async () => {
    const { id, caseId } = await promise();
    const reader = await aMember(world(), at.teamId, 'Rhys Penn', ['cases.read']);
    for (const way of [() => spoken(id, reader), () => take(id, reader), () => withdraw(id, reader)])
      expect(await codeOf(way())).to.equal('not_allowed');
    expect(await codeOf(promise({ about: { caseId } }, reader))).to.equal('not_allowed');
    for (const way of [() => spoken(id, stranger), () => take(id, stranger), () => withdraw(id, stranger)])
      expect(await codeOf(way())).to.equal('not_found');
    expect(await codeOf(see(id, stranger))).to.equal('not_found');
    expect(await codeOf(promise({ about: { caseId } }, stranger))).to.equal('not_found');
    expect(await idsOf('all', stranger)).to.deep.equal([]);
    expect(await see(id)).to.include({ state: 'promised', version: 1 });
  });
});
