import { AdapterError, type AddressesInstance, type GazetteerAddress } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { addTeam } from '../../directory/index.js';
import { systemActor } from '../../kernel/actor.js';
import { findPlaceByUprn } from '../../places/index.js';
import { everyAuthority } from '../../kernel/scope.js';
import { publishService } from '../../services/index.js';
import { missedBinForm, someSurroundings } from '../../testing/contact-surroundings.js';
import { anAdapter, connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { findDraft } from '../../identity/index.js';
import { getCase } from '../queries.js';
import { logDraftKey } from './desk-drafts.js';

const setUp = systemActor('test set-up');
const address: GazetteerAddress = {
  ...{ uprn: '999900030012', number: '12', street: 'TANNER LANE', town: 'DUNMERE', postcode: 'DM9 9ZZ' },
  ...{ line: '12 TANNER LANE, DUNMERE, DM9 9ZZ', asOf: '2026-02-10' },
};
const definition = {
  ...{ ...missedBinForm, key: 'litter', name: 'Litter', summaryTemplate: 'Litter' },
  form: {
    questions: [
      { key: 'much', label: 'How much?', called: 'how much', type: 'text', personal: 'none' },
      {
        ...{ key: 'bags', label: 'Bags', called: 'the bags', type: 'group', max: 3, personal: 'none', required: false },
        questions: [{ key: 'what', label: 'What is in it', type: 'text', personal: 'none' }],
      },
    ],
  },
  location: { kind: 'address', required: true },
};

onBothEngines('an address that only another system knows, while a case is logged', (world) => {
  let http: TestHttp;
  let adviser: Browser;
  let personId: string;
  let service: string;
  let theirs: string;
  let asked = 0;
  let says: () => Promise<readonly GazetteerAddress[]>;
  const search: AddressesInstance['search'] = async () => {
    asked += 1;
    return await says();
  };
  const places = anAdapter(
    'addresses',
    { formats: [], search, check: async () => ({ ok: true }) } as AddressesInstance,
    {
      name: 'os-places',
      authorityIds: [dunmere],
    },
  );
  before(async () => {
    await someSurroundings(world());
    ({ id: service } = await world().run(setUp, publishService, { authorityId: dunmere, definition }));
    await world().run(setUp, addTeam, { authorityId: castlebridge, purpose: 'Bins', key: 'waste', name: 'Bins' });
    ({ id: theirs } = await world().run(setUp, publishService, { authorityId: castlebridge, definition }));
    http = await startHttp({ ...world(), kernel: connectedTo(world().kernel, places) });
    const roles = [
      ['dunmere', 'adviser'],
      ['castlebridge', 'adviser'],
    ] as const;
    ({ personId } = await addPerson(world(), { roles }));
    adviser = await http.signIn(personId);
  });
  after(() => http.close());
  beforeEach(() => {
    world().clock.set(testNow);
    [asked, says] = [0, async () => [address]];
  });

  const send = (more: object) =>
    adviser.post('/desk/cases/log', {
      service,
      'participant.name': 'Joan Prosser',
      note: 'By the hedge',
      nearby: 'new',
      ...more,
    });
  const lookUp = { find: 'elsewhere', q: 'DM9 9ZZ' };
  const chosenIn = (text: string): string => /value="(found\.[^"]+)"/.exec(text)?.[1] ?? '';
  const placed = async (location: string) => {
    const reference = /DU-[\w-]+/.exec(location)?.[0] ?? '';
    const { place } = await world().read(setUp, getCase, { reference });
    return place.placeId;
  };
  const keptId = async () => (await findPlaceByUprn(world().kernel.db.read(everyAuthority), address.uprn))?.id;

  it('is looked up, chosen and kept, and the case is there', async () => {
    const { status, text } = await send(lookUp);
    expect([status, asked]).to.deep.equal([200, 1]);
    expect(text).to.include('12 TANNER LANE, DUNMERE, DM9 9ZZ (UPRN 999900030012)').and.include('By the hedge');
    expect(await keptId(), 'nothing is kept until it is chosen').to.equal(undefined);
    const done = await send({ 'location.place': chosenIn(text) });
    expect([done.status, asked], 'it isn’t asked twice').to.deep.equal([303, 1]);
    const id = await keptId();
    expect(id).to.be.a('string');
    expect(await placed(done.location)).to.equal(id);
  });

  it('leaves the address to be typed where it is not known, or nothing answers', async () => {
    expect((await send({ find: 'elsewhere', q: ' ' })).text).to.include('Type a postcode, or the house and street');
    expect(asked).to.equal(0);
    says = async () => [];
    const none = (await send(lookUp)).text;
    expect(none)
      .to.include('knows no such address')
      .and.match(/<details class="govuk-details" open>/);
    says = async () => Promise.reject(new AdapterError('unreachable', 'Nothing answers at 10.0.0.9'));
    const failed = (await send(lookUp)).text;
    expect(failed).to.include('gave no answer').and.include('Write the address below').and.not.include('10.0.0.9');
    const typed = await send({ 'location.text': '12 Tanner Lane', 'location.postcode': 'DM9 9ZZ' });
    expect(typed.status).to.equal(303);
  });

  it('is asked for again where its choice isn’t as it was shown, and nothing that was typed is lost', async () => {
    const chosen = `${chosenIn((await send(lookUp)).text)}x`;
    const { status, text } = await send({ 'location.place': chosen });
    expect(status).to.equal(422);
    expect(text).to.include('Look the address up again').and.include('By the hedge');
  });

  it('isn’t kept in a draft, whose form says that it is to be looked up again', async () => {
    const chosen = chosenIn((await send(lookUp)).text);
    const key = logDraftKey(service, undefined);
    const typed = { note: 'found. By the gate', 'location.place': chosen };
    await adviser.post('/desk/drafts', { key, content: JSON.stringify(typed) });
    const draft = await findDraft(world().kernel, personId, key);
    expect(draft).to.deep.equal({ ...typed, 'location.place': 'found.' });
    const { status, text } = await adviser.get(`/desk/cases/log?service=${service}`);
    expect(status).to.equal(200);
    expect(text).to.include('Look the address up again, and choose it').and.include('found. By the gate');
    await send({ 'location.text': '12 Tanner Lane', 'location.postcode': 'DM9 9ZZ' });
    expect((await adviser.get(`/desk/cases/log?service=${service}`)).text).to.not.include('Look the address up again');
  });

  it('is looked up for no other council', async () => {
    expect((await adviser.get(`/desk/cases/log?service=${service}`)).text).to.include('Look it up in Far end');
    expect((await adviser.get(`/desk/cases/log?service=${theirs}`)).text).to.not.include('Look it up in');
    await send({ ...lookUp, service: theirs });
    expect(asked).to.equal(0);
  });

  it('is there within a contact as well', async () => {
    const form = { channel: 'telephone', called: '01632960100' };
    const path = (await adviser.post('/desk/interactions/new', form)).location.split('?')[0] ?? '';
    const page = (await adviser.get(`${path}?do=log&service=${service}`)).text;
    expect(page).to.include('Look it up in Far end (os-places)');
    const at = `${path}/log?do=log&service=${service}`;
    const sent = {
      service: hiddenField(page, 'service'),
      'participant.name': 'Joan',
      note: 'By the gate',
      nearby: 'new',
    };
    const found = await adviser.post(at, { ...sent, ...lookUp });
    expect(found.status).to.equal(200);
    expect(found.text).to.include('(UPRN 999900030012)').and.include('By the gate');
    const forged = await adviser.post(at, { ...sent, 'location.place': 'found.e30.x' });
    expect(forged.status).to.equal(422);
    expect(forged.text).to.include('Look the address up again').and.include('By the gate');
    const more = await adviser.post(at, { ...sent, 'location.place': chosenIn(found.text), items: 'add:bags' });
    const place = await keptId();
    expect(more.text, 'an item more loses no address').to.match(new RegExp(`value="${place}"[^>]*checked`));
    const done = await adviser.post(at, { ...sent, 'location.place': chosenIn(found.text) });
    expect(done.status).to.equal(303);
    const reference = new URLSearchParams(done.location.split('?')[1]).get('logged') ?? '';
    expect(await placed(reference)).to.equal(await keptId());
  });
});
