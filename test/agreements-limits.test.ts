import { expect } from 'chai';
import { addContactLine } from '#core/authorities/index.js';
import { logCase } from '#core/cases/index.js';
import { systemActor } from '#core/kernel/actor.js';
import { everyAuthority } from '#core/kernel/scope.js';
import { listChoices } from '#core/partnerships/choices.js';
import { coverNewServices, endAgreement } from '#core/partnerships/index.js';
import { tryAgreement } from '#core/partnerships/queries.js';
import { publishService } from '#core/services/index.js';
import { publishArticle } from '#core/knowledge/index.js';
import { giveToken } from '#core/testing/api-token.js';
import { aMissedBin, missedBin } from '#core/testing/case-world.js';
import { dunmere, onBothEngines, testNow, westmoor } from '#core/testing/harness.js';
import { startHttp, type Browser, type TestHttp } from '#core/testing/http.js';
import { agreeingCouncils } from './agreements/councils.js';

const setUp = systemActor('sets up a test');
const always = { hours: { when: 'always' }, abilities: ['log', 'update'] } as const;

onBothEngines('agreements for some services, channels or lines', (world) => {
  const { as, at, idOf, inForce } = agreeingCouncils(world);
  let http: TestHttp;
  let desk: Browser;
  let token = '';
  let flyTippingId = '';
  let otherLine = '';
  let bin = { id: '', reference: '' };
  let tip = { id: '', reference: '' };

  before(async () => {
    http = await startHttp(world());
    desk = await http.signIn(idOf('adviser'));
    token = await giveToken(world().kernel, idOf('adviser'));
    const tipping = { key: 'fly-tipping', name: 'Fly-tipping', keywords: ['dumped bin'], sla: undefined };
    const { sla } = missedBin() as { sla: object };
    const definition = { ...missedBin(), ...tipping, sla: { ...sla, calendar: 'crews' } };
    flyTippingId = (await world().run(setUp, publishService, { authorityId: dunmere, definition })).id;
    const article = { ...anArticle, serviceKey: 'fly-tipping' };
    await world().run(setUp, publishArticle, { authorityId: dunmere, article });
    const line = { telephone: '+441632960101', name: 'Second line', openingWords: 'Good morning' };
    otherLine = (await world().run(setUp, addContactLine, { authorityId: dunmere, ...line })).id;
    const { customerId, missedBinId } = at();
    bin = await world().run(setUp, logCase, { ...aMissedBin(missedBinId), customerId });
    tip = await world().run(setUp, logCase, { ...aMissedBin(flyTippingId), customerId });
  });
  after(() => http.close());

  const ask = async (path: string, json?: object, method = json ? 'POST' : 'GET', headers = {}) => {
    const request = { method, headers: { authorization: `Bearer ${token}`, ...headers }, ...(json ? { json } : {}) };
    const { status, text } = await http.browser().send(`/api/v1/${path}`, request);
    return { status, body: JSON.parse(text) as { items: { id: string }[]; errors?: { field: string }[] } };
  };
  const idsIn = async (path: string): Promise<string[]> => (await ask(path)).body.items.map(({ id }) => id);

  it('show the catalogue, knowledge and cases of those services alone, to the API and the desk', async () => {
    await inForce({ ...always, serviceIds: [at().missedBinId] });
    const services = await idsIn('services');
    expect(services).to.include(at().missedBinId).and.include(at().potholeId).and.not.include(flyTippingId);
    expect((await ask(`services/${flyTippingId}`)).status).to.equal(404);
    const found = await idsIn(`knowledge/search?q=bin&authorityId=${dunmere}&limit=1`);
    expect(found).to.have.lengthOf(1);
    const every = await ask(`knowledge/search?q=dumped+bin&authorityId=${dunmere}&limit=50`);
    expect(JSON.stringify(every.body))
      .to.include('Missed bin')
      .and.not.match(/fly-?tipping/i);
    expect(JSON.stringify((await ask('knowledge/articles')).body)).not.to.include(anArticle.title);
    const cases = await idsIn(`cases?authority=${dunmere}`);
    expect(cases).to.deep.equal([bin.id]);
    expect([(await ask(`cases/${bin.id}`)).status, (await ask(`cases/${tip.id}`)).status]).to.deep.equal([200, 404]);
    expect((await desk.get(`/desk/cases/${bin.reference}`)).status).to.equal(200);
    expect((await desk.get(`/desk/cases/${tip.reference}`)).status).to.equal(404);
    const timeline = (await desk.get(`/desk/customers/${at().customerId}`)).text;
    expect(timeline).to.include(bin.reference).and.not.include(tip.reference);
  });

  it('let cases of those services alone be logged and updated', async () => {
    await inForce({ ...always, serviceIds: [at().missedBinId] });
    expect((await ask('cases', aMissedBin(at().missedBinId))).status).to.equal(201);
    expect((await ask('cases', aMissedBin(flyTippingId))).status).to.equal(404);
    const note = { text: 'Rang again' };
    expect((await ask(`cases/${bin.id}/notes`, note)).status).to.equal(201);
    expect((await ask(`cases/${tip.id}/notes`, note)).status).to.equal(404);
  });

  it('cover services that come under their LGSL numbers and headings later, and no longer those that leave them', async () => {
    const publish = async (key: string, more: object) => {
      const { sla } = missedBin() as { sla: object };
      const named = { key, name: `New ${key}`, sla: { ...sla, calendar: 'crews' } };
      const definition = { ...missedBin(), ...named, ...more };
      const { id } = await world().run(setUp, publishService, { authorityId: dunmere, definition });
      await coverNewServices.run(world().kernel, { authorityId: dunmere });
      return id;
    };
    const given = { shares: ['cases'], lgslIds: [871], serviceGroups: ['Trees'], fields: [] };
    const { id: agreementId } = await inForce({ ...always, ...given });
    const statusOf = async (id: string) => (await ask(`services/${id}`)).status;
    expect([await statusOf(at().missedBinId), await idsIn(`cases?authority=${dunmere}`)]).to.deep.equal([404, []]);
    const numbered = await publish('graffiti', { lgsl: [871] });
    const headed = await publish('fallen-tree', { group: 'Trees' });
    const other = await publish('pests', { lgsl: [872], group: 'Pests' });
    expect([await statusOf(numbered), await statusOf(headed), await statusOf(other)]).to.deep.equal([200, 200, 404]);
    const wish = { id: agreementId, at: world().clock.now() };
    const covers = async (serviceId: string) =>
      (await world().read(await as('theirs'), tryAgreement, { ...wish, serviceId })).allowed;
    expect([await covers(numbered), await covers(other)]).to.deep.equal([true, false]);
    await publish('graffiti', { lgsl: [] });
    expect([await statusOf(numbered), await statusOf(headed)]).to.deep.equal([404, 200]);
  });

  it('show what was written about contacts on those channels alone', async () => {
    const { customerId } = at();
    const written = {
      channel: 'email',
      language: 'en',
      recipient_name: 'Joan',
      address: 'joan@z.example',
      body: 'Hello',
    };
    const state = { occasion: 'survey', state: 'sent', queued_at: testNow, queued_by_name: 'Moothall' };
    await world().kernel.db.write(everyAuthority, async (db) => {
      for (const channel of ['telephone', 'email']) {
        const [contact, of] = [world().newId(), { authority_id: dunmere, customer_id: customerId }];
        const began = { started_at: testNow, state: 'finished', identity_level: 'none', participant: '{}' };
        await db.insert('interactions', { id: contact, ...of, channel, ...began });
        const about = { interaction_id: contact, subject: `About what came by ${channel}` };
        await db.insert('messages', { id: world().newId(), ...of, ...about, ...written, ...state });
      }
    });
    const shares = ['customers', 'cases', 'messages'];
    const timeline = async () => JSON.stringify((await ask(`customers/${customerId}/timeline`)).body);
    await inForce({ ...always, shares, channels: ['telephone'] });
    expect(await timeline())
      .to.include('came by telephone')
      .and.not.include('came by email');
    await inForce({ ...always, shares });
    expect(await timeline()).to.include('came by email');
  });

  it('let contacts on those channels and lines alone be begun, and cases be logged in them alone', async () => {
    const { dunmereLine, missedBinId } = at();
    const parties = { receiverId: dunmere, providerId: westmoor };
    const { lines } = await world().read(await as('theirs'), listChoices, parties);
    const lineIds = lines.map(({ id }) => id).filter((id) => id !== otherLine);
    await inForce({ ...always, channels: ['telephone'], lineIds });
    const start = (input: object) => ask('interactions', input);
    const refusal = async (input: object) => {
      const { status, body } = await start(input);
      return [status, body.errors?.map(({ field }) => field)];
    };
    expect(await refusal({ channel: 'email', authorityId: dunmere })).to.deep.equal([422, ['channel']]);
    expect(await refusal({ channel: 'telephone', authorityId: dunmere })).to.deep.equal([422, ['called']]);
    const { status, body } = await start({ channel: 'telephone', called: dunmereLine });
    expect(status).to.equal(201);
    const { id: interactionId } = body as unknown as { id: string };
    expect((await ask('cases', aMissedBin(missedBinId))).body.errors).to.deep.include({
      field: 'interactionId',
      message: 'Log it in a contact: your agreement with this council covers some ways and lines alone',
    });
    expect((await ask('cases', { ...aMissedBin(missedBinId), interactionId })).status).to.equal(201);
  });

  it('show the fields that are ticked, say which are not, and edit what shows whole alone', async () => {
    const change = async () => (await ask(`customers/${at().customerId}`, { title: 'Ms' }, 'PATCH', anyVersion)).status;
    await inForce({ ...always, fields: ['customer.birth', 'customer.address'] });
    const { body } = await ask(`customers/${at().customerId}`);
    expect(body).to.deep.include({ telephone: null, postcode: 'DM4 2LL', identifiers: [] });
    expect(body).to.have.property('notShared').that.includes('customer.contact-points').and.not.includes('case.notes');
    const page = (await desk.get(`/desk/customers/${at().customerId}`)).text;
    expect(page).to.match(/keeps to itself, by agreement: telephone numbers and mail addresses;/);
    expect(page).to.include('Their council keeps this to itself.').and.not.include('None is on record.');
    expect((await desk.get(`/desk/cases/${bin.reference}`)).text).to.match(
      /keeps to itself, by agreement: whom a case/,
    );
    expect(await change()).to.equal(404);
    await inForce(always);
    expect((await ask(`customers/${at().customerId}`)).body).to.deep.include({ notShared: [] });
    expect(await change()).to.equal(412);
  });

  it('cover what any of two agreements covers, and the other’s no more once it ends', async () => {
    const bins = await inForce({ ...always, serviceIds: [at().missedBinId] });
    await inForce({ ...always, serviceIds: [flyTippingId] });
    expect(await idsIn(`cases?authority=${dunmere}`)).to.include.members([bin.id, tip.id]);
    await world().run(await as('theirs'), endAgreement, { ...bins, reason: 'One is enough' });
    expect((await ask(`cases/${bin.id}`)).status).to.equal(404);
    expect((await ask(`cases/${tip.id}`)).status).to.equal(200);
  });
});

const anyVersion = { 'If-Match': '"v999"' };

const anArticle = {
  key: 'dumped-things',
  title: 'What to ask about dumped things',
  summary: 'Where, what and how much.',
  keywords: ['dumped bin', 'rubbish heap', 'mattress'],
  audience: ['district' as const],
  lgsl: [],
  script: { steps: [{ text: 'Ask where it lies' }] },
  body: [{ paragraphs: ['Never touch it.'] }],
  outcomeHint: 'answer' as const,
  effectiveOn: '2026-01-01',
  reviewOn: '2027-01-01',
  ownerTeam: 'waste',
};
