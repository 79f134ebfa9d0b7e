import { expect } from 'chai';
import { setAbsence } from '../../directory/index.js';
import { finishInteraction, getInteraction, openEnquiry, startInteraction } from '../../interactions/index.js';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { auditOf, codeOf, errorOf, eventsOf } from '../../testing/expectations.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { handOverCase } from '../commands/hand-over-case.js';
import { resolveCase } from '../commands/resolve-case.js';
import { restrictCase } from '../commands/restrict-case.js';
import { getCasePage } from '../page/page-queries.js';
import { getCase } from '../queries.js';
import {
  aMember,
  castlebridge,
  caseWork,
  caseWorld,
  dunmere,
  westmoor,
  type CaseWorld,
} from '../testing/case-world.js';
import { acceptHandover, declineHandover } from './answer-handover.js';
import { finishHandover, withdrawHandover } from './end-handover.js';
import { returnHandovers, returnOvertaken } from './handover-jobs.js';
import { getHandover, getHandoverTimes, listOffered, listPassed, listTaken } from './handover-queries.js';
import { offerCase, passEnquiry } from './offer-case.js';
import { setHandoverTime } from './set-handover-time.js';

const taking = [...caseWork, 'interactions.handle', 'interactions.read', 'cases.set-handover-times'];

