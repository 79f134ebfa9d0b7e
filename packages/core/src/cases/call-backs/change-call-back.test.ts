import { expect } from 'chai';
import { addTeamMember } from '../../directory/index.js';
import { startInteraction } from '../../interactions/index.js';
import { createCustomer } from '../../customers/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { latest } from '../../kernel/timeline.js';
import { auditOf, codeOf, errorOf, eventsOf } from '../../testing/expectations.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { getCasePage } from '../page/page-queries.js';
import { aMember, castlebridge, caseWork, caseWorld, dunmere, setup, type CaseWorld } from '../testing/case-world.js';
import { recordAttempt, takeCallBack, withdrawCallBack } from './answer-call-back.js';
import { watchCallBacks } from './call-back-jobs.js';
import { getCallBack, listCallBackItems, listCallBacks } from './call-back-queries.js';
import { changeCallBack } from './change-call-back.js';
import { promiseCallBack } from './promise-call-back.js';

const calling = [
  ...[...caseWork, 'cases.promise-call-backs', 'cases.call-back'],
  ...['interactions.handle', 'interactions.read', 'customers.read'],
];

onBothEngines('changing a promised call-back', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let ines: StaffActor;
  let leader: StaffActor;
  let stranger: StaffActor;
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes', calling);
    ines = await aMember(world(), at.teamId, 'Ines Vale', calling);
    leader = await aMember(world(), at.otherTeamId, 'Folake Okafor', calling);
    await world().run(setup, addTeamMember, { teamId: at.otherTeamId, personId: leader.staffId, leads: true });
    stranger = await world().staff(calling, [castlebridge], 'Kwame Mensah');
  });
  beforeEach(() => world().clock.set(testNow));

  const window = { fromAt: testNow + HOUR_MS, untilAt: testNow + 2 * HOUR_MS };
  const later = { fromAt: testNow + DAY_MS, untilAt: testNow + DAY_MS + HOUR_MS };
  const whom = { name: 'Mrs Pritchard', telephone: '(01632) 960144', note: 'Which day the crew comes' };
  const promise = async (more: object = {}) => {
    const { id: caseId } = await at.log();
    const input = { about: { caseId }, by: { teamId: at.teamId }, ...whom, ...window, ...more } as never;
    return { caseId, ...(await world().run(tom, promiseCallBack, input)) };
  };
  const change = (id: string, more: object = later, actor = tom, expectedVersion = 1) =>
    world().run(actor, changeCallBack, { id, expectedVersion, reason: 'She is out until then', ...more });
  const take = (id: string, actor = ines) => world().run(actor, takeCallBack, { id, expectedVersion: 1 });
  const see = (id: string, actor = tom) => world().read(actor, getCallBack, { id });
  const toldOf = async (id: string) =>
    (await eventsOf(world(), id))
      .filter(({ topic }) => topic === 'call-back.changed')
      .map(({ payload }) => (payload as { tell: string[] }).tell);

  it('changes when, which number, whom to ask for and who calls, with a reason; what is left out stays', async () => {
    const { id, caseId } = await promise();
    expect(await change(id)).to.deep.equal({ id, version: 2 });
    const moved = await see(id);
    const reason = { changedAt: testNow, changedByName: 'Tom Reyes', changeReason: 'She is out until then' };
    expect(moved).to.deep.include({ ...later, ...reason, state: 'promised', version: 2, name: whom.name });
    await change(id, { telephone: '01632 960155', name: null, by: { personId: ines.staffId } }, ines, 2);
    const given = await see(id);
    expect(given).to.include({ telephone: '+441632960155', name: null, note: whom.note, fromAt: later.fromAt });
    expect(given.caller).to.include({ personId: ines.staffId, teamId: at.teamId });
    const { events } = (await world().read(tom, getCasePage, { id: caseId })).timeline;
    expect(events.flatMap(({ data }) => data.callBack ?? [])).to.deep.equal(['changed', 'changed', 'promised']);
    expect(events[0]?.body).to.equal('She is out until then');
  });

  it('is audited with old and new, the number and the words apart', async () => {
    const { id } = await promise();
    await change(id, { ...later, telephone: '01632 960155' });
    const audited = JSON.stringify(await auditOf(world(), id));
    expect(audited).to.include(`"was":{"fromAt":${window.fromAt},"untilAt":${window.untilAt}}`);
    expect(audited).to.include(`"is":{"fromAt":${later.fromAt},"untilAt":${later.untilAt}}`);
    expect(audited).to.not.include('9601').and.not.include('out until then');
  });

  it('tells whoever promised it, whoever was to call and whoever is to call now', async () => {
    const { id } = await promise({ by: { teamId: at.otherTeamId } });
    await change(id, { by: { personId: ines.staffId } });
    expect(await toldOf(id)).to.deep.equal([[tom.staffId, leader.staffId, ines.staffId]]);
    const mine = await world().read(ines, listCallBacks, { list: 'mine' } as never);
    expect(mine.map((each) => each.id)).to.include(id);
  });

  it('stands in the timeline of the contact’s customer', async () => {
    const caller = { authorityId: dunmere, confirmedNew: true, firstName: 'Gwen', lastName: 'Pritchard' } as const;
    const { id: customerId } = await world().run(setup, createCustomer, caller);
    const contact = { channel: 'telephone', authorityId: dunmere, customerId } as const;
    const { id: interactionId } = await world().run(tom, startInteraction, contact);
    const { id } = await promise({ about: { interactionId } });
    await change(id);
    const [item] = await world().read(tom, listCallBackItems, { customerId, from: latest, limit: 10 });
    expect(item?.text).to.equal(`${whom.note}\nChanged by Tom Reyes: She is out until then`);
  });

  it('is counted by the new time, and stays missed when the old one was over', async () => {
    const { id } = await promise();
    await change(id);
    world().clock.set(window.untilAt + 1);
    await watchCallBacks.run(world().kernel, {});
    expect((await see(id)).missedAt).to.equal(null);
    const late = await promise({ fromAt: testNow + 3 * HOUR_MS, untilAt: testNow + 3 * HOUR_MS });
    world().clock.set(testNow + 3 * HOUR_MS + 1);
    await change(late.id);
    expect(await see(late.id)).to.deep.include({ ...later, missedAt: testNow + 3 * HOUR_MS, state: 'promised' });
  });

  it('is refused once somebody rang, it ended, or somebody else took it; whoever took it still may', async () => {
    const taken = await promise();
    await take(taken.id);
    expect(await codeOf(change(taken.id, later, tom, 2))).to.equal('call_back_taken');
    expect((await see(taken.id)).mayChange).to.equal(false);
    expect((await see(taken.id, ines)).mayChange).to.equal(true);
    await change(taken.id, { by: { teamId: at.teamId } }, ines, 2);
    await change(taken.id, later, tom, 3);
    const rung = await promise();
    const again = { outcome: 'no-answer', next: later } as const;
    await world().run(ines, recordAttempt, { id: rung.id, expectedVersion: 1, ...again });
    for (const actor of [tom, ines]) expect(await codeOf(change(rung.id, window, actor, 2))).to.equal('call_back_rung');
    const ended = await promise();
    await world().run(tom, withdrawCallBack, { id: ended.id, expectedVersion: 1, reason: 'She rang herself' });
    expect(await codeOf(change(ended.id, later, tom, 2))).to.equal('call_back_ended');
  });

  it('goes to one of two who change it at once, or of whom one takes it', async () => {
    const { id } = await promise();
    const done = await Promise.allSettled([change(id), change(id, { name: 'Her son' }, ines), take(id)]);
    expect(done.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
    expect((await see(id)).version).to.equal(2);
    expect(await codeOf(change(id))).to.equal('stale_version');
  });

  it('names the box and the fix, and changes nothing then', async () => {
    const { id } = await promise();
    const fieldOf = async (more: object) => (await errorOf(change(id, more))).faults[0]?.field;
    expect(await fieldOf({ ...later, reason: '' })).to.equal('reason');
    expect(await fieldOf({})).to.equal('reason');
    expect(await fieldOf({ ...window, ...whom })).to.equal('reason');
    expect(await fieldOf({ ...later, reason: 'Card 4111 1111 1111 1111' })).to.equal('reason');
    expect(await fieldOf({ telephone: '12' })).to.equal('telephone');
    expect(await fieldOf({ by: { personId: stranger.staffId } })).to.equal('by');
    expect(await fieldOf({ untilAt: testNow - 1 })).to.equal('untilAt');
    expect(await fieldOf({ fromAt: testNow + 9 * HOUR_MS, untilAt: testNow + 10 * HOUR_MS })).to.equal('fromAt');
    expect((await see(id)).version).to.equal(1);
  });

  it('is open to the team and to whoever promised it, with the permission and at the council alone', async () => {
    const { id } = await promise({ by: { personId: ines.staffId } });
    const reader = await aMember(world(), at.teamId, 'Rhys Penn', ['cases.read']);
    const olga = await aMember(world(), at.otherTeamId, 'Olga Pryce', calling);
    expect(await codeOf(change(id, later, reader))).to.equal('not_allowed');
    expect(await codeOf(change(id, later, olga))).to.equal('call_back_of_another');
    expect(await codeOf(change(id, later, stranger))).to.equal('not_found');
    await change(id);
  });
});
