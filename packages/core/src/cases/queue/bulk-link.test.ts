import { expect } from 'chai';
import { addTeamMember } from '../../directory/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { MINUTE_MS } from '../../kernel/clock.js';
import { castlebridge, onBothEngines, testNow } from '../../testing/harness.js';
import { addPerson, hiddenField, startHttp, type Browser, type TestHttp } from '../../testing/http.js';
import { changeInBulk } from '../commands/change-in-bulk.js';
import { linkCases, unlinkCases } from '../commands/link-cases.js';
import { undoInBulk } from '../commands/undo-in-bulk.js';
import type { LinkKind } from '../links/relations-repository.js';
import { getCasePage } from '../page/page-queries.js';
import { aMember, caseWork, caseWorld, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf } from '../testing/expectations.js';

type Logged = Awaited<ReturnType<CaseWorld['log']>>;

onBothEngines('linking several cases at once', (world) => {
  let at: CaseWorld;
  let leader: StaffActor;
  before(async () => {
    at = await caseWorld(world());
    leader = await aMember(world(), at.teamId, 'Folake Adeyemi', [...caseWork, 'cases.change-many']);
  });
  beforeEach(() => world().clock.set(testNow));

  const linksOf = async ({ id }: Logged) => (await world().read(leader, getCasePage, { id })).links;
  const link = (one: Logged, other: Logged, relation: LinkKind = 'related', batchId = world().newId()) =>
    world()
      .run(leader, changeInBulk, {
        ...{ batchId, caseId: one.id, expectedVersion: 1 },
        change: { does: 'link', relation, other: other.reference },
      })
      .then(() => batchId);
  const undo = (batchId: string, { id: caseId }: Logged, actor = leader) =>
    world().run(actor, undoInBulk, { batchId, caseId });

  it('links each as the single command does, with both audit rows, and leaves the case’s version as it is', async () => {
    const [one, hub] = [await at.log(), await at.log()];
    await link(one, hub, 'child-of');
    expect((await linksOf(hub))[0]).to.include({ kind: 'child-of', side: 'to', reference: one.reference });
    const actions = (await auditOf(world(), one.id)).map(({ action }) => action);
    expect(actions).to.include.members(['cases.change-in-bulk', 'cases.link-cases']);
    expect((await world().read(leader, getCasePage, { id: one.id })).case.version).to.equal(1);
  });

  it('takes the permission to work on cases too, and links nothing of another authority', async () => {
    const [one, hub] = [await at.log(), await at.log()];
    const input = {
      ...{ batchId: world().newId(), caseId: one.id, expectedVersion: 1 },
      change: { does: 'link', relation: 'related', other: hub.reference } as const,
    };
    const reader = await aMember(world(), at.teamId, 'Mei Lin', ['cases.change-many', 'cases.read']);
    expect((await errorOf(world().run(reader, changeInBulk, input))).facts).to.deep.equal({ permission: 'cases.work' });
    const stranger = await world().staff([...caseWork, 'cases.change-many'], [castlebridge]);
    expect((await errorOf(world().run(stranger, changeInBulk, input))).code).to.equal('not_found');
    expect(await linksOf(one)).to.deep.equal([]);
  });

  describe('undone', () => {
    it('removes the links that were made, and no other', async () => {
      const [one, two, hub, older] = [await at.log(), await at.log(), await at.log(), await at.log()];
      await world().run(leader, linkCases, { caseId: hub.id, other: older.reference, relation: 'related' });
      const batch = await link(one, hub, 'duplicate-of');
      await link(two, hub, 'duplicate-of', batch);
      for (const each of [one, two]) await undo(batch, each);
      expect((await linksOf(hub)).map(({ reference }) => reference)).to.deep.equal([older.reference]);
      expect((await errorOf(undo(batch, one))).code).to.equal('already_undone');
    });

    it('leaves a link that somebody made in its place, and belongs to whoever linked, for ten minutes', async () => {
      const [one, hub] = [await at.log(), await at.log()];
      const batch = await link(one, hub);
      const other = await aMember(world(), at.teamId, 'Amira Haddad', [...caseWork, 'cases.change-many']);
      expect((await errorOf(undo(batch, one, other))).code).to.equal('not_found');
      const [made] = await linksOf(one);
      await world().run(other, unlinkCases, { caseId: one.id, linkId: made?.id ?? '' });
      await world().run(other, linkCases, { caseId: one.id, other: hub.reference, relation: 'child-of' });
      expect((await errorOf(undo(batch, one))).code).to.equal('changed_since');
      expect(await linksOf(one)).to.have.length(1);
      const [two] = [await at.log()];
      const late = await link(two, hub);
      world().clock.advance(10 * MINUTE_MS + 1);
      expect((await errorOf(undo(late, two))).code).to.equal('undo_too_late');
    });
  });

  describe('at the desk', () => {
    let http: TestHttp;
    let browser: Browser;
    before(async () => {
      http = await startHttp(world());
      const { personId } = await addPerson(world(), { name: 'Janet Oakley', roles: [['dunmere', 'team-leader']] });
      await world().run(setup, addTeamMember, { teamId: at.teamId, personId });
      browser = await http.signIn(personId);
    });
    after(() => http.close());

    const open = async (cases: readonly Logged[]) => {
      const query = new URLSearchParams({ does: 'link' });
      for (const { id } of cases) query.append('case', id);
      const { text } = await browser.get(`/desk/queue/change?${query.toString()}`);
      const seen = [...text.matchAll(/name="case" value="([^"]+)"/g)].map(([, value]) => value ?? '');
      return { does: 'link', batch: hiddenField(text, 'batch'), case: seen };
    };
    const post = (fields: object) => browser.post('/desk/queue/change', { ...fields });

    it('links the selected cases to one of them, which is no failure, once, and undoes it', async () => {
      const [one, two, hub] = [await at.log(), await at.log(), await at.log()];
      const fields = { ...(await open([one, two, hub])), relation: 'duplicate-of', hub: hub.id };
      const done = await post(fields);
      expect(done.status).to.equal(303);
      await post(fields);
      const { text } = await browser.get(done.location);
      expect(text).to.include(`2 cases linked to ${hub.reference}`);
      expect((await linksOf(hub)).map(({ side }) => side)).to.deep.equal(['to', 'to']);
      const action = /action="(\/desk\/queue\/changes\/[^"]+\/undo)"/.exec(text)?.[1] ?? '';
      await browser.post(action, { back: '/desk/queue' });
      expect(await linksOf(hub)).to.deep.equal([]);
    });

    it('links them to another case by its reference, and lists each that can’t be with the reason', async () => {
      const [fine, taken, parent] = [await at.log(), await at.log(), await at.log()];
      const [between, above] = [await at.log(), await at.log()];
      await link(taken, parent);
      await link(parent, between, 'child-of');
      await link(between, above, 'child-of');
      const fields = { ...(await open([fine, taken, above])), relation: 'child-of', find: parent.reference };
      const { status, text } = await post(fields);
      expect(status).to.equal(200);
      expect(text).to.include('2 cases could not be changed').and.include('1 case changed.');
      expect(text).to.include(`${parent.reference} is linked already.`);
      expect(text).to.include(`${parent.reference} is itself a part of ${above.reference}`);
      expect((await linksOf(fine))[0]).to.include({ kind: 'child-of', side: 'from', reference: parent.reference });
    });

    it('finds a case by the beginning of its reference, and lets one be chosen of several', async () => {
      const [one, other] = [await at.log(), await at.log()];
      const fields = { ...(await open([one])), relation: 'related', find: 'DU-2222-2222-2' };
      const unknown = await post(fields);
      expect(unknown.text).to.include('Check the reference: no case that you may see has it');
      const beginning = other.reference.slice(0, 7);
      const asked = await post({ ...fields, find: beginning });
      expect([asked.status, asked.text.includes('Choose which of these cases you mean')]).to.deep.equal([422, true]);
      const suggested = await browser.get(`/desk/queue/change/suggest?find=${beginning}`);
      expect(suggested.text).to.include(`value="${other.reference}"`).and.include('name="found"');
      expect((await post({ ...fields, find: beginning, found: other.reference })).status).to.equal(303);
      expect((await linksOf(one))[0]).to.include({ reference: other.reference });
    });

    it('says what is missing, keeps what was chosen, and takes no case twice over', async () => {
      const [one, other] = [await at.log(), await at.log()];
      const fields = await open([one]);
      const refused = async (more: object, message: string) => {
        const { status, text } = await post({ ...fields, ...more });
        expect([status, text.includes(message)], message).to.deep.equal([422, true]);
        return text;
      };
      await refused({}, 'Choose what the selected cases are');
      const kept = await refused({ relation: 'child-of' }, 'Choose a selected case, or enter the reference');
      expect(kept).to.match(/value="child-of"\s+checked/);
      const both = { relation: 'related', hub: one.id, find: other.reference };
      expect(await refused(both, 'not both')).to.include(`value="${other.reference}"`);
      await refused({ relation: 'related', hub: one.id }, 'this is the only one that is selected');
      await refused({ relation: 'related', find: 'nothing such' }, 'Check the reference');
      expect(await linksOf(one)).to.deep.equal([]);
    });
  });
});