onBothEngines('passing things on', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let ines: StaffActor;
  let stranger: StaffActor;
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes', taking);
    ines = await aMember(world(), at.otherTeamId, 'Ines Vale', taking);
    stranger = await world().staff(taking, [castlebridge], 'Kwame Mensah');
  });
  beforeEach(() => world().clock.set(testNow));

  const note = 'She waits since Monday';
  const offer = async (to: object = { teamId: at.otherTeamId }, actor = tom) => {
    const { id: caseId } = await at.log();
    const input = { caseId, to, note, expectedVersion: 1 } as never;
    return { caseId, ...(await world().run(actor, offerCase, input)) };
  };
  const pass = async (to: object = { teamId: at.otherTeamId }) => {
    const { id: interactionId } = await world().run(tom, startInteraction, {
      ...{ channel: 'telephone', authorityId: dunmere },
    });
    const words = 'A drain is blocked';
    const { id: enquiryId } = await world().run(tom, openEnquiry, { interactionId, words });
    return { interactionId, enquiryId, ...(await world().run(tom, passEnquiry, { enquiryId, to, note } as never)) };
  };
  const accept = (id: string, actor = ines, expectedVersion = 1) =>
    world().run(actor, acceptHandover, { id, expectedVersion });
  const decline = (id: string, actor = ines) =>
    world().run(actor, declineHandover, { id, expectedVersion: 1, reason: 'Not our road' });
  const withdraw = (id: string, actor = tom) => world().run(actor, withdrawHandover, { id, expectedVersion: 1 });
  const see = (id: string) => world().read(tom, getHandover, { id });
  const ownerOf = async (id: string) => {
    const { teamId, assigneeId } = await world().read(tom, getCase, { id });
    return { teamId, assigneeId };
  };
  const work = () => returnHandovers.run(world().kernel, {});

  it('leaves a case with its team until somebody of the other accepts, who has it from then on', async () => {
    const { id, caseId } = await offer();
    expect(await ownerOf(caseId)).to.deep.equal({ teamId: at.teamId, assigneeId: null });
    expect((await world().read(ines, listOffered, {})).map((each) => each.id)).to.include(id);
    expect((await world().read(ines, getCasePage, { id: caseId })).offer).to.include({ id, mayAnswer: true });
    await accept(id);
    expect(await ownerOf(caseId)).to.deep.equal({ teamId: at.otherTeamId, assigneeId: ines.staffId });
    expect(await see(id)).to.include({ state: 'accepted', endedByName: 'Ines Vale', note });
    expect((await world().read(ines, getCasePage, { id: caseId })).offer).to.equal(undefined);
    const [passed] = (await world().read(tom, listPassed, {})).items;
    expect(passed).to.include({ id, state: 'accepted', caseStatus: 'open' });
    const topics = (await eventsOf(world(), id)).map(({ topic }) => topic);
    expect(topics).to.deep.equal(['handover.offered', 'handover.accepted']);
    const [audited] = await auditOf(world(), id);
    expect(JSON.stringify(audited?.details)).to.include(caseId).and.not.include(note);
  });

  it('stays where it was when it is declined, with the reason, or taken back, and can be passed again', async () => {
    const first = await offer();
    await decline(first.id);
    expect(await see(first.id)).to.include({ state: 'declined', reason: 'Not our road' });
    expect(await ownerOf(first.caseId)).to.deep.equal({ teamId: at.teamId, assigneeId: null });
    const again = { caseId: first.caseId, to: { personId: ines.staffId }, note, expectedVersion: 2 };
    const second = await world().run(tom, offerCase, again);
    expect(await codeOf(world().run(tom, offerCase, again))).to.equal('stale_version');
    const third = world().run(tom, offerCase, { ...again, expectedVersion: 3 });
    expect(await codeOf(third)).to.equal('handover_offered');
    await withdraw(second.id);
    expect(await see(second.id)).to.include({ state: 'withdrawn' });
    expect(await codeOf(accept(second.id))).to.equal('handover_ended');
  });

  it('returns after a working day, nights and weekends apart, and whoever passed it is told', async () => {
    world().clock.set(testNow + 4 * DAY_MS); // Friday at ten
    const { id, returnAt } = await offer();
    expect(returnAt).to.equal(testNow + 7 * DAY_MS); // Monday at ten: Friday has seven hours left
    world().clock.set(returnAt - 1);
    await work();
    expect(await see(id)).to.include({ state: 'offered' });
    world().clock.set(returnAt);
    await work();
    expect(await see(id)).to.include({ state: 'returned', endedByName: null });
    const [, returned] = await eventsOf(world(), id);
    expect(returned?.payload).to.deep.include({ tell: [tom.staffId] });
  });

  it('returns after the time that its council, or its team, has set', async () => {
    const set = (workingMinutes: number | null, more: object = {}, actor = tom) => {
      const input = { authorityId: dunmere, workingMinutes, expectedVersion: 0, ...more };
      return world().run(actor, setHandoverTime, input);
    };
    await set(60);
    expect((await offer()).returnAt).to.equal(testNow + HOUR_MS);
    const { version } = await set(30, { teamId: at.otherTeamId });
    expect((await offer()).returnAt).to.equal(testNow + HOUR_MS / 2);
    expect(await codeOf(set(45, { teamId: at.otherTeamId }))).to.equal('stale_version');
    await set(null, { teamId: at.otherTeamId, expectedVersion: version });
    expect(await world().read(tom, getHandoverTimes, { authorityId: dunmere })).to.have.lengthOf(1);
    expect((await errorOf(set(5, { expectedVersion: 1 }))).faults?.[0]?.field).to.equal('workingMinutes');
    expect(await codeOf(set(60, {}, stranger))).to.equal('not_found');
    await set(null, { expectedVersion: 1 });
  });

  it('has one end when one accepts, another declines, a third takes it back and its time is over at once', async () => {
    for (let times = 0; times < 4; times += 1) {
      const { id, caseId, returnAt } = await offer();
      world().clock.set(returnAt);
      const ways = [() => accept(id), () => decline(id), () => withdraw(id), work];
      await Promise.allSettled([...ways.slice(times), ...ways.slice(0, times)].map((way) => way()));
      const { state } = await see(id);
      expect(state).to.not.equal('offered');
      const owner = state === 'accepted' ? at.otherTeamId : at.teamId;
      expect((await ownerOf(caseId)).teamId).to.equal(owner);
      expect((await eventsOf(world(), id)).length).to.equal(2);
      world().clock.set(testNow);
    }
  });

  it('ends an enquiry by passing it, and tells whoever passed it what became of it', async () => {
    const { id, interactionId } = await pass();
    const [enquiry] = (await world().read(tom, getInteraction, { id: interactionId })).enquiries;
    expect(enquiry).to.include({ outcome: 'passed', passedToTeamId: at.otherTeamId, note });
    await world().run(tom, finishInteraction, { id: interactionId, expectedVersion: 1 });
    expect((await see(id)).about).to.equal('A drain is blocked');
    await accept(id);
    expect((await world().read(ines, listTaken, {})).map((each) => each.id)).to.deep.equal([id]);
    const done = { id, expectedVersion: 2, result: 'Rodded on Tuesday' };
    expect(await codeOf(world().run(tom, finishHandover, done))).to.equal('handover_of_another');
    await world().run(ines, finishHandover, done);
    expect(await see(id)).to.include({ result: 'Rodded on Tuesday' });
    expect(await world().read(ines, listTaken, {})).to.deep.equal([]);
    expect(await codeOf(world().run(ines, finishHandover, { ...done, expectedVersion: 3 }))).to.equal(
      'handover_not_to_finish',
    );
  });

  it('is accepted by whoever stands in for the person, and by nobody else', async () => {
    const { id } = await offer({ personId: ines.staffId });
    const olga = await aMember(world(), at.otherTeamId, 'Olga Pryce', taking);
    expect(await codeOf(accept(id, olga))).to.equal('handover_of_another');
    await world().run(ines, setAbsence, { fromOn: '2026-11-16', toOn: '2026-11-17', deputyId: olga.staffId });
    await accept(id, olga);
    expect(await see(id)).to.include({ state: 'accepted', endedByName: 'Olga Pryce' });
  });

  it('is offered to a whole council, of which anybody who may work on it accepts for a team of theirs', async () => {
    const { id, caseId } = await offer({ authorityId: dunmere });
    await accept(id);
    expect((await ownerOf(caseId)).teamId).to.equal(at.otherTeamId);
  });

  it('is refused to another council without an agreement, in words', async () => {
    const error = await errorOf(offer({ authorityId: westmoor }));
    expect(error.code).to.equal('handover_not_agreed');
    expect(error.message).to.include('No agreement in force');
    expect(await codeOf(pass({ authorityId: castlebridge }))).to.equal('handover_not_agreed');
  });

  it('goes back when its case is closed, restricted, or handed elsewhere meanwhile', async () => {
    const { id, caseId } = await offer();
    const closing = { caseId, expectedVersion: 2, outcome: 'emptied' };
    await world().run(tom, resolveCase, closing);
    expect(await codeOf(accept(id))).to.equal('handover_overtaken');
    await returnOvertaken.run(world().kernel, { subjectId: caseId });
    expect(await see(id)).to.include({ state: 'returned' });
    const other = await offer({ personId: ines.staffId });
    const over = { caseId: other.caseId, teamId: at.otherTeamId, note, expectedVersion: 2 };
    await world().run(tom, handOverCase, over);
    await returnOvertaken.run(world().kernel, { subjectId: other.caseId });
    expect(await see(other.id)).to.include({ state: 'returned' });
  });

  it('refuses what is incomplete, closed or restricted, card numbers, and an old version, naming the box', async () => {
    const { id: caseId } = await at.log();
    const input = { caseId, to: { teamId: at.otherTeamId }, note, expectedVersion: 1 };
    const fieldOf = async (more: object) =>
      (await errorOf(world().run(tom, offerCase, { ...input, ...more }))).faults?.map(({ field }) => field);
    expect(await fieldOf({ to: { teamId: at.teamId } })).to.deep.equal(['to']);
    expect(await fieldOf({ to: { personId: tom.staffId } })).to.deep.equal(['to']);
    expect(await fieldOf({ note: ' ' })).to.deep.equal(['note']);
    expect(await fieldOf({ note: 'Card 4111 1111 1111 1111' })).to.deep.equal(['note']);
    expect(await codeOf(world().run(tom, offerCase, { ...input, expectedVersion: 9 }))).to.equal('stale_version');
    const restricting = { caseId, reason: 'safeguarding', expectedVersion: 1 } as const;
    const keeper = await aMember(world(), at.teamId, 'Mair Bowen', [...taking, 'cases.restrict']);
    await world().run(keeper, restrictCase, restricting);
    expect(await codeOf(world().run(tom, offerCase, { ...input, expectedVersion: 2 }))).to.equal('handover_restricted');
  });

  it('is neither made, answered nor seen without the permission, or at another council', async () => {
    const { id, caseId } = await offer();
    const reader = await aMember(world(), at.otherTeamId, 'Rhys Penn', ['cases.read']);
    expect(await codeOf(accept(id, reader))).to.equal('not_allowed');
    expect(await codeOf(decline(id, reader))).to.equal('not_allowed');
    expect(await codeOf(withdraw(id, reader))).to.equal('handover_given_by_another');
    const input = { caseId, to: { teamId: at.otherTeamId }, note, expectedVersion: 1 };
    expect(await codeOf(world().run(reader, offerCase, input))).to.equal('not_allowed');
    for (const answer of [accept, decline, withdraw]) expect(await codeOf(answer(id, stranger))).to.equal('not_found');
    expect(await codeOf(world().read(stranger, getHandover, { id }))).to.equal('not_found');
    expect(await codeOf(world().run(stranger, offerCase, input))).to.equal('not_found');
    expect(await see(id)).to.include({ state: 'offered', version: 1 });
  });
});
