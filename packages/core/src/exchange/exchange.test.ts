import { expect } from 'chai';
import { assignCase, getCase, getCasePage, resolveCase, restrictCase } from '../cases/index.js';
import { MINUTE_MS } from '../kernel/clock.js';
import { eventsOf } from '../testing/expectations.js';
import { castlebridge, dunmere } from '../testing/harness.js';
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
  betweenInstallations,
  type Installation,
} from './testing/two-installations.js';

betweenInstallations('a case handed over between two installations', (pair) => {
  it('hand a case over: what was chosen leaves, and nothing else, and both name the same owner', async () => {
    const offered = await offerCase(pair.ours, ['place']);
    await pair.settle();
    const found = await transferThere(pair.ours, pair.theirs, offered.id);
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
    expect(await transferAt(pair.ours, id)).to.include({ state: 'accepted', theirReference });
    expect(await transferAt(pair.theirs, theirId)).to.include({ state: 'accepted', theirReference: reference });
    const { elsewhere } = await pair.ours.world.read(pair.ours.officer, getCasePage, { reference });
    expect(elsewhere).to.include({ transfer: 'accepted', direction: 'out', theirReference });
    const taken = await pair.theirs.world.read(pair.theirs.officer, getCasePage, { reference: theirReference });
    expect(taken.elsewhere).to.include({ transfer: 'accepted', direction: 'in', theirReference: reference });
  });

  it('have those told who can do something: of its arrival, and of the answer', async () => {
    const told = async (side: Installation, id: string) =>
      (await eventsOf(side.world, id)).flatMap(({ topic, payload }) =>
        topic === 'transfer.arrived' || topic === 'transfer.answered'
          ? [[topic, (payload as { tell: string[] }).tell] as const]
          : [],
      );
    const { personId: leader } = await addPerson(pair.theirs.world, { roles: [['castlebridge', 'team-leader']] });
    const { id, caseId } = await offerCase(pair.ours);
    const { version } = await pair.ours.world.read(pair.ours.officer, getCase, { id: caseId });
    const assigneeId = pair.ours.officer.staffId;
    await pair.ours.world.run(pair.ours.officer, assignCase, { caseId, assigneeId, expectedVersion: version });
    await pair.settle();
    const found = await transferThere(pair.ours, pair.theirs, id);
    const [[arrived, people] = ['', []]] = await told(pair.theirs, found.id);
    expect(arrived).to.equal('transfer.arrived');
    expect(people).to.include(leader);
    await pair.theirs.world.run(pair.theirs.officer, declineTransfer, { ...seen(found), reason: 'Not our road' });
    await pair.settle();
    const [[answered, asked] = ['', []]] = await told(pair.ours, id);
    expect(answered).to.equal('transfer.answered');
    expect(asked).to.include(assigneeId);
  });

  it('log what was sent as a case of a service whose form asks no more, else say what to do', async () => {
    const offered = await offerCase(pair.ours);
    await pair.settle();
    const found = await transferThere(pair.ours, pair.theirs, offered.id);
    const accept = { ...seen(found), serviceId: pair.theirs.cases.serviceId };
    const refusal = await pair.theirs.world
      .run(pair.theirs.officer, acceptTransfer, accept)
      .catch((error: unknown) => error);
    expect(refusal).to.have.nested.property('faults[0].field', 'serviceId');
    expect((await transferAt(pair.theirs, found.id)).state).to.equal('offered');
  });

  it('write to each other in order, and report how the case stands', async () => {
    const { id, theirId, theirCaseId } = await takenOver(pair);
    const write = async (side: Installation, transferId: string, text: string) =>
      side.world.run(side.officer, sendNote, { ...seen(await transferAt(side, transferId)), text });
    await write(pair.ours, id, 'Have you been?');
    await write(pair.ours, id, 'The customer rang again.');
    await pair.settle();
    await write(pair.theirs, theirId, 'Tomorrow.');
    await pair.theirs.world.run(pair.theirs.officer, resolveCase, {
      caseId: theirCaseId,
      expectedVersion: 1,
      outcome: 'emptied',
    });
    await tellStatus.run(pair.theirs.world.kernel, { subjectId: theirCaseId });
    await pair.settle();
    const read = (await transferAt(pair.theirs, theirId)).messages
      .filter(({ kind }) => kind === 'note')
      .map(({ words }) => words);
    expect(read).to.deep.equal(['Tomorrow.', 'The customer rang again.', 'Have you been?']);
    expect(await transferAt(pair.ours, id)).to.have.deep.property('theirStatus', {
      state: 'CLOSED',
      words: 'We emptied the bin',
    });
  });

  it('show what was written in the order of our own clock, however far theirs is off', async () => {
    const { id, theirId } = await takenOver(pair);
    const now = pair.ours.world.clock.now();
    const write = async (side: Installation, transferId: string, text: string): Promise<void> => {
      await side.world.run(side.officer, sendNote, { ...seen(await transferAt(side, transferId)), text });
      await pair.settle();
    };
    pair.theirs.world.clock.set(now + 5 * MINUTE_MS);
    await write(pair.ours, id, 'First');
    pair.ours.world.clock.advance(MINUTE_MS);
    await write(pair.theirs, theirId, 'Second');
    const { messages } = await transferAt(pair.ours, id);
    pair.theirs.world.clock.set(pair.ours.world.clock.now());
    expect(messages.slice(0, 2).map(({ words }) => words)).to.deep.equal(['Second', 'First']);
  });

  it('end a withdrawal alike, also when it crosses with the acceptance', async () => {
    const first = await offerCase(pair.ours);
    await pair.settle();
    await pair.ours.world.run(pair.ours.officer, withdrawTransfer, {
      ...seen(await transferAt(pair.ours, first.id)),
      reason: 'Ours after all',
    });
    expect((await transferAt(pair.ours, first.id)).state).to.equal('withdrawing');
    const found = await transferThere(pair.ours, pair.theirs, first.id);
    const logged = await pair.theirs.cases.log();
    await pair.theirs.world.run(pair.theirs.officer, acceptTransfer, { ...seen(found), caseId: logged.id });
    await pair.settle();
    expect([
      (await transferAt(pair.ours, first.id)).state,
      (await transferAt(pair.theirs, found.id)).state,
    ]).to.deep.equal(['accepted', 'accepted']);
    const second = await offerCase(pair.ours);
    await pair.ours.world.run(pair.ours.officer, withdrawTransfer, {
      ...seen(await transferAt(pair.ours, second.id)),
      reason: 'A slip',
    });
    await pair.settle();
    expect((await transferAt(pair.ours, second.id)).state).to.equal('withdrawn');
    const gone = await transferThere(pair.ours, pair.theirs, second.id);
    expect(
      await codeOf(pair.theirs.world.run(pair.theirs.officer, declineTransfer, { ...seen(gone), reason: 'No' })),
    ).to.equal('transfer_state');
    const again = { caseId: second.caseId, peerId: pair.ours.peerId, fields: [], ...terms, expectedVersion: 2 };
    expect(await codeOf(pair.ours.world.run(pair.ours.officer, offerTransfer, again))).to.equal('done');
  });

  it('tell who offered it why it was declined', async () => {
    const offered = await offerCase(pair.ours);
    await pair.settle();
    await pair.theirs.world.run(pair.theirs.officer, declineTransfer, {
      ...seen(await transferThere(pair.ours, pair.theirs, offered.id)),
      reason: 'Not our road',
    });
    await pair.settle();
    expect(await transferAt(pair.ours, offered.id)).to.include({ state: 'declined', reason: 'Not our road' });
  });

  it('never let a restricted case leave, hand one over twice, or to another council’s peer', async () => {
    const { caseId, id } = await offerCase(pair.ours);
    const again = { caseId, peerId: pair.ours.peerId, fields: [], ...terms, expectedVersion: 2 };
    expect(await codeOf(pair.ours.world.run(pair.ours.officer, offerTransfer, again))).to.equal('transfer_open');
    const { id: kept } = await pair.ours.cases.log({}, pair.ours.officer);
    const restricted = { caseId: kept, expectedVersion: 1, reason: 'safeguarding' } as const;
    const { version: expectedVersion } = await pair.ours.world.run(pair.ours.officer, restrictCase, restricted);
    const leave = { ...again, caseId: kept, expectedVersion };
    expect(await codeOf(pair.ours.world.run(pair.ours.officer, offerTransfer, leave))).to.equal('transfer_restricted');
    const outsider = await pair.ours.world.staff(['exchange.read', 'exchange.hand-over', 'cases.read'], [castlebridge]);
    expect(await codeOf(pair.ours.world.read(outsider, getTransfer, { id }))).to.equal('not_found');
    expect(await codeOf(pair.ours.world.run(outsider, offerTransfer, again))).to.equal('not_found');
    const adviser = await pair.ours.world.staff(['cases.read'], [dunmere]);
    expect(await codeOf(pair.ours.world.run(adviser, offerTransfer, again))).to.equal('not_allowed');
  });
});
