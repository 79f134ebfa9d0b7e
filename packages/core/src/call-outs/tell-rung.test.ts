import { expect } from 'chai';
import { AdapterError, type NotificationOutcome } from '@moothall/adapter-sdk';
import { createDispatcher } from '../adapters/index.js';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import { aMessageFarEnd, connectedTo } from '../testing/far-end.js';
import { restrictCase } from '../cases/index.js';
import { addRota, addTeamMember } from '../directory/index.js';
import { assignRole } from '../access/index.js';
import type { StaffActor } from '../kernel/actor.js';
import { HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import { caseWork, caseWorld, dunmere, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, eventsOf } from '../testing/expectations.js';
import { onBothEngines, testNow } from '../testing/harness.js';
import { everyAuthority } from '../kernel/scope.js';
import { answerCallOut } from './commands/answer-call-out.js';
import { startCallOut } from './commands/start-call-out.js';
import { recordRingMessage } from './commands/record-ring-message.js';
import { messageWords } from './words.js';
import { tellRung, watchCallOuts } from './jobs.js';
import { ringCourier } from './ring-courier.js';
import { getCallOut } from './queries.js';
import { roughPlace } from './ring-message.js';

const whenShut = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };

describe('the place of a call-out in a message', () => {
  it('leaves the door, the rest of the postcode and any number out', () => {
    const place = 'Flat 2, 14a Mill Lane, Dunmere, DM4 2LL, ring 07700 900144';
    expect(roughPlace(place)).to.equal('Mill Lane, Dunmere, DM4, ring');
    expect(roughPlace('A38 by the bridge')).to.equal('A38 by the bridge');
    expect(roughPlace('7')).to.equal('');
  });
});

