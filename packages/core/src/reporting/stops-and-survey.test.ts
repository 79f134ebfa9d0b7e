import { expect } from 'chai';
import type { StaffActor } from '../kernel/actor.js';
import { DAY_MS } from '../kernel/clock.js';
import { everyAuthority } from '../kernel/scope.js';
import { someSurroundings, type Surroundings } from '../testing/contact-surroundings.js';
import { dunmere, onBothEngines, testNow, westmoor } from '../testing/harness.js';
import { getFigures } from './queries.js';
import {
  aPastCallBack,
  aPastContact,
  forgetContacts,
  runAsPrinted,
  type PastContact,
} from './testing/past-contacts.js';
import type { FigureKey, Figures } from './types.js';

onBothEngines('the figures of stops and of the survey', (world) => {
  let analyst: StaffActor;
  let at: Surroundings;
  before(async () => {
    at = await someSurroundings(world());
    analyst = await world().staff(['reporting.read'], [dunmere], 'Farah Aziz');
  });
  beforeEach(() => forgetContacts(world()));

  const happened = (contact: PastContact = {}): Promise<string> =>
    aPastContact(world(), { customerId: at.customerId, serviceId: at.missedBinId, ...contact });
  const count = (more: object = {}): Promise<Figures> =>
    world().read(analyst, getFigures, { authorityId: dunmere, from: '2026-10-01', to: '2026-11-16', ...more });
  const share = async (key: FigureKey, more: object = {}): Promise<unknown[]> => {
    const figure = (await count(more)).figures.find((each) => each.key === key);
    return [figure?.count, figure?.of];
  };

  it('count the call-backs that were kept, of those that were kept or missed in the period', async () => {
    const contactId = await happened();
    const promised = (more: object = {}) => aPastCallBack(world(), { contactId, teamId: at.teamId, ...more });
    const missedAt = testNow - 20 * DAY_MS;
    await promised();
    await promised({ state: 'not-reached', teamId: at.westmoorTeamId });
    await promised({ state: 'promised', missedAt });
    await promised({ missedAt });
    await promised({ state: 'promised', decidedAt: null });
    await promised({ decidedAt: testNow + 90 * DAY_MS });
    expect(await share('called-back')).to.deep.equal([2, 4]);
    expect(await share('called-back', { teamId: at.teamId })).to.deep.equal([1, 3]);
  });

  it('count what a form’s stop answered by its kind, as resolved, for the service and the council', async () => {
    await happened({ stop: 'not-ours' });
    await happened({ stop: 'emergency' });
    await happened({ stop: 'emergency', channel: 'chat', serviceId: null });
    await happened({ outcome: 'logged', caseId: world().newId() });
    await happened({ stop: 'already-known', serviceAuthorityId: westmoor, serviceId: at.potholeId });
    expect(await share('stopped')).to.deep.equal([3, 4]);
    expect(await share('declared')).to.deep.equal([3, 4]);
    const kinds = (stops: Figures['stops']) => stops.map(({ stop, enquiries }) => `${stop} ${enquiries}`);
    expect(kinds((await count()).stops)).to.deep.equal(['not-ours 1', 'emergency 2', 'too-early 0', 'already-known 0']);
    const ofService = await count({ serviceId: at.missedBinId });
    expect(kinds(ofService.stops)).to.deep.equal(['not-ours 1', 'emergency 1', 'too-early 0', 'already-known 0']);
    const groups = (await count({ by: 'channel' })).groups.map(({ id, stops }) => [id, ...kinds(stops).slice(0, 2)]);
    expect(groups).to.have.deep.members([
      ['telephone', 'not-ours 1', 'emergency 1'],
      ['chat', 'not-ours 0', 'emergency 1'],
    ]);
    const { figures, stops } = await count();
    const answer = await runAsPrinted(world(), figures.find(({ key }) => key === 'stopped')?.query ?? '');
    for (const { stop, enquiries } of stops)
      expect(Number(answer[stop.replace('-', '_')]), 'as the printed query has it').to.equal(enquiries);
  });

  const answered = async (answer: number | null): Promise<void> => {
    const interactionId = await happened({ daysAgo: 3 });
    const about = { id: world().newId(), authority_id: dunmere, interaction_id: interactionId };
    const drawn = { ...about, drawn_at: testNow - 5, service_id: at.missedBinId };
    const given = { answer, answered_at: answer === null ? null : testNow };
    await world().kernel.db.write(everyAuthority, (db) => db.insert('surveys', { ...drawn, ...given }));
  };

  it('count who was drawn, who answered, and who was satisfied', async () => {
    for (const answer of [5, 4, 4, 2, 5, 5, 3, 1, 4, 5, null, null]) await answered(answer);
    expect(await share('satisfied')).to.deep.equal([7, 10]);
    expect(await share('replied')).to.deep.equal([10, 12]);
    expect(await share('satisfied', { channel: 'counter' })).to.deep.equal([0, 0]);
    const [group] = (await count({ by: 'service' })).groups;
    expect(group?.shares.satisfied).to.deep.equal({ count: 7, of: 10 });
  });

  it('tell nobody what fewer than ten customers answered, whatever it is narrowed to or broken down by', async () => {
    for (const answer of [5, 4, 4, 2, 5, 5, 3, 1, 4, null]) await answered(answer);
    const secret = { count: null, of: 9 };
    for (const more of [{}, { serviceId: at.missedBinId }, { channel: 'telephone' }])
      expect((await count(more)).figures.find(({ key }) => key === 'satisfied')).to.include(secret);
    for (const by of ['service', 'channel'])
      expect((await count({ by })).groups.map(({ shares }) => shares.satisfied)).to.deep.equal([secret]);
    await answered(5);
    expect(await share('satisfied')).to.deep.equal([7, 10]);
  });
});
