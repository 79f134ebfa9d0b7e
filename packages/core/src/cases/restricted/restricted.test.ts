import { expect } from 'chai';
import { addTeamMember } from '../../directory/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { HOUR_MS } from '../../kernel/clock.js';
import { publishService } from '../../services/index.js';
import { dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type TestHttp } from '../../testing/http.js';
import { addNote } from '../commands/add-note.js';
import { handOverCase } from '../commands/hand-over-case.js';
import { linkCases } from '../commands/link-cases.js';
import { openRestrictedCase } from '../commands/open-restricted-case.js';
import { liftRestriction, restrictCase } from '../commands/restrict-case.js';
import { takeNext } from '../commands/take-next.js';
import { listQueue } from '../list-queries.js';
import { getLoggedCase } from '../log/logged-query.js';
import { getCasePage } from '../page/page-queries.js';
import { getCase } from '../queries.js';
import { whoMayBeTold } from './restricted-access.js';
import { everyAuthority } from '../../kernel/scope.js';
import { aMember, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';
import { codeOf } from '../../testing/expectations.js';

const mayRestrict = [...caseWork, 'cases.restrict'];

onBothEngines('restricted cases', (world) => {
  let at: CaseWorld;
  let member: StaffActor;
  let stranger: StaffActor;
  let dpo: StaffActor;
  let serviceId: string;
  before(async () => {
    at = await caseWorld(world());
    member = await aMember(world(), at.teamId, 'Imani Osei', mayRestrict);
    stranger = await aMember(world(), at.otherTeamId, 'Callum Frayne', mayRestrict);
    dpo = await world().staff(['cases.read', 'cases.read-restricted'], [dunmere]);
    const sensitive = { sensitivity: 'restricted', identityLevel: { log: 'none', disclose: 'full' } };
    const definition = missedBin({ key: 'care', name: 'Care', ...sensitive, retentionClass: 'restricted-case' });
    ({ id: serviceId } = await world().run(setup, publishService, { authorityId: dunmere, definition }));
  });
  beforeEach(() => world().clock.set(testNow));

  const restrict = (caseId: string, actor = member, expectedVersion = 1) =>
    world().run(actor, restrictCase, { caseId, reason: 'safeguarding', expectedVersion });

  describe('of a restricted service', () => {
    it('are ordinary work for their team, words and all', async () => {
      const { id, reference } = await at.log({ serviceId, participant: { name: 'Amira Haddad' } }, stranger);
      const found = await world().read(member, getCase, { reference });
      expect(found).to.deep.include({ restricted: true, veiled: false, participantName: 'Amira Haddad' });
      const { items } = await world().read(member, listQueue, { service: 'care', q: 'amira' });
      expect(items.map((each) => each.id)).to.deep.equal([id]);
      expect(await world().run(member, takeNext, {})).to.have.property('id');
    });

    it('leave whoever logged them a receipt with the reference alone', async () => {
      const { reference } = await at.log({ serviceId }, stranger);
      expect(await codeOf(world().read(stranger, getCase, { reference }))).to.equal('not_found');
      const receipt = await world().read(stranger, getLoggedCase, { reference });
      expect(receipt).to.deep.equal({ reference, title: null, serviceName: null, dueAt: null });
      const other = await aMember(world(), at.otherTeamId, 'Wren Castell');
      expect(await codeOf(world().read(other, getLoggedCase, { reference }))).to.equal('not_found');
    });

    it('go with a handover to the members of the other team', async () => {
      const { id } = await at.log({ serviceId });
      const about = { caseId: id, teamId: at.otherTeamId, note: 'Yours', expectedVersion: 1 };
      await world().run(member, handOverCase, about);
      expect(await codeOf(world().read(member, getCase, { id }))).to.equal('not_found');
      expect((await world().read(stranger, getCase, { id })).restricted).to.equal(true);
    });

    it('open to somebody from the moment in which they join the team', async () => {
      const { id } = await at.log({ serviceId });
      const newcomer = await world().staff(caseWork, [dunmere]);
      expect(await codeOf(world().read(newcomer, getCase, { id }))).to.equal('not_found');
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId: newcomer.staffId });
      expect((await world().read(newcomer, getCase, { id })).id).to.equal(id);
    });

    it('are told of to members of their team alone', async () => {
      const { id } = await at.log({ serviceId });
      const db = world().kernel.db.read(everyAuthority);
      const both = [member.staffId, stranger.staffId];
      expect(await whoMayBeTold(db, id, both)).to.deep.equal([member.staffId]);
      expect(await whoMayBeTold(db, (await at.log()).id, both)).to.deep.equal(both);
    });
  });

  describe('for the data protection officer', () => {
    it('open for a while once they say why, and the reason is kept before they show', async () => {
      const { id } = await at.log({ serviceId, participant: { name: 'Amira Haddad' } });
      expect(await codeOf(world().read(dpo, getCase, { id }))).to.equal('case_reason_needed');
      await world().run(dpo, openRestrictedCase, { id, reason: 'Call from the hospital' });
      expect((await world().read(dpo, getCase, { id })).participantName).to.equal('Amira Haddad');
      const entry = (await auditOf(world(), id)).find(({ actorId }) => actorId === dpo.staffId);
      expect(entry?.action).to.equal('cases.open-restricted-case');
      expect(JSON.stringify(entry?.details)).to.not.include('hospital');
      world().clock.advance(HOUR_MS);
      expect(await codeOf(world().read(dpo, getCase, { id }))).to.equal('case_reason_needed');
    });

    it('are in the queue by their reference, and found by no word', async () => {
      const { reference } = await at.log({ serviceId, participant: { name: 'Bertil Veiled' } });
      const { items } = await world().read(dpo, listQueue, { service: 'care', q: reference });
      expect(items[0]).to.include({ title: 'Restricted case', participantName: null, veiled: true });
      expect((await world().read(dpo, listQueue, { service: 'care', q: 'bertil' })).items).to.deep.equal([]);
    });

    it('take the permission', async () => {
      const { id } = await at.log({ serviceId });
      const work = world().run(at.officer, openRestrictedCase, { id, reason: 'Curious' });
      expect(await codeOf(work)).to.equal('not_allowed');
    });
  });

  describe('restricted by hand', () => {
    it('are gone at once for everybody else, and back once that is lifted', async () => {
      const { id, reference } = await at.log();
      await world().run(stranger, addNote, { caseId: id, text: 'She is afraid of him' });
      const { version } = await restrict(id);
      expect(await codeOf(world().read(stranger, getCase, { reference }))).to.equal('not_found');
      expect(await codeOf(restrict(id, member, version))).to.equal('already_restricted');
      const lift = { caseId: id, reason: 'It was somebody else', expectedVersion: version };
      expect(await codeOf(world().run(stranger, liftRestriction, lift))).to.equal('not_found');
      await world().run(member, liftRestriction, lift);
      const { case: found, timeline } = await world().read(stranger, getCasePage, { reference });
      expect(found.restriction).to.equal(null);
      expect(timeline.events[0]).to.deep.include({ kind: 'restricted', body: 'It was somebody else' });
      expect(await codeOf(world().run(member, liftRestriction, { ...lift, expectedVersion: 3 }))).to.equal(
        'not_restricted',
      );
      const actions = (await auditOf(world(), id)).map(({ action }) => action);
      expect(actions).to.include.members(['cases.restrict-case', 'cases.lift-restriction']);
    });

    it('leave no reference in the timelines and links of other cases', async () => {
      const [one, other] = [await at.log(), await at.log()];
      await world().run(member, linkCases, { caseId: one.id, other: other.reference, relation: 'related' });
      await restrict(one.id);
      const later = await at.log();
      await world().run(member, linkCases, { caseId: one.id, other: later.reference, relation: 'related' });
      for (const { id } of [other, later]) {
        const page = await world().read(stranger, getCasePage, { id });
        expect(JSON.stringify(page)).to.not.include(one.reference).and.not.include(one.id);
        expect(page.timeline.events.map(({ kind }) => kind)).to.include('linked');
      }
    });

    it('stay so where the whole service is', async () => {
      const { id } = await at.log({ serviceId });
      const lift = { caseId: id, reason: 'Why not', expectedVersion: 1 };
      expect(await codeOf(world().run(member, liftRestriction, lift))).to.equal('restricted_by_service');
    });

    it('take the permission, and a reason that there is', async () => {
      const { id } = await at.log();
      expect(await codeOf(restrict(id, at.officer))).to.equal('not_allowed');
      const about = { caseId: id, expectedVersion: 1 };
      const wrong = await errorOf(world().run(member, restrictCase, { ...about, reason: 'gossip' } as never));
      expect(wrong.faults.map(({ field }) => field)).to.deep.equal(['reason']);
      const silent = await errorOf(world().run(member, liftRestriction, { ...about, reason: ' ' }));
      expect(silent.faults.map(({ field }) => field)).to.deep.equal(['reason']);
    });

    it('are restricted by one of two people in the same moment; the other is told', async () => {
      const { id } = await at.log();
      const both = await Promise.allSettled([restrict(id), restrict(id)]);
      expect(both.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    });
  });

  describe('at the desk', () => {
    let http: TestHttp;
    before(async () => (http = await startHttp(world())));
    after(() => http.close());

    it('say that they are restricted, and are so by choosing why', async () => {
      const { personId } = await addPerson(world(), { roles: [['dunmere', 'officer']] });
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
      const browser = await http.signIn(personId);
      const { reference } = await at.log();
      const page = `/desk/cases/${reference}/restrict`;
      const version = hiddenField((await browser.get(page)).text, 'version');
      const missing = await browser.post(page, { version });
      expect([missing.status, missing.text.includes('Choose why it must be restricted')]).to.deep.equal([422, true]);
      const done = await browser.post(page, { version, reason: 'adult-social-care' });
      expect(done.location).to.equal(`/desk/cases/${reference}`);
      const { text } = await browser.get(`/desk/cases/${reference}`);
      expect(text)
        .to.match(/pill--bad[^>]*>\s*Restricted/)
        .and.include('Adult social care referral');
      const empty = await browser.post(`${page}/lift`, { version: '2', why: ' ' });
      expect(empty.text).to.include('Enter why it need not be restricted any more');
      await browser.post(`${page}/lift`, { version: '2', why: 'Closed by the panel' });
      expect((await browser.get(`/desk/cases/${reference}`)).text).to.include('Closed by the panel');
    });

    it('lead whoever restricts one of another team to the queue, because it is gone for them', async () => {
      const { personId } = await addPerson(world(), { roles: [['dunmere', 'adviser']] });
      const browser = await http.signIn(personId);
      const { reference } = await at.log();
      const page = `/desk/cases/${reference}/restrict`;
      const version = hiddenField((await browser.get(page)).text, 'version');
      const done = await browser.post(page, { version, reason: 'safeguarding' });
      expect(done.location).to.equal('/desk/queue');
      expect((await browser.get(`/desk/cases/${reference}`)).status).to.equal(404);
    });
  });
});
