import { AdapterError } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { countQueues } from '../../adapters/index.js';
import { HOUR_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { everyAuthority } from '../../kernel/scope.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { eventsOf } from '../../testing/expectations.js';
import { getCasePage } from '../page/page-queries.js';
import { inProgress, emptied, outsideCases } from '../testing/outside-cases.js';
import { sendOutside } from './send-outside.js';
import { settleWord } from './settle-news.js';
import { tellOutside } from './tell-outside.js';

onBothEngines('what another system reports of cases', (world) => {
  const { here, outsideOf, sent, stepsOf, read } = outsideCases(world);

  it('follow what is reported, by their own lifecycle, once however often it is told', async () => {
    const { farEnd, hear, id, theirs } = await sent();
    const comment = { text: 'The crew comes on Tuesday', for: 'customer' } as const;
    farEnd.say({ id: 'a', theirReference: theirs, status: inProgress, comment, at: testNow + 1 });
    farEnd.say({ id: 'b', theirReference: 'W-of-somebody-else', status: emptied, at: testNow + 1 });
    farEnd.say({ id: 'c', theirReference: theirs, status: emptied, at: testNow + 2 });
    await hear();
    await hear();
    expect(await read(id)).to.include({ status: 'resolved', outcome: 'emptied' });
    const { events } = (await world().read(here().officer, getCasePage, { id, timeline: 'customer' })).timeline;
    expect(events.map(({ kind, body }) => [kind, body]).toReversed()).to.deep.equal([
      ['opened', null],
      ['outside', 'Crew sent\n\nThe crew comes on Tuesday'],
      ['status', null],
      ['status', null],
    ]);
    expect(await outsideOf(id)).to.include({ theirStatus: 'Done', heardAt: testNow });
    const topics = (await eventsOf(world(), id)).map(({ topic }) => topic);
    expect(topics).to.include.members(['case.status-changed', 'case.resolved']);
    expect(farEnd.cancellations).to.deep.equal([]); // it said so itself
  });

  it('are not set back by what was overtaken', async () => {
    const { farEnd, hear, id, theirs } = await sent();
    farEnd.say({ id: 'later', theirReference: theirs, status: emptied, at: testNow + HOUR_MS });
    await hear();
    farEnd.say({ id: 'earlier', theirReference: theirs, status: inProgress, at: testNow });
    await hear();
    expect((await read(id)).status).to.equal('resolved');
    const outside = await outsideOf(id);
    expect(outside?.theirStatus).to.equal('Done');
    expect(outside?.words.map(({ key, state }) => [key, state])).to.deep.include.members([
      ['later', 'applied'],
      ['earlier', 'late'],
    ]);
  });

  it('that can’t follow wait for staff, who are told and settle it; nothing is lost', async () => {
    const { farEnd, hear, id, theirs } = await sent();
    const nowhere = { key: 'on-the-moon', outcome: null, words: 'Abgeschlossen' };
    const noOutcome = { key: 'resolved', outcome: null, words: 'Closed' };
    farEnd.say({ id: 'a', theirReference: theirs, status: nowhere, at: testNow });
    farEnd.say({ id: 'b', theirReference: theirs, status: noOutcome, at: testNow + 1 });
    farEnd.say({ id: 'c', theirReference: theirs, status: inProgress, at: testNow + 2 });
    await hear();
    expect((await read(id)).status).to.equal('in-progress');
    const words = (await outsideOf(id))?.words ?? [];
    const stuck = words.filter(({ state }) => state === 'stuck');
    expect(stuck.map(({ key, fault }) => [key, fault]).toSorted()).to.deep.equal([
      ['a', 'The connection maps it to “on-the-moon”, which is no status of this service'],
      ['b', '“Resolved” takes an outcome of this service, and the connection maps none'],
    ]);
    expect((await eventsOf(world(), id)).filter(({ topic }) => topic === 'outside.stuck')).to.have.length(2);
    const [one] = stuck;
    await world().run(here().officer, settleWord, {
      caseId: id,
      id: one?.id ?? '',
      expectedVersion: one?.version ?? 0,
    });
    expect((await outsideOf(id))?.words.find((word) => word.id === one?.id)?.state).to.equal('settled');
  });

  it('wait for staff when it refuses what it took, at the case and among the deliveries, and are sent again', async () => {
    const { farEnd, go, hear, id, kernel, theirs } = await sent();
    const deadOnes = async () =>
      (await countQueues(kernel.db.read(everyAuthority), ['works'])).find(({ state }) => state === 'dead')?.count ?? 0;
    const about = { theirReference: theirs, at: testNow };
    const refusal = { id: (await outsideOf(id))?.id ?? '', reason: 'No such street\nin our book' };
    farEnd.say({ ...about, id: 'a', refuses: refusal });
    farEnd.say({ ...about, id: 'b', refuses: { id: 'of-nothing', reason: 'Whatever' } });
    await hear();
    await hear();
    expect(await outsideOf(id)).to.include({ state: 'failed', fault: 'No such street in our book' });
    expect(await stepsOf(id)).to.deep.equal(['waiting', 'sent', 'failed', 'heard']);
    expect(await deadOnes()).to.equal(1);
    expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.include('outside.stuck');
    await runCommand(kernel, here().officer, sendOutside, { caseId: id });
    await go();
    expect([(await outsideOf(id))?.state, await deadOnes()]).to.deep.equal(['sent', 0]);
    // Of a word, the word alone is refused; and what was sent again since isn't meant by a refusal told again.
    await runCommand(kernel, here().officer, tellOutside, { caseId: id, text: 'The gate is at the back' });
    await go();
    farEnd.say({ ...about, id: 'c', refuses: { id: farEnd.updates[0]?.id ?? '', reason: 'No words, please' } });
    await hear();
    const after = await outsideOf(id);
    expect(after?.state).to.equal('sent');
    expect(after?.words.find(({ kind }) => kind === 'note')).to.include({ state: 'failed', fault: 'No words, please' });
    expect(await deadOnes()).to.equal(1);
  });

  it('keep no card number that the other system writes', async () => {
    const { farEnd, hear, id, theirs } = await sent();
    const comment = { text: 'Paid with 4111 1111 1111 1111', for: 'staff' } as const;
    farEnd.say({ id: 'a', theirReference: theirs, comment });
    await hear();
    expect(JSON.stringify(await outsideOf(id))).to.not.include('4111');
  });

  it('go on from where they were after a failure to hear, and ask no connection that rests', async () => {
    const { farEnd, hear, id, theirs } = await sent();
    farEnd.say({ id: 'a', theirReference: theirs, status: inProgress, at: testNow });
    farEnd.fail(new AdapterError('sign_in_refused', 'The key has expired'));
    await hear();
    farEnd.fail();
    await hear(); // rests: the key was refused
    expect((await read(id)).status).to.equal('received');
    world().clock.advance(HOUR_MS);
    await hear();
    expect((await read(id)).status).to.equal('in-progress');
  });
});
