import { expect } from 'chai';
import type { StaffActor } from '../../kernel/actor.js';
import { systemActor } from '../../kernel/actor.js';
import { HOUR_MS } from '../../kernel/clock.js';
import { auditOf, errorOf } from '../../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, startHttp, hiddenField, type Browser, type TestHttp } from '../../testing/http.js';
import { addTeam } from '../commands/add-team.js';
import { addTeamMember } from '../commands/add-team-member.js';
import { officeHours } from '../entries/working-hours.js';
import { findRoute } from '../route-query.js';
import { getRota, listRotas, whoIsOnDuty } from './duty-queries.js';
import { addRota, changeRota, dropSwap, endRota, swapDuty } from './keep-rota.js';

const keeping = ['directory.read', 'directory.keep-rotas'];
const setup = systemActor('sets up a test');

onBothEngines('duty rotas', (world) => {
  let http: TestHttp;
  let desk: Browser;
  let leader: StaffActor;
  let teamId = '';
  let tom = '';
  let ines = '';
  before(async () => {
    http = await startHttp(world());
    const person = async (name: string, role: 'officer' | 'team-leader') =>
      (await addPerson(world(), { name, roles: [['dunmere', role]] })).personId;
    tom = await person('Tom Reyes', 'officer');
    ines = await person('Ines Vale', 'officer');
    desk = await http.signIn(await person('Folake Okafor', 'team-leader'));
    leader = await world().staff(keeping, [dunmere], 'Mair Bowen');
    const team = { authorityId: dunmere, key: 'drains', name: 'Drainage', purpose: 'Clears blocked drains' };
    ({ id: teamId } = await world().run(setup, addTeam, team));
    await world().run(setup, addTeamMember, { teamId, personId: tom });
  });
  beforeEach(() => world().clock.set(testNow));
  after(() => http.close());
  const evening = testNow + 8 * HOUR_MS;

  const content = () => ({
    ...{ name: 'Drains out of hours', teamId, lgsl: [], hours: officeHours as never, weeks: [[tom, ines]] },
    ...{ startsOn: '2026-11-09', changesAtMinute: 540 },
  });
  const add = (more: object = {}, actor = leader) =>
    world().run(actor, addRota, { authorityId: dunmere, ...content(), ...more });
  const namesNow = async (more: object = { teamId }) =>
    (await world().read(leader, whoIsOnDuty, { authorityId: dunmere, ...more }))?.people.map(
      ({ person }) => person.name,
    );
  const fieldOf = async (more: object) => (await errorOf(add(more))).faults[0]?.field.split('.')[0];
  const end = async (id: string, expectedVersion = 1) => world().run(leader, endRota, { id, expectedVersion });

  it('say who is asked once the office is shut, in their order, and are the directory’s answer then, with reasons', async () => {
    const { id } = await add();
    expect(await namesNow()).to.equal(undefined);
    world().clock.set(evening);
    expect(await namesNow()).to.deep.equal(['Tom Reyes', 'Ines Vale']);
    expect(await namesNow({})).to.equal(undefined);
    const route = await world().read(leader, findRoute, { words: '', teamId, authorityId: dunmere });
    expect(route?.record.name).to.equal('Tom Reyes');
    expect(route?.availability).to.include({ state: 'here', until: testNow + 23 * HOUR_MS });
    expect(route?.reasons[0]).to.equal('On duty: Drains out of hours');
    await end(id);
    expect(await namesNow()).to.equal(undefined);
    expect((await auditOf(world(), id)).map(({ action }) => action)).to.deep.equal([
      ...['directory.add-rota', 'directory.end-rota'],
    ]);
  });

  it('are swapped for days, and swapped back; nobody is stood in for twice', async () => {
    const { id } = await add();
    const swap = { rotaId: id, personId: tom, standsInId: leader.staffId, fromOn: '2026-11-16', toOn: '2026-11-17' };
    const stranger = world().newId();
    expect((await errorOf(world().run(leader, swapDuty, { ...swap, standsInId: stranger }))).faults[0]?.field).to.equal(
      'standsInId',
    );
    const done = await world().run(leader, swapDuty, { ...swap, standsInId: ines });
    expect((await errorOf(world().run(leader, swapDuty, { ...swap, standsInId: ines }))).faults[0]?.field).to.equal(
      'fromOn',
    );
    world().clock.set(evening);
    expect(await namesNow()).to.deep.equal(['Ines Vale']);
    await world().run(leader, dropSwap, { rotaId: id, swapId: done.id });
    expect(await namesNow()).to.deep.equal(['Tom Reyes', 'Ines Vale']);
    const again = world().run(leader, dropSwap, { rotaId: id, swapId: done.id });
    expect((await errorOf(again)).code).to.equal('not_found');
    await end(id);
  });

  it('are changed by one of two at once, and refused where something is wrong, naming the box', async () => {
    const { id } = await add();
    const change = (name: string) => world().run(leader, changeRota, { id, expectedVersion: 1, ...content(), name });
    const both = await Promise.allSettled([change('One'), change('Two')]);
    expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await world().read(leader, getRota, { id })).rota.version).to.equal(2);
    expect(await fieldOf({ weeks: [[]] })).to.equal('weeks');
    expect(await fieldOf({ weeks: [[world().newId()]] })).to.equal('weeks');
    expect(await fieldOf({ teamId: world().newId() })).to.equal('teamId');
    expect(await fieldOf({ startsOn: 'soon' })).to.equal('startsOn');
    await end(id, 2);
    const swap = { rotaId: id, personId: tom, standsInId: ines, fromOn: '2026-11-16', toOn: '2026-11-17' };
    expect((await errorOf(world().run(leader, swapDuty, swap))).code).to.equal('rota_ended');
    expect((await errorOf(end(id, 3))).code).to.equal('rota_ended');
    world().clock.set(evening);
    const { now, warnings } = await world().read(leader, getRota, { id });
    expect({ now, warnings }).to.deep.equal({ now: null, warnings: [] });
  });

  it('are kept by those who may, of their own council', async () => {
    const { id } = await add();
    const reader = await world().staff(['directory.read'], [dunmere]);
    const stranger = await world().staff(keeping, [castlebridge]);
    expect((await errorOf(add({}, reader))).code).to.equal('not_allowed');
    expect((await errorOf(add({}, stranger))).code).to.equal('not_found');
    const ending = (actor: StaffActor) => world().run(actor, endRota, { id, expectedVersion: 1 });
    expect((await errorOf(ending(reader))).code).to.equal('not_allowed');
    expect((await errorOf(ending(stranger))).code).to.equal('not_found');
    expect((await errorOf(world().read(stranger, getRota, { id }))).code).to.equal('not_found');
    const abroad = world().read(stranger, listRotas, { authorityId: dunmere });
    expect((await errorOf(abroad)).code).to.equal('not_found');
    await end(id);
  });

  it('are written by name on their page, which says who is not known, and who wrote meanwhile', async () => {
    const typed = { name: 'Nights', teamId, startsOn: '2026-11-16', changesAt: '9am' };
    const page = `/desk/directory/rotas/new?authority=${dunmere}`;
    const wrong = await desk.post(page, { ...typed, weeks: 'Tom Reyes, Nobody Atall\n-' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text)
      .to.include('Nobody in the directory is called “Nobody Atall”')
      .and.include('Tom Reyes, Nobody Atall');
    const added = await desk.post(page, { ...typed, weeks: 'Tom Reyes, Ines Vale\n-' });
    expect(added.status).to.equal(303);
    const href = added.location ?? '';
    const shown = await desk.get(href);
    expect(shown.text).to.include('Tom Reyes, Ines Vale\n-').and.include('Nobody is on duty for Nights');
    const list = await desk.get('/desk/directory/rotas');
    expect(list.text).to.include('Nights').and.include('Nobody is on duty now');
    const version = hiddenField(shown.text, 'version');
    await desk.post(href, { ...typed, name: 'Later', weeks: 'Ines Vale', version });
    const late = await desk.post(href, { ...typed, name: 'Latest', weeks: 'Tom Reyes', version });
    expect(late.status).to.equal(409);
    expect(late.text).to.include('Latest');
    const reader = await http.signIn(tom);
    const read = await reader.get(href);
    expect(read.text).to.include('Who is on duty').and.include('Ines Vale').and.not.include('Swap the duty');
    await desk.post(`${href}/end`, { version: '2' });
    const tooLate = await desk.post(href, { ...typed, name: 'Never', weeks: 'Tom Reyes', version: '2' });
    expect(tooLate.status).to.equal(409);
    expect(tooLate.text).to.include('Never').and.include('This rota has ended');
    expect((await desk.get(href)).text)
      .to.include('This rota has ended')
      .and.not.include('End this rota');
  });
});
