import { AdapterError, type LineOfBusinessInstance, type WorkPlace } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { addTeam } from '../../directory/index.js';
import { systemActor } from '../../kernel/actor.js';
import { HOUR_MS } from '../../kernel/clock.js';
import { addPlace } from '../../places/index.js';
import { getServiceByKey, publishService } from '../../services/index.js';
import { giveToken } from '../../testing/api-token.js';
import { missedBinForm, someSurroundings } from '../../testing/contact-surroundings.js';
import { anAdapter, connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { auditOf } from '../../testing/expectations.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { getCase } from '../queries.js';
import { askWorks, worksToAsk } from './ask-works.js';

const setUp = systemActor('test set-up');
const light = {
  ...{ ...missedBinForm, key: 'street-light', name: 'Street light out', summaryTemplate: 'Street light out' },
  location: { kind: 'either', required: true },
  form: {
    questions: [
      { key: 'which', label: 'Which light?', called: 'which light', type: 'text', personal: 'none', fedBy: 'assets' },
      {
        key: 'visit',
        label: 'When may we call?',
        called: 'when we may call',
        type: 'text',
        personal: 'none',
        fedBy: 'slots',
      },
    ],
  },
};

onBothEngines('asking the system that does the work, while a case is logged', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let ours: string;
  let theirs: string;
  let placeId: string;
  let asked: WorkPlace[];
  let says: Partial<LineOfBusinessInstance>;
  const good: Partial<LineOfBusinessInstance> = {
    facts: async (place) => {
      asked.push(place);
      return [{ key: 'next', label: 'Next inspection', value: 'Friday <27> November' }];
    },
    slots: async ({ from }) => [{ id: 's1', from: from + 24 * HOUR_MS, until: from + 26 * HOUR_MS }],
    assets: async ({ lat, long }) => [{ id: 'L14', name: 'Street light 14', lat, long, distanceM: 12.4 }],
  };
  const works = anAdapter(
    'line-of-business',
    {
      check: async () => ({ ok: true }),
      create: async () => ({ reference: 'W-1' }),
      facts: (...given) => says.facts?.(...given) ?? [],
      slots: (...given) => says.slots?.(...given) ?? [],
      assets: (...given) => says.assets?.(...given) ?? [],
    } as LineOfBusinessInstance,
    { name: 'works', authorityIds: [dunmere] },
  );
  before(async () => {
    await someSurroundings(world());
    await world().run(setUp, addTeam, { authorityId: castlebridge, purpose: 'Lights', key: 'waste', name: 'Lights' });
    ({ id: ours } = await world().run(setUp, publishService, { authorityId: dunmere, definition: light }));
    ({ id: theirs } = await world().run(setUp, publishService, { authorityId: castlebridge, definition: light }));
    const address = { number: '9', street: 'Quarry Lane', town: 'Dunmere', postcode: 'DM4 2LL', uprn: '999900000009' };
    const place = { authorityId: dunmere, ...address, lat: 52.5, lon: -1.9 };
    ({ id: placeId } = await world().run(setUp, addPlace, place));
    http = await startHttp({ ...world(), kernel: connectedTo(world().kernel, works) });
    const roles = [
      ['dunmere', 'adviser'],
      ['castlebridge', 'adviser'],
    ] as const;
    adviser = await http.signIn((await addPerson(world(), { roles })).personId);
  });
  after(() => http.close());
  const asToken = async (personId: string) => ({
    Authorization: `Bearer ${await giveToken(world().kernel, personId)}`,
  });
  beforeEach(() => {
    world().clock.set(testNow);
    [asked, says] = [[], good];
  });

  const send = (more: object = {}) =>
    adviser.post('/desk/cases/log', {
      ...{ service: ours, 'participant.name': 'Joan Prosser', nearby: 'new', note: 'She is in all day' },
      ...{ 'location.place': placeId, ask: 'works', ...more },
    });

  it('shows what is known of the place, and has questions answered by what is offered', async () => {
    const { status, text } = await send();
    expect(status).to.equal(200);
    expect(asked).to.deep.equal([
      { text: '9 Quarry Lane, Dunmere, DM4 2LL', uprn: '999900000009', lat: 52.5, long: -1.9 },
    ]);
    expect(text).to.include('Next inspection').and.include('Friday &lt;27&gt; November');
    expect(text).to.include('Street light 14, 12 m away').and.include('value="Street light 14 [L14]"');
    expect(text).to.match(/type="radio" value="\w+ \d+ November, [^"]+ \[s1\]"/);
    expect(text, 'what was typed stays').to.include('She is in all day');
    const done = await send({ ask: '', 'answers.which': 'Street light 14 [L14]' });
    const reference = /DU-[\w-]+/.exec(done.location)?.[0] ?? '';
    const { answers } = await world().read(setUp, getCase, { reference });
    expect(answers).to.include({ which: 'Street light 14 [L14]' });
  });

  it('asks about a point, and about nothing until something says where it is', async () => {
    const point = { 'location.place': '', 'location.lat': '52.4', 'location.long': '-1.8' };
    expect((await send(point)).text).to.include('Street light 14');
    expect(asked).to.deep.equal([{ text: null, uprn: null, lat: 52.4, long: -1.8 }]);
    expect((await send({ 'location.place': '' })).text).to.include('Say where it is first');
    expect(asked).to.have.length(1);
  });

  it('lets the case be logged without it where it fails, and leaves the questions to be typed', async () => {
    const away = async () => {
      throw new AdapterError('unreachable', 'Nothing answers at 10.0.0.9');
    };
    says = { facts: away, slots: away, assets: away };
    const { status, text } = await send({ 'answers.which': 'The one by the gate' });
    expect(status).to.equal(200);
    expect(text).to.include('gave no answer').and.include('The case can be logged without it');
    expect(text).to.not.include('10.0.0.9');
    expect(text).to.match(/<input[^>]*name="answers.which"[^>]*value="The one by the gate"/);
    says = { ...good, facts: away };
    expect((await send()).text, 'one that fails costs the others nothing').to.include('Street light 14');
    says = { facts: async () => [] };
    expect((await send()).text).to.include('knows nothing about this place');
  });

  it('waits for no far end that is slow, and asks none that rests', async () => {
    const kernel = connectedTo(world().kernel, works);
    const service = await world().read(setUp, getServiceByKey, { authorityId: dunmere, key: 'street-light' });
    const found = worksToAsk(kernel, service);
    if (!found) throw new Error('none can be asked');
    const place = { text: 'Here', uprn: null, lat: null, long: null };
    // By a name of its own, since what comes too late is kept with a connection's health all the same.
    const slow = { name: 'slow', instance: { facts: () => new Promise<never>(() => undefined) } };
    const late = await askWorks(kernel, slow, 'street-light', place, 1);
    expect(late).to.deep.equal({ state: 'late', facts: [], slots: [], assets: [] });
    const refused = () => Promise.reject(new AdapterError('sign_in_refused', 'The key has expired'));
    says = { facts: refused, slots: refused };
    expect((await askWorks(kernel, found, 'street-light', place)).state).to.equal('failed');
    says = good;
    expect((await askWorks(kernel, found, 'street-light', place)).state).to.equal('resting');
    expect(asked).to.deep.equal([]);
    expect((await send()).text).to.include('can’t be asked at the moment');
    world().clock.advance(HOUR_MS);
    expect((await askWorks(kernel, found, 'street-light', place)).state).to.equal('answered');
  });

  it('asks no connection of another council', async () => {
    const { text } = await adviser.get(`/desk/cases/log?service=${theirs}`);
    expect(text).to.include('Which light?').and.not.include('Ask Far end');
    await send({ service: theirs });
    expect(asked).to.deep.equal([]);
    expect((await adviser.get(`/desk/cases/log?service=${ours}`)).text).to.include('Ask Far end (works)');
  });

  it('asks nothing for whoever may not log cases for that council', async () => {
    const roles = [
      ['castlebridge', 'adviser'],
      ['dunmere', 'analyst'],
    ] as const;
    const person = (await addPerson(world(), { roles })).personId;
    const [elsewhere, api] = [await http.signIn(person), `/api/v1/services/${ours}/works?placeId=${placeId}`];
    const form = { 'participant.name': 'Joan', nearby: 'new', 'location.place': placeId, ask: 'works' };
    expect((await elsewhere.post('/desk/cases/log', { ...form, service: ours })).status).to.equal(404);
    expect((await elsewhere.get(api, await asToken(person))).status).to.equal(404);
    expect(asked).to.deep.equal([]);
    const ourOwn = (await addPerson(world(), { roles: [['dunmere', 'adviser']] })).personId;
    expect((await adviser.get(api, await asToken(ourOwn))).text).to.include('Friday');
    expect((await auditOf(world(), placeId)).map(({ action }) => action)).to.include('cases.ask-works');
  });

  it('is there within a contact as well, about its place', async () => {
    const form = { channel: 'telephone', called: '01632960100', placeId };
    const path = (await adviser.post('/desk/interactions/new', form)).location.split('?')[0] ?? '';
    const page = (await adviser.get(`${path}?do=log&service=${ours}`)).text;
    expect(page).to.include('Ask Far end (works)');
    const sent = { service: hiddenField(page, 'service'), ask: 'works', note: 'By the gate', nearby: 'new' };
    const { status, text } = await adviser.post(`${path}/log?do=log&service=${ours}`, sent);
    expect([status, asked[0]?.uprn]).to.deep.equal([200, '999900000009']);
    expect(text).to.include('Next inspection').and.include('By the gate');
  });
});
