import { expect } from 'chai';
import { getCasePage, restrictCase } from '../cases/index.js';
import { addRota, addTeamMember, endAbsence, setAbsence } from '../directory/index.js';
import { HOUR_MS, MINUTE_MS } from '../kernel/clock.js';
import type { StaffActor } from '../kernel/actor.js';
import { assignRole } from '../access/index.js';
import { castlebridge, caseWork, caseWorld, dunmere, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';
import { onBothEngines, testNow } from '../testing/harness.js';
import { answerCallOut, recordRing } from './commands/answer-call-out.js';
import { ringAgain, standDown } from './commands/stand-down.js';
import { startCallOut } from './commands/start-call-out.js';
import { watchCallOuts } from './jobs.js';
import { getCallOut, listCallOuts } from './queries.js';

const whenShut = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const ringing = ['call-outs.read', 'call-outs.start', 'directory.read'];

onBothEngines('emergency call-outs', (world) => {
  let at: CaseWorld;
  let adviser: StaffActor;
  let tom: StaffActor;
  let ines: StaffActor;
  let lena: StaffActor;
  const evening = testNow + 8 * HOUR_MS;
  before(async () => {
    at = await caseWorld(world());
    const may = [...caseWork, ...ringing];
    adviser = await world().staff(may, [dunmere], 'Mair Bowen');
    tom = await aMember('Tom Reyes', may);
    ines = await aMember('Ines Vale', may);
    lena = await aMember('Lena Marsh', may, true);
    await world().run(await world().staff(['directory.keep-rotas'], [dunmere]), addRota, {
      ...{ authorityId: dunmere, name: 'Nights', teamId: at.teamId, hours: whenShut },
      ...{ weeks: [[tom.staffId, ines.staffId]], startsOn: '2026-11-09', changesAtMinute: 540, answerMinutes: 5 },
    });
  });
  beforeEach(() => world().clock.set(evening));

  /** Of the team, and listed in the directory. */
  const aMember = async (name: string, may: readonly string[], leads = false): Promise<StaffActor> => {
    const actor = await world().staff(may, [dunmere], name);
    const personId = actor.staffId;
    await world().run(setup, assignRole, { personId, authority: 'dunmere', role: 'officer' });
    await world().run(setup, addTeamMember, { teamId: at.teamId, personId, leads });
    return actor;
  };
  const start = async (more: object = {}, actor = adviser) => {
    const { id: caseId } = await at.log();
    const input = { about: { caseId }, reason: 'A tree is across the road', place: 'Mill Lane', ...more };
    return { caseId, ...(await world().run(actor, startCallOut, input)) };
  };
  const see = (id: string, actor = adviser) => world().read(actor, getCallOut, { id });
  const answer = (id: string, actor: StaffActor, said: 'accepted' | 'declined' = 'accepted') =>
    world().run(actor, answerCallOut, { id, answer: said });
  const record = (id: string, expectedVersion: number, more: object, actor = adviser) =>
    world().run(actor, recordRing, { id, expectedVersion, ...more } as never);
  const pass = async (minutes: number) => {
    world().clock.advance(minutes * MINUTE_MS);
    await watchCallOuts.run(world().kernel, {});
  };
  const nowOf = async (id: string) => {
    const { rings, ringing: place } = await see(id);
    return rings.find((ring) => ring.place === place)?.personName;
  };
  const eventsIn = async (id: string) =>
    (await eventsOf(world(), id)).map(({ topic, payload }) => [topic, (payload as { tell: string[] }).tell]);
  const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code;
  const idsOf = async (list: string, actor = adviser) =>
    (await world().read(actor, listCallOuts, { list } as never)).items.map(({ id }) => id);

  it('ring down the list, on to the next after each one’s minutes, and end with the first who accepts', async () => {
    const { id, caseId } = await start();
    const began = await see(id);
    expect(began.rings.map(({ personName, role, minutes }) => [personName, role, minutes])).to.deep.equal([
      ['Tom Reyes', 'on-duty', 5],
      ['Ines Vale', 'next', 5],
      ['Lena Marsh', 'escalation', 5],
    ]);
    expect(began).to.include({ state: 'ringing', ringing: 1, dueAt: evening + 5 * MINUTE_MS, isGap: false });
    expect(await idsOf('mine', tom)).to.include(id);
    await pass(4);
    expect(await nowOf(id)).to.equal('Tom Reyes');
    await pass(1);
    expect(await nowOf(id)).to.equal('Ines Vale');
    await pass(0);
    expect(await nowOf(id), 'the job after a restart changes nothing more').to.equal('Ines Vale');
    await answer(id, ines);
    const ended = await see(id);
    expect(ended).to.include({ state: 'accepted', endedByName: 'Ines Vale', dueAt: null, mayAnswer: false });
    expect(ended.rings.map(({ outcome }) => outcome)).to.deep.equal(['unanswered', 'accepted', null]);
    expect(await eventsIn(id)).to.deep.equal([
      ['call-out.started', []],
      ['call-out.rung', [tom.staffId]],
      ['call-out.rung', [ines.staffId]],
      ['call-out.accepted', [tom.staffId, adviser.staffId]],
    ]);
    const { events } = (await world().read(adviser, getCasePage, { id: caseId })).timeline;
    expect(events.flatMap(({ data }) => data.callOut ?? [])).to.deep.equal(['accepted', 'started']);
    const audited = await auditOf(world(), id);
    expect(audited.map(({ action }) => action)).to.include.members([
      ...['call-outs.start-call-out', 'call-outs.pass-over-ring', 'call-outs.answer-call-out'],
    ]);
    expect(JSON.stringify(audited)).not.to.include('Mill Lane');
    expect(await idsOf('ended')).to.include(id);
  });

  it('are accepted once: whoever comes second is told, however close they are', async () => {
    const { id } = await start();
    const both = await Promise.allSettled([answer(id, tom), answer(id, ines)]);
    const refused = both.filter((one) => one.status === 'rejected').map(({ reason }) => (reason as Error).message);
    expect(refused).to.have.length(1);
    expect((await see(id)).state).to.equal('accepted');
    expect(await codeOf(answer(id, lena))).to.equal('call_out_ended');
    expect(await codeOf(record(id, 2, { place: 2, outcome: 'accepted' }))).to.equal('call_out_ended');
  });

  it('are answered by telephone, as the adviser records; a declined one goes on at once', async () => {
    const { id, version } = await start();
    const { version: second } = await record(id, version, { place: 1, outcome: 'declined', note: 'Ill' });
    expect(await nowOf(id)).to.equal('Ines Vale');
    expect(await codeOf(record(id, version, { place: 2, outcome: 'accepted' }))).to.equal('stale_version');
    const { version: third } = await record(id, second, { place: 2, outcome: 'not-reached' });
    expect(await nowOf(id)).to.equal('Lena Marsh');
    await record(id, third, { place: 1, outcome: 'accepted', note: 'Better: on his way' });
    const ended = await see(id);
    expect(ended).to.include({ state: 'accepted', endedByName: 'Tom Reyes' });
    expect(ended.rings[0]).to.include({ saidByName: 'Mair Bowen', note: 'Better: on his way' });
  });

  it('stay open when nobody is left, tell those in charge, and are rung again or stood down', async () => {
    const { id } = await start();
    for (const minutes of [5, 5, 5]) await pass(minutes);
    const exhausted = await see(id);
    expect(exhausted).to.include({ state: 'exhausted', dueAt: null, endedAt: null });
    expect((await eventsIn(id)).at(-1)).to.deep.equal(['call-out.exhausted', [lena.staffId, adviser.staffId]]);
    expect(await idsOf('open')).to.include(id);
    const { version } = await world().run(adviser, ringAgain, { id, expectedVersion: exhausted.version });
    expect((await see(id)).rings).to.have.length(6);
    expect(await nowOf(id)).to.equal('Tom Reyes');
    await world().run(adviser, standDown, { id, expectedVersion: version, reason: 'The owner moved it' });
    expect(await see(id)).to.include({ state: 'stood-down', result: 'The owner moved it' });
    const twice = world().run(adviser, standDown, { id, expectedVersion: version + 1, reason: 'Again' });
    expect(await codeOf(twice)).to.equal('call_out_ended');
  });

  it('go to those in charge at once, and say so, while nobody is on duty', async () => {
    world().clock.set(testNow);
    const { id } = await start();
    const gap = await see(id);
    expect(gap.isGap).to.equal(true);
    expect(gap.rings.map(({ personName, role }) => [personName, role])).to.deep.equal([['Lena Marsh', 'escalation']]);
    const { id: nobody } = await world().run(adviser, startCallOut, {
      ...{ about: { authorityId: dunmere }, reason: 'A flood' },
    });
    expect(await see(nobody)).to.deep.include({ state: 'exhausted', isGap: true, rings: [] });
    expect((await eventsIn(nobody)).at(-1)?.[1]).to.include(lena.staffId);
  });

  it('ring the deputy of whoever is away', async () => {
    const deputy = await aMember('Dai Probert', [...caseWork, ...ringing]);
    const away = { deputyId: deputy.staffId, fromOn: '2026-11-16', toOn: '2026-11-16' };
    const { version } = await world().run(tom, setAbsence, away);
    const { id } = await start();
    expect((await see(id)).rings[0]).to.include({ personName: 'Dai Probert', role: 'deputy' });
    await world().run(tom, endAbsence, { expectedVersion: version });
  });

  it('are answered by nobody who is not on the list, and begun by nobody without the permission', async () => {
    const { id } = await start();
    expect(await codeOf(answer(id, adviser))).to.equal('call_out_of_others');
    const reader = await world().staff(['call-outs.read', ...caseWork], [dunmere]);
    expect(await codeOf(start({}, reader))).to.equal('not_allowed');
    const stranger = await world().staff([...caseWork, ...ringing], [castlebridge]);
    expect(await codeOf(see(id, stranger))).to.equal('not_found');
    expect(await codeOf(answer(id, stranger))).to.equal('not_found');
    expect(await idsOf('open', stranger)).to.not.include(id);
    expect(await codeOf(start({ about: { authorityId: castlebridge } }))).to.equal('not_found');
  });

  it('name each field that is wrong, and write nothing', async () => {
    const before = (await idsOf('open')).length;
    const fieldOf = async (more: object) => (await errorOf(start(more))).faults[0]?.field;
    expect(await fieldOf({ reason: ' ' })).to.equal('reason');
    expect(await fieldOf({ reason: 'Card 4111 1111 1111 1111' })).to.equal('reason');
    expect(await fieldOf({ place: 'x'.repeat(301) })).to.equal('place');
    expect((await idsOf('open')).length).to.equal(before);
  });

  it('of a restricted case are for its team, whoever began them and whoever is rung', async () => {
    const { id, caseId } = await start();
    await world().run(await aMember('Rhys Cole', [...caseWork, 'cases.restrict']), restrictCase, {
      caseId,
      reason: 'safeguarding',
      expectedVersion: 1,
    });
    const other = await world().staff([...caseWork, ...ringing], [dunmere]);
    expect(await codeOf(see(id, other))).to.equal('not_found');
    expect(await see(id, adviser)).to.include({ reason: 'A tree is across the road', reference: null });
    expect(await see(id, tom)).to.include({ place: 'Mill Lane' });
    const told = await world().staff([...caseWork, ...ringing, 'cases.read-restricted'], [dunmere]);
    expect(await see(id, told)).to.include({ reason: null, place: null, mayLead: false });
  });

  it('are listed by their rota page by page, the latest first, also those of long ago', async () => {
    const ids: string[] = [];
    for (const day of [1, 21, 41]) {
      world().clock.set(evening + day * 24 * HOUR_MS);
      const { id } = await start();
      await answer(id, ines);
      ids.unshift(id);
    }
    const { rotaId } = await see(ids[0] ?? '');
    const page = (cursor?: string) =>
      world().read(adviser, listCallOuts, { list: 'ended', rotaId: rotaId ?? '', limit: 2, cursor });
    const first = await page();
    const rest = await page(first.nextCursor ?? '');
    expect([...first.items, ...rest.items].map(({ id }) => id).slice(0, 3)).to.deep.equal(ids);
    expect((await world().read(adviser, listCallOuts, { list: 'ended' })).items.map(({ id }) => id))
      .to.include(ids[1])
      .and.not.include(ids[2]);
  });
});
