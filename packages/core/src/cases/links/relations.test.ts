import { expect } from 'chai';
import { createCustomer } from '../../customers/index.js';
import { recordIdentityCheck, startInteraction } from '../../interactions/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS } from '../../kernel/clock.js';
import { publishService } from '../../services/index.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { findAlike } from '../log/alike-query.js';
import { joinCase } from '../commands/join-case.js';
import { linkCases, unlinkCases, type Relation } from '../commands/link-cases.js';
import { resolveCase } from '../commands/resolve-case.js';
import { listCasesOf } from '../list-queries.js';
import { getCasePage } from '../page/page-queries.js';
import { caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';

onBothEngines('cases that belong together', (world) => {
  let at: CaseWorld;
  let officer: StaffActor;
  let potholeId: string;
  before(async () => {
    at = await caseWorld(world());
    officer = await world().staff([...caseWork, 'customers.create', 'customers.read'], [dunmere], 'Tom Reyes');
    const pothole = missedBin({
      key: 'pothole',
      name: 'Pothole',
      location: { kind: 'point', required: true },
      summaryTemplate: 'Pothole',
    });
    ({ id: potholeId } = await world().run(setup, publishService, { authorityId: dunmere, definition: pothole }));
  });
  beforeEach(() => world().clock.set(testNow));

  const page = (id: string) => world().read(officer, getCasePage, { id });
  const link = (caseId: string, other: string, relation: Relation) =>
    world().run(officer, linkCases, { caseId, other, relation });
  const pothole = (lat: number, long = -2.7) =>
    at.log({ serviceId: potholeId, location: { lat, long, description: 'By the bridge' } });

  describe('links', () => {
    it('are seen from both cases, each in its own words, and written down on both', async () => {
      const [child, parent] = [await at.log(), await at.log()];
      await link(parent.id, child.reference.toLowerCase(), 'parent-of');
      expect((await page(child.id)).links[0]).to.include({
        kind: 'child-of',
        side: 'from',
        reference: parent.reference,
      });
      expect((await page(parent.id)).links[0]).to.include({ kind: 'child-of', side: 'to', reference: child.reference });
      for (const { id } of [child, parent])
        expect((await auditOf(world(), id)).map(({ action }) => action)).to.include('cases.link-cases');
      expect((await eventsOf(world(), child.id)).map(({ topic }) => topic)).to.include('case.linked');
    });

    it('can be taken away, from either side', async () => {
      const [one, two] = [await at.log(), await at.log()];
      const { id: linkId } = await link(one.id, two.reference, 'duplicate-of');
      await world().run(officer, unlinkCases, { caseId: two.id, linkId });
      expect((await page(one.id)).links).to.deep.equal([]);
      const again = world().run(officer, unlinkCases, { caseId: one.id, linkId });
      expect((await errorOf(again)).code).to.equal('not_found');
    });

    it('join a pair once, never a case with itself, and give a case one parent', async () => {
      const [one, two, three] = [await at.log(), await at.log(), await at.log()];
      await link(one.id, two.reference, 'child-of');
      const refused = async (caseId: string, other: string, relation: Relation) =>
        (await errorOf(link(caseId, other, relation))).faults[0];
      expect((await refused(one.id, one.reference, 'related'))?.message).to.include('not of this one');
      expect((await refused(two.id, one.reference, 'related'))?.message).to.include('linked already');
      expect((await refused(one.id, three.reference, 'child-of'))?.message).to.include('part of another case already');
      expect((await refused(one.id, 'DU-2222-2222-2', 'related'))?.field).to.equal('other');
    });

    it('never make a ring of parents', async () => {
      const [one, two, three] = [await at.log(), await at.log(), await at.log()];
      await link(one.id, two.reference, 'child-of');
      await link(two.id, three.reference, 'child-of');
      const ring = await errorOf(link(three.id, one.reference, 'child-of'));
      expect(ring.faults[0]?.message).to.equal(`${one.reference} is itself a part of ${three.reference}`);
    });

    it('take the permission to work on cases, of the case’s own authority', async () => {
      const [one, two] = [await at.log(), await at.log()];
      const input = { caseId: one.id, other: two.reference, relation: 'related' as const };
      const reader = await world().staff(['cases.read'], [dunmere]);
      const stranger = await world().staff(caseWork, [castlebridge]);
      expect((await errorOf(world().run(reader, linkCases, input))).code).to.equal('not_allowed');
      expect((await errorOf(world().run(stranger, linkCases, input))).code).to.equal('not_found');
    });
  });

  describe('a report of what is logged already', () => {
    const alike = (serviceId: string, location: object) => world().read(officer, findAlike, { serviceId, location });

    it('finds open cases of the same service within 100 m, of the last 28 days', async () => {
      const near = await pothole(52.1);
      await pothole(52.102);
      const closed = await pothole(52.1001);
      await world().run(officer, resolveCase, { caseId: closed.id, outcome: 'emptied', expectedVersion: 1 });
      const found = await alike(potholeId, { lat: 52.1003, long: -2.7 });
      expect(found.map(({ id }) => id)).to.deep.equal([near.id]);
      expect(await alike(at.serviceId, { text: '4 Quarry Lane' }), 'another service').to.deep.equal([]);
      world().clock.advance(29 * DAY_MS);
      expect(await alike(potholeId, { lat: 52.1, long: -2.7 })).to.deep.equal([]);
    });

    it('is as far and as recent as the service says, in a circle and no square', async () => {
      const definition = missedBin({
        ...{ key: 'lamp', location: { kind: 'point' }, summaryTemplate: 'Lamp' },
        alike: { withinM: 40, withinDays: 7 },
      });
      const { id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition });
      const lamp = (north: number, east: number) => ({
        lat: 52.2 + north / 111_320,
        long: -2.7 + east / (111_320 * Math.cos((52.2 * Math.PI) / 180)),
      });
      const { id } = await at.log({ serviceId, location: lamp(0, 0) });
      const found = async (north: number, east: number) =>
        (await alike(serviceId, lamp(north, east))).map((each) => each.id);
      expect(await found(0, 39)).to.deep.equal([id]);
      expect(await found(-39, 0)).to.deep.equal([id]);
      expect(await found(41, 0)).to.deep.equal([]);
      expect(await found(35, 35), 'the corner of the square').to.deep.equal([]);
      const { id: other } = await at.log({ serviceId, location: lamp(60, 0) });
      expect((await page(other)).nearby).to.deep.equal([]);
      world().clock.advance(8 * DAY_MS);
      expect(await found(0, 0)).to.deep.equal([]);
    });

    it('adds the customer to the case, who then finds it among their own', async () => {
      const { id, reference } = await at.log();
      const customer = { authorityId: dunmere, firstName: 'Joan', lastName: 'Prosser', confirmedNew: true };
      const { id: customerId } = await world().run(officer, createCustomer, customer);
      const joining = { caseId: id, customerId, participant: { name: 'Joan Prosser' }, note: 'It smells.' };
      expect(await world().run(officer, joinCase, joining)).to.deep.equal({ id, reference });
      await world().run(officer, joinCase, joining);
      const { subscribers, timeline } = await page(id);
      expect(subscribers.map(({ participant }) => participant.name)).to.deep.equal(['Joan Prosser']);
      expect(timeline.events.filter(({ kind, body }) => kind === 'joined' && body === 'It smells.')).to.have.length(2);
      const own = await world().read(officer, listCasesOf, { customerId });
      expect(own.map((each) => each.reference)).to.deep.equal([reference]);
    });

    it('is refused for a closed case, a card number, and another council’s people', async () => {
      const { id } = await at.log();
      const join = (more: object, actor = officer) => errorOf(world().run(actor, joinCase, { caseId: id, ...more }));
      expect((await join({ note: 'Card 4111 1111 1111 1111' })).faults[0]?.field).to.equal('note');
      expect((await join({ customerId: world().newId() })).faults[0]?.field).to.equal('customerId');
      expect((await join({}, await world().staff(caseWork, [castlebridge]))).code).to.equal('not_found');
      expect((await join({}, await world().staff(['cases.read'], [dunmere]))).code).to.equal('not_allowed');
      await world().run(officer, resolveCase, { caseId: id, outcome: 'emptied', expectedVersion: 1 });
      expect((await join({})).code).to.equal('case_closed');
    });
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let browser: Browser;
    before(async () => {
      http = await startHttp(world());
      const { personId } = await addPerson(world(), { name: 'Janet Oakley', roles: [['dunmere', 'officer']] });
      browser = await http.signIn(personId);
    });
    after(() => http.close());

    const form = (more: object = {}) => ({
      service: potholeId,
      'answers.bin': 'rubbish',
      'location.lat': '52.3',
      'location.long': '-2.7',
      'location.description': 'By the bridge',
      'participant.name': 'Owen Pritchard',
      note: 'Deep.',
      ...more,
    });

    it('asks before it logs the same thing twice, and adds to the open case when told to', async () => {
      const first = await browser.post('/desk/cases/log', form());
      const reference = /cases\/([^/]+)\/logged/.exec(first.location)?.[1] ?? '';
      const asked = await browser.post('/desk/cases/log', form());
      expect(asked.text).to.include('This may be logged already').and.include(reference).and.include('Deep.');
      const joined = await browser.post('/desk/cases/log', {
        service: potholeId,
        join: hiddenField(asked.text, 'join'),
        note: hiddenField(asked.text, 'note'),
        'participant.name': hiddenField(asked.text, 'participant.name'),
      });
      expect(joined.location).to.include(reference);
      const { text } = await browser.get(`/desk/cases/${reference}`);
      expect(text).to.include('Also reported by').and.include('Owen Pritchard');
      expect(text).to.include('Reported by somebody else as well');
    });

    it('tells an unchecked caller no more of the open case than what and where it is', async () => {
      const logged = await browser.post('/desk/cases/log', form({ nearby: 'new' }));
      const reference = /cases\/([^/]+)\/logged/.exec(logged.location)?.[1] ?? '';
      await browser.get(logged.location); // which says the reference once
      const adviser = await world().staff(['interactions.handle', 'customers.read'], [dunmere]);
      const owen = { authorityId: dunmere, firstName: 'Owen', lastName: 'Bevan', confirmedNew: true };
      const { id: customerId } = await world().run(setup, createCustomer, owen);
      const call = { channel: 'telephone', authorityId: dunmere, customerId } as const;
      const { id: interaction, version } = await world().run(adviser, startInteraction, call);
      const before = await browser.post('/desk/cases/log', form({ interaction }));
      expect(before.text).to.include('This may be logged already').and.include('Pothole, By the bridge');
      expect(before.text).to.not.match(/DU-[0-9A-Z]{4}-/);
      const check = { level: 'basic', questions: ['name', 'address'] } as const;
      const passed = { ...check, questions: [...check.questions], passed: true };
      await world().run(adviser, recordIdentityCheck, { id: interaction, expectedVersion: version, ...passed });
      expect((await browser.post('/desk/cases/log', form({ interaction }))).text).to.include(reference);
    });

    it('says first what is wrong with the form', async () => {
      await browser.post('/desk/cases/log', form());
      const wrong = await browser.post('/desk/cases/log', form({ 'answers.bin': '' }));
      expect(wrong.status).to.equal(422);
      expect(wrong.text).to.include('Choose ').and.not.include('This may be logged already');
    });

    it('logs a new case all the same', async () => {
      const asked = await browser.post('/desk/cases/log', form());
      expect(asked.text).to.include('Log a new case all the same');
      const logged = await browser.post('/desk/cases/log', form({ nearby: hiddenField(asked.text, 'nearby') }));
      expect(logged.location).to.match(/\/logged$/);
    });

    it('links cases from their page, and says what is amiss with a reference', async () => {
      const [one, two] = [await at.log(), await at.log()];
      const post = (other: string) =>
        browser.post(`/desk/cases/${one.reference}/links`, { relation: 'duplicate-of', other });
      const missing = await post('');
      expect([missing.status, missing.text.includes('Enter the reference of the other case')]).to.deep.equal([
        422,
        true,
      ]);
      await post(two.reference);
      const { text } = await browser.get(`/desk/cases/${one.reference}`);
      expect(text).to.include('duplicate of').and.include(two.reference);
      const action = /action="(\/desk\/cases\/[^"]+\/links\/[^"]+\/remove)"/.exec(text)?.[1] ?? '';
      await browser.post(action);
      expect((await browser.get(`/desk/cases/${one.reference}`)).text).to.include('Link removed');
    });
  });
});
