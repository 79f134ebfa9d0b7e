import { expect } from 'chai';
import { DAY_MS } from '../kernel/clock.js';
import type { StaffActor } from '../kernel/actor.js';
import { getDesign, getService, listServices, offerAgain, publishService, withdrawService } from '../services/index.js';
import { dunmere, onBothEngines, testNow, westmoor } from '../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../testing/http.js';
import { addNote } from './commands/add-note.js';
import { caseWorld, missedBin, setup, type CaseWorld } from './testing/case-world.js';
import { auditOf, errorOf } from './testing/expectations.js';

onBothEngines('a service that is withdrawn', (world) => {
  let at: CaseWorld;
  let designer: StaffActor;
  let http: TestHttp;
  let browser: Browser;
  before(async () => {
    at = await caseWorld(world());
    designer = await world().staff(['services.design', 'services.publish', 'services.read'], [dunmere]);
    http = await startHttp(world());
    const roles: [string, 'administrator' | 'adviser'][] = [
      ['dunmere', 'administrator'],
      ['dunmere', 'adviser'],
    ];
    browser = await http.signIn((await addPerson(world(), { roles })).personId);
  });
  after(() => http.close());
  beforeEach(() => world().clock.set(testNow));

  const published = async (key: string): Promise<string> => {
    const definition = missedBin({ key, name: `About ${key}` });
    return (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
  };
  const versionOf = async (id: string) => (await world().read(designer, getDesign, { id })).version;
  const withdraw = async (id: string, on: string, by = designer) =>
    await world().run(by, withdrawService, { id, expectedVersion: await versionOf(id), on });
  const log = (serviceId: string) => at.log({ serviceId });
  const isListed = async (id: string) =>
    (await world().read(designer, listServices, {})).some((service) => service.id === id);

  it('takes cases until its day and none from then on, while those that are there go on', async () => {
    const id = await published('until-then');
    await withdraw(id, '2026-11-18');
    const { id: before } = await log(id);
    expect(await isListed(id)).to.equal(true);
    world().clock.set(testNow + 2 * DAY_MS);
    expect((await errorOf(log(id))).code).to.equal('service_not_offered');
    expect(await isListed(id)).to.equal(false);
    expect((await world().read(designer, getService, { id })).withdrawnOn).to.equal('2026-11-18');
    await world().run(at.officer, addNote, { caseId: before, text: 'Still worked on.' });
  });

  it('is offered again, before its day and after it', async () => {
    const id = await published('back-again');
    const { version } = await withdraw(id, '2026-11-16');
    expect((await errorOf(log(id))).code).to.equal('service_not_offered');
    await world().run(designer, offerAgain, { id, expectedVersion: version });
    await log(id);
    const again = world().run(designer, offerAgain, { id, expectedVersion: version + 1 });
    expect((await errorOf(again)).code).to.equal('not_withdrawn');
  });

  it('keeps its day when another version is published', async () => {
    const id = await published('kept-day');
    await withdraw(id, '2026-11-16');
    await published('kept-day');
    expect((await errorOf(log(id))).code).to.equal('service_not_offered');
  });

  it('refuses a day that is over, none, a version that is old, and who may not publish', async () => {
    const id = await published('refused');
    const past = await errorOf(withdraw(id, '2026-11-15'));
    expect(past.faults).to.deep.equal([{ field: 'on', message: 'Choose today or a later day' }]);
    expect((await errorOf(withdraw(id, 'soon'))).faults[0]?.field).to.equal('on');
    const stale = world().run(designer, withdrawService, { id, expectedVersion: 9, on: '2026-12-01' });
    expect((await errorOf(stale)).code).to.equal('stale_version');
    const drafter = await world().staff(['services.design'], [dunmere]);
    expect((await errorOf(withdraw(id, '2026-12-01', drafter))).code).to.equal('not_allowed');
    const neighbour = await world().staff(['services.publish'], [westmoor]);
    expect((await errorOf(withdraw(id, '2026-12-01', neighbour))).code).to.equal('not_found');
  });

  it('lets one of two at once withdraw it, and writes down from and to which day', async () => {
    const id = await published('raced-away');
    const expectedVersion = await versionOf(id);
    const tries = await Promise.allSettled(
      ['2026-12-01', '2026-12-02'].map((on) => world().run(designer, withdrawService, { id, expectedVersion, on })),
    );
    expect(tries.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const rows = (await auditOf(world(), id)).filter(({ action }) => action === 'services.withdraw-service');
    expect(rows).to.have.length(1);
  });

  it('is withdrawn and offered again at the desk, and says so to who would log a case', async () => {
    const id = await published('at-desk');
    const design = `/desk/service-design/${id}`;
    const send = async (fields: Record<string, string>) =>
      await browser.post(`${design}/withdraw`, {
        version: hiddenField((await browser.get(design)).text, 'version'),
        ...fields,
      });
    const wrong = await send({ does: 'withdraw', on: '' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('Enter the day from which no case is logged');
    const version = await versionOf(id);
    expect((await send({ does: 'withdraw', on: '2026-11-16' })).location).to.equal(design);
    expect((await browser.get(design)).text).to.contain('Withdrawn since ');
    const refused = await browser.get(`/desk/cases/log?service=${id}`);
    expect(refused.status).to.equal(409);
    expect(refused.text).to.contain('not offered any more');
    await send({ does: 'offer', version: String(version) });
    expect((await browser.get(design)).text, 'somebody was faster').to.contain('Withdrawn since ');
    await send({ does: 'offer' });
    expect((await browser.get(`/desk/cases/log?service=${id}`)).status).to.equal(200);
  });

  it('is tried as if it were sent another day', async () => {
    const id = await published('tried-then');
    const answers = { 'answers.bin': 'rubbish', 'location.text': '4 Quarry Lane', 'location.postcode': 'DM4 2LL' };
    const tried = await browser.post(`/desk/service-preview/${id}`, {
      ...answers,
      'sent-on': '2026-12-14',
      'sent-time': '10am',
    });
    expect(tried.text).to.contain('Wednesday 16 December');
    const wrong = await browser.post(`/desk/service-preview/${id}`, { ...answers, 'sent-on': 'whenever' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.contain('Enter the day as a real date').and.contain('href="#sent-on"');
  });
});
