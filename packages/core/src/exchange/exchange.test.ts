import { expect } from 'chai';
import { assignCase, getCase, getCasePage, resolveCase, restrictCase } from '../cases/index.js';
import { eventsOf } from '../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines } from '../testing/harness.js';
import { addPerson } from '../testing/http.js';
import { acceptTransfer, declineTransfer, getTransfer, offerTransfer, sendNote, withdrawTransfer } from './index.js';
import { tellStatus } from './jobs.js';
import {
  codeOf,
  offerCase,
  seen,
  takenOver,
  terms,
  transferAt,
  transferThere,
  twoInstallations,
  type Installation,
  type TwoInstallations,
} from './testing/two-installations.js';

onBothEngines('a case handed over between two installations', (world) => {
  let pair: TwoInstallations;
  let ours: Installation;
  let theirs: Installation;
  before(async () => {
    pair = await twoInstallations(world());
    ({ ours, theirs } = pair);
  });
  after(() => pair.close());

  it('hand a case over: what was chosen leaves, and nothing else, and both name the same owner', async () => {
    const offered = await offerCase(ours, ['place']);
    await pair.settle();
    const found = await transferThere(ours, theirs, offered.id);
    expect(found).to.include({ direction: 'in', state: 'offered', theirReference: offered.reference });
    expect(found.content).to.include({ address: '4 Quarry Lane, DM4 2LL', note: terms.note });
    expect(found.content?.terms).to.deep.equal({
      lawful_basis: 'Public task',
      purpose: terms.purpose,
      fields: ['place'],
    });
    expect(JSON.stringify(found.content)).to.not.match(/Wren|960123|Rubbish/);
  });

  it('say on both sides under which reference a case that was taken over goes on', async () => {
    const { id, reference, theirId, theirReference } = await takenOver(pair);
    expect(await transferAt(ours, id)).to.include({ state: 'accepted', theirReference });
    expect(await transferAt(theirs, theirId)).to.include({ state: 'accepted', theirReference: reference });
    const { elsewhere } = await ours.world.read(ours.officer, getCasePage, { reference });
    expect(elsewhere).to.include({ transfer: 'accepted', direction: 'out', theirReference });
    const taken = await theirs.world.read(theirs.officer, getCasePage, { reference: theirReference });
    expect(taken.elsewhere).to.include({ transfer: 'accepted', direction: 'in', theirReference: reference });
  });

  it('have those told who can do something: of its arrival, and of the answer', async () => {
    const told = async (side: Installation, id: string) =>
      (await eventsOf(side.world, id)).flatMap(({ topic, payload }) =>
        topic === 'transfer.arrived' || topic === 'transfer.answered'
          ? [[topic, (payload as { tell: string[] }).tell] as const]
          : [],
      );
    const { personId: leader } = await addPerson(theirs.world, { roles: [['castlebridge', 'team-leader']] });
    const { id, caseId } = await offerCase(ours);
    const { version } = await ours.world.read(ours.officer, getCase, { id: caseId });
    const assigneeId = ours.officer.staffId;
    await ours.world.run(ours.officer, assignCase, { caseId, assigneeId, expectedVersion: version });
    await pair.settle();
    const found = await transferThere(ours, theirs, id);
    const [[arrived, people] = ['', []]] = await told(theirs, found.id);
    expect(arrived).to.equal('transfer.arrived');
    expect(people).to.include(leader);
    await theirs.world.run(theirs.officer, declineTransfer, { ...seen(found), reason: 'Not our road' });
    await pair.settle();
    const [[answered, asked] = ['', []]] = await told(ours, id);
    expect(answered).to.equal('transfer.answered');
    expect(asked).to.include(assigneeId);
  });

  it('log what was sent as a case of a service whose form asks no more, else say what to do', async () => {
    const offered = await offerCase(ours);
    await pair.settle();
    const found = await transferThere(ours, theirs, offered.id);
    const accept = { ...seen(found), serviceId: theirs.cases.serviceId };
    const refusal = await theirs.world.run(theirs.officer, acceptTransfer, accept).catch((error: unknown) => error);
    expect(refusal).to.have.nested.property('faults[0].field', 'serviceId');
    expect((await transferAt(theirs, found.id)).state).to.equal('offered');
  });

  it('write to each other in order, and report how the case stands', async () => {
    const { id, theirId, theirCaseId } = await takenOver(pair);
    const write = async (side: Installation, transferId: string, text: string) =>
      side.world.run(side.officer, sendNote, { ...seen(await transferAt(side, transferId)), text });
    await write(ours, id, 'Have you been?');
    await write(ours, id, 'The customer rang again.');
    await pair.settle();
    await write(theirs, theirId, 'Tomorrow.');
    await theirs.world.run(theirs.officer, resolveCase, {
      caseId: theirCaseId,
      expectedVersion: 1,
      outcome: 'emptied',
    });
    await tellStatus.run(theirs.world.kernel, { subjectId: theirCaseId });
    await pair.settle();
    const read = (await transferAt(theirs, theirId)).messages
      .filter(({ kind }) => kind === 'note')
      .map(({ words }) => words);
    expect(read).to.deep.equal(['Tomorrow.', 'The customer rang again.', 'Have you been?']);
    expect(await transferAt(ours, id)).to.have.deep.property('theirStatus', {
      state: 'CLOSED',
      words: 'We emptied the bin',
    });
  });

  it('end a withdrawal alike, also when it crosses with the acceptance', async () => {
    const first = await offerCase(ours);
    await pair.settle();
    await ours.world.run(ours.officer, withdrawTransfer, {
      ...seen(await transferAt(ours, first.id)),
      reason: 'Ours after all',
    });
    expect((await transferAt(ours, first.id)).state).to.equal('withdrawing');
    const found = await transferThere(ours, theirs, first.id);
    const logged = await theirs.cases.log();
    await theirs.world.run(theirs.officer, acceptTransfer, { ...seen(found), caseId: logged.id });
    await pair.settle();
    expect([(await transferAt(ours, first.id)).state, (await transferAt(theirs, found.id)).state]).to.deep.equal([
      'accepted',
      'accepted',
    ]);
    const second = await offerCase(ours);
    await ours.world.run(ours.officer, withdrawTransfer, {
      ...seen(await transferAt(ours, second.id)),
      reason: 'A slip',
    });
    await pair.settle();
    expect((await transferAt(ours, second.id)).state).to.equal('withdrawn');
    const gone = await transferThere(ours, theirs, second.id);
    expect(await codeOf(theirs.world.run(theirs.officer, declineTransfer, { ...seen(gone), reason: 'No' }))).to.equal(
      'transfer_state',
    );
    const again = { caseId: second.caseId, peerId: ours.peerId, fields: [], ...terms, expectedVersion: 2 };
    expect(await codeOf(ours.world.run(ours.officer, offerTransfer, again))).to.equal('done');
  });

  it('tell who offered it why it was declined', async () => {
    const offered = await offerCase(ours);
    await pair.settle();
    await theirs.world.run(theirs.officer, declineTransfer, {
      ...seen(await transferThere(ours, theirs, offered.id)),
      reason: 'Not our road',
    });
    await pair.settle();
    expect(await transferAt(ours, offered.id)).to.include({ state: 'declined', reason: 'Not our road' });
  });

  it('never let a restricted case leave, hand one over twice, or to another council’s peer', async () => {
    const { caseId, id } = await offerCase(ours);
    const again = { caseId, peerId: ours.peerId, fields: [], ...terms, expectedVersion: 2 };
    expect(await codeOf(ours.world.run(ours.officer, offerTransfer, again))).to.equal('transfer_open');
    const { id: kept } = await ours.cases.log({}, ours.officer);
    const restricted = { caseId: kept, expectedVersion: 1, reason: 'safeguarding' } as const;
    const { version: expectedVersion } = await ours.world.run(ours.officer, restrictCase, restricted);
    const leave = { ...again, caseId: kept, expectedVersion };
    expect(await codeOf(ours.world.run(ours.officer, offerTransfer, leave))).to.equal('transfer_restricted');
    const outsider = await ours.world.staff(['exchange.read', 'exchange.hand-over', 'cases.read'], [castlebridge]);
    expect(await codeOf(ours.world.read(outsider, getTransfer, { id }))).to.equal('not_found');
    expect(await codeOf(ours.world.run(outsider, offerTransfer, again))).to.equal('not_found');
    const adviser = await ours.world.staff(['cases.read'], [dunmere]);
    expect(await codeOf(ours.world.run(adviser, offerTransfer, again))).to.equal('not_allowed');
  });
});
