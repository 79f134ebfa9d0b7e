import { expect } from 'chai';
import { addTeam } from '../../directory/index.js';
import { systemActor } from '../../kernel/actor.js';
import { addPlace, setResponsibility } from '../../places/index.js';
import { publishService } from '../../services/index.js';
import { missedBinForm, someSurroundings } from '../../testing/contact-surroundings.js';
import { castlebridge, dunmere, onBothEngines } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';

const setUp = systemActor('test set-up');
const streetBin = {
  ...{
    ...missedBinForm,
    key: 'street-bin',
    name: 'Overflowing street bin',
    lgsl: [526],
    tier: ['district', 'unitary'],
  },
  ...{ form: { questions: [] }, summaryTemplate: 'Overflowing bin' },
  location: { kind: 'either', required: true },
};
const theirBin = { ...streetBin, key: 'full-bin', name: 'Full bin' };

onBothEngines('where something is, typed or shown in the form', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let ours: string;
  let theirs: string;
  before(async () => {
    await someSurroundings(world());
    await world().run(setUp, addTeam, { authorityId: castlebridge, purpose: 'Bins', key: 'waste', name: 'City waste' });
    ({ id: ours } = await world().run(setUp, publishService, { authorityId: dunmere, definition: streetBin }));
    ({ id: theirs } = await world().run(setUp, publishService, { authorityId: castlebridge, definition: theirBin }));
    await aHouse(dunmere, '9', 'DM4 2LL', 52.5);
    await aHouse(castlebridge, '1', 'CB1 1AA', 52.7);
    await aHouse(dunmere, '20', 'DM9 9ZZ', 52.6);
    await aHouse(castlebridge, '22', 'DM9 9ZZ', 52.6004);
    for (const [authorityId, serviceKey] of [
      [dunmere, 'street-bin'],
      [castlebridge, 'full-bin'],
    ] as const)
      await world().run(setUp, setResponsibility, {
        ...{ area: { kind: 'authority', authorityId }, serviceKey, responsibleAuthorityId: authorityId },
      });
    http = await startHttp(world());
    adviser = await signIn(['dunmere', 'castlebridge']);
  });
  after(() => http.close());

  const signIn = async (councils: readonly ('dunmere' | 'castlebridge')[]): Promise<Browser> => {
    const roles = councils.map((slug) => [slug, 'adviser'] as const);
    return await http.signIn((await addPerson(world(), { roles })).personId);
  };
  const aHouse = (authorityId: number, number: string, postcode: string, lat: number) =>
    world().run(setUp, addPlace, { authorityId, number, street: 'Edge Road', postcode, lat, lon: -1.9 });
  const send = (where: object, by = adviser) =>
    by.post('/desk/cases/log', { service: ours, 'participant.name': 'Joan Prosser', nearby: 'new', ...where });
  const typed = (text: string, postcode = '') => ({ 'location.text': text, 'location.postcode': postcode });

  it('is ours by a postcode of our area, and nobody is asked', async () => {
    expect((await send(typed('By the shop, Edge Road', 'dm42ll'))).location).to.match(/DU-/);
    const description = { 'location.description': 'At the bus stop in DM4 2LL, by the shop' };
    expect((await send(description)).location, 'in the middle of the words').to.match(/DU-/);
  });

  it('is theirs by a postcode of their area: the adviser says with whom, and nothing is logged before', async () => {
    const { status, text } = await send(typed('4 Edge Road', 'CB1 1AA'));
    expect(status).to.equal(422);
    expect(text).to.include('answers for this in CB1 1AA: Full bin').and.include('Log it with Dunmere all the same');
    expect(text).to.include('value="4 Edge Road"');
    expect((await send({ ...typed('4 Edge Road, CB1 1AA'), owner: theirs })).location).to.match(/CB-|logged/);
    const kept = { ...typed('4 Edge Road', 'CB1 1AA'), owner: 'keep:CB1 1AA' };
    const again = await send({ ...kept, note: '4111 1111 1111 1111' });
    expect([again.status, hiddenField(again.text, 'owner')]).to.deep.equal([422, 'keep:CB1 1AA']);
    expect((await send(kept)).location).to.match(/DU-/);
    const moved = { ...typed('9 Edge Road', 'DM9 9ZZ'), owner: 'keep:CB1 1AA' };
    expect((await send(moved)).status, 'somewhere else it is asked again').to.equal(422);
  });

  it('is asked plainly where a postcode lies in two areas, or nothing says where it is', async () => {
    for (const [where, words] of [
      [typed('Edge Road', 'DM9 9ZZ'), 'in DM9 9ZZ'],
      [typed('Edge Road'), 'there'],
      [typed('Edge Road', 'ZZ99 9ZZ'), 'there'],
      [{ 'location.description': 'By the old oak' }, 'there'],
      [{ 'location.lat': '53.9', 'location.long': '-1.9' }, 'at the point on the map'],
    ] as const) {
      const { status, text } = await send(where);
      expect(status, words).to.equal(422);
      expect(text).to.include(`Nothing says which council answers for this ${words}.`);
      expect(text)
        .to.match(/Log it with Dunmere\s*</)
        .and.include('Log it with City');
    }
    expect((await send({ ...typed('Edge Road'), owner: 'keep:Edge Road' })).location).to.match(/DU-/);
  });

  it('is whose every address around the point is', async () => {
    const at = (lat: string) => ({ 'location.lat': lat, 'location.long': '-1.9' });
    expect((await send(at('52.501'))).location).to.match(/DU-/);
    expect((await send(at('52.705'))).text, 'half a kilometre off').to.include('answers for this at the point');
    expect((await send(at('52.6002'))).text).to.include('Nothing says which council');
  });

  it('asks nothing of whoever can log with one council alone', async () => {
    const own = await signIn(['dunmere']);
    expect((await send(typed('4 Edge Road', 'CB1 1AA'), own)).location).to.match(/DU-/);
    expect((await send(typed('Edge Road'), own)).location).to.match(/DU-/);
  });
});