onBothEngines('the message to whoever is rung', (world) => {
  let at: CaseWorld;
  let adviser: StaffActor;
  let tom: StaffActor;
  let ines: StaffActor;
  before(async () => {
    at = await caseWorld(world());
    const may = [...caseWork, 'call-outs.read', 'call-outs.start', 'directory.read'];
    adviser = await world().staff(may, [dunmere], 'Mair Bowen');
    tom = await aMember('Tom Reyes', may, { telephone: '+447700900144', email: 'tom@dunmere.example' });
    ines = await aMember('Ines Vale', may, { telephone: '+441632960101', email: 'ines@dunmere.example' });
    const nobody = await aMember('Lena Marsh', may, { telephone: null, email: null });
    await world().run(await world().staff(['directory.keep-rotas'], [dunmere]), addRota, {
      ...{ authorityId: dunmere, name: 'Nights', teamId: at.teamId, hours: whenShut, answerMinutes: 5 },
      ...{ weeks: [[tom.staffId, ines.staffId, nobody.staffId]], startsOn: '2026-11-09', changesAtMinute: 540 },
    });
  });
  beforeEach(() => world().clock.set(testNow + 8 * HOUR_MS));

  const aMember = async (name: string, may: readonly string[], reach: object): Promise<StaffActor> => {
    const actor = await world().staff(may, [dunmere], name);
    const personId = actor.staffId;
    await world().kernel.db.write(everyAuthority, (db) => db.update('people', { id: personId }, { ...reach }));
    await world().run(setup, assignRole, { personId, authority: 'dunmere', role: 'officer' });
    await world().run(setup, addTeamMember, { teamId: at.teamId, personId, leads: false });
    return actor;
  };
  const farEnd = (answer: null | Error = null) => aMessageFarEnd([answer], { channels: ['text', 'email'] });
  const start = async () => {
    const { id: caseId, reference } = await at.log();
    const input = { about: { caseId }, reason: 'Joan Prosser is trapped', place: '14 Mill Lane, DM4 2LL' };
    return { caseId, reference, ...(await world().run(adviser, startCallOut, input)) };
  };
  /** What the worker does with the last ringing. */
  const deliver = async (id: string, ...ends: readonly { adapter: ConfiguredAdapter }[]) => {
    const kernel = connectedTo(world().kernel, ...ends.map(({ adapter }) => adapter));
    const rung = (await eventsOf(world(), id)).filter(({ topic }) => topic === 'call-out.rung').at(-1);
    await tellRung.run(kernel, { payload: rung?.payload });
    await createDispatcher(kernel, [ringCourier]).runDue();
  };
  const pass = async (minutes: number) => {
    world().clock.advance(minutes * MINUTE_MS);
    await watchCallOuts.run(world().kernel, {});
  };
  const messagesOf = async (id: string) =>
    (await world().read(adviser, getCallOut, { id })).rings.map(({ message }) => message?.state ?? null);

  it('goes by text to a mobile number, else by mail, once each, with the street and no name', async () => {
    const { id, reference } = await start();
    const end = farEnd();
    expect(await messagesOf(id)).to.deep.equal(['waiting', null, null]);
    await deliver(id, end);
    await deliver(id, end);
    await pass(5);
    await deliver(id, end);
    expect(end.got.map(({ channel, address }) => [channel, address])).to.deep.equal([
      ['text', '+447700900144'],
      ['email', 'ines@dunmere.example'],
    ]);
    expect(end.got[0]?.body).to.include(`You are called out: ${reference}, Mill Lane, DM4.`).and.include('6:05pm');
    expect(JSON.stringify(end.got)).to.not.include('Joan').and.not.include('14 Mill').and.not.include('2LL');
    expect(await messagesOf(id)).to.deep.equal(['sent', 'sent', null]);
    await pass(5);
    expect(await messagesOf(id), 'neither in the directory').to.deep.equal(['sent', 'sent', 'no-address']);
    const audited = await auditOf(world(), id);
    expect(audited.map(({ action }) => action)).to.include('call-outs.record-ring-message');
    expect(JSON.stringify(audited)).to.not.include('900144');
  });

  it('says whether it arrived, as far as its sender tells', async () => {
    const { id } = await start();
    let outcome: NotificationOutcome = 'not-reached';
    const became = () => [{ reference: 'R1', outcome }];
    const end = aMessageFarEnd(['R1'], { channels: ['text', 'email'], became });
    await deliver(id, end);
    const lookAfter = async () => {
      world().clock.advance(10 * MINUTE_MS);
      await createDispatcher(connectedTo(world().kernel, end.adapter), [ringCourier]).lookAfter();
      return (await world().read(adviser, getCallOut, { id })).rings[0];
    };
    const ring = await lookAfter();
    expect(ring?.message).to.include({ state: 'undelivered', detail: 'it could not be reached' });
    expect(ring && messageWords(ring)).to.equal('Text message not delivered: it could not be reached');
    outcome = 'delivered';
    const later = { ringId: ring?.id ?? '', state: 'delivered' } as const;
    await world().run(setup, recordRingMessage, later);
    await world().run(setup, recordRingMessage, { ...later, state: 'undelivered' });
    expect((await messagesOf(id))[0]).to.equal('delivered');
  });

  it('fails on the record alone: the ringing goes on, and is accepted as ever', async () => {
    const { id } = await start();
    await deliver(id, farEnd(new AdapterError('refused', 'That number takes no texts')));
    expect((await world().read(adviser, getCallOut, { id })).rings[0]?.message).to.include({
      state: 'failed',
    });
    await pass(5);
    await deliver(id);
    expect(await messagesOf(id), 'nothing sends it').to.deep.equal(['failed', 'waiting', null]);
    await world().run(ines, answerCallOut, { id, answer: 'accepted' });
    expect(await world().read(adviser, getCallOut, { id })).to.include({ state: 'accepted' });
  });

  it('is not sent any more once somebody answered, and says nothing of a restricted case', async () => {
    const { id } = await start();
    const end = farEnd();
    await world().run(tom, answerCallOut, { id, answer: 'accepted' });
    await deliver(id, end);
    expect([end.got.length, (await messagesOf(id))[0]]).to.deep.equal([0, 'late']);
    const { id: other, caseId, reference } = await start();
    const restricting = await world().staff([...caseWork, 'cases.restrict'], [dunmere]);
    await world().run(setup, addTeamMember, { teamId: at.teamId, personId: restricting.staffId, leads: false });
    await world().run(restricting, restrictCase, { caseId, reason: 'safeguarding', expectedVersion: 1 });
    await deliver(other, end);
    expect(end.got[0]?.body).to.include('an emergency').and.not.include(reference).and.not.include('Mill Lane');
  });
});
