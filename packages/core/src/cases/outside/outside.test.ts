import { AdapterError } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { createDispatcher } from '../../adapters/index.js';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import { aWorksFarEnd } from '../../testing/far-end.js';
import { onBothEngines, testNow } from '../../testing/harness.js';
import { codeOf, eventsOf } from '../../testing/expectations.js';
import { addChase } from '../commands/add-chase.js';
import { addNote } from '../commands/add-note.js';
import { restrictCase } from '../commands/restrict-case.js';
import { getCase } from '../queries.js';
import { castlebridge, dunmere } from '../testing/case-world.js';
import { emptied, outsideCases } from '../testing/outside-cases.js';
import { caseCourier } from './outside-couriers.js';
import { outsideJobs } from './outside-jobs.js';
import { sendOutside } from './send-outside.js';
import { settleWord } from './settle-news.js';
import { tellOutside } from './tell-outside.js';

const away = new AdapterError('unreachable', 'Nothing answers');

onBothEngines('cases whose work is done in another system', (world) => {
  const { connected, here, outsideOf, sent, stepsOf, there, read, move } = outsideCases(world);

  it('are sent when they are logged, once, and are found by the other system’s reference', async () => {
    const { farEnd, go, id, reference, theirs } = await sent();
    await go();
    expect(farEnd.cases.map((one) => one.reference)).to.deep.equal([reference]);
    const [got] = farEnd.cases;
    expect(got).to.deep.include({ service: 'missed-bin', title: 'Missed rubbish bin', triedAt: null });
    expect(got?.customer.name).to.equal('Joan Prosser');
    expect(got?.answers).to.deep.equal([
      { key: 'bin', question: 'Which bin was missed?', values: ['rubbish'], text: 'Rubbish' },
    ]);
    expect(await outsideOf(id)).to.deep.include({ state: 'sent', sentAt: testNow, systemName: 'Far end (works)' });
    expect(await stepsOf(id)).to.deep.equal(['waiting', 'sent']);
    expect((await world().read(here().officer, getCase, { reference: theirs.toLowerCase() })).id).to.equal(id);
  });

  it('wait while the other system is away, and nothing goes twice though its answers are lost', async () => {
    const farEnd = aWorksFarEnd();
    farEnd.fail(away, 'keeps-it');
    const at = connected(farEnd.adapter);
    const ids: string[] = [];
    for (let count = 0; count < 12; count += 1) ids.push((await here().log()).id);
    await at.go();
    const [first = ''] = ids;
    expect(await outsideOf(first)).to.include({ state: 'waiting', fault: 'Nothing answers' });
    for (let minute = 0; minute < 10; minute += 1) {
      world().clock.advance(MINUTE_MS);
      await at.go();
    }
    farEnd.fail();
    world().clock.advance(HOUR_MS);
    await at.go();
    expect(farEnd.cases).to.have.length(12);
    for (const id of ids) expect((await outsideOf(id))?.state).to.equal('sent');
  });

  it('say to an adapter when they may be there already', async () => {
    const farEnd = aWorksFarEnd();
    const at = connected(farEnd.adapter);
    farEnd.fail(away);
    const { id } = await here().log();
    await at.go();
    farEnd.fail();
    world().clock.advance(MINUTE_MS);
    await at.go();
    expect(farEnd.cases.map(({ triedAt }) => triedAt)).to.deep.equal([testNow]);
    expect((await outsideOf(id))?.state).to.equal('sent');
  });

  it('of one council never go to, nor follow, another council’s connection', async () => {
    const theirs = aWorksFarEnd({ name: 'theirs', authorityIds: [castlebridge] });
    const ours = aWorksFarEnd({ name: 'ours', authorityIds: [dunmere] });
    const at = connected(theirs.adapter, ours.adapter);
    const mine = await here().log();
    const other = await there().log();
    await at.go();
    expect(ours.cases.map(({ reference }) => reference)).to.deep.equal([mine.reference]);
    expect(theirs.cases.map(({ reference }) => reference)).to.deep.equal([other.reference]);
    // Theirs speaks of ours, by the very reference under which it is known.
    const theirReference = (await outsideOf(mine.id))?.theirReference ?? '';
    theirs.say({ id: 'x', theirReference, status: emptied, at: testNow });
    await at.hear();
    expect((await read(mine.id)).status).to.equal('received');
    // And once a connection serves the council no more, what it has still to say is not taken.
    ours.say({ id: 'y', theirReference, status: emptied, at: testNow });
    await connected({ ...ours.adapter, authorityIds: [castlebridge] }).hear();
    expect((await read(mine.id)).status).to.equal('received');
  });

  it('of other services, and restricted ones, stay', async () => {
    const others = aWorksFarEnd({ services: ['pothole'] });
    await connected(others.adapter).go();
    await here().log();
    await connected(others.adapter).go();
    expect(others.cases).to.deep.equal([]);
    const farEnd = aWorksFarEnd();
    const at = connected(farEnd.adapter);
    const { id } = await here().log();
    const leader = await world().staff(['cases.restrict', 'cases.read', 'cases.work'], [dunmere]);
    await world().run(leader, restrictCase, { caseId: id, expectedVersion: 1, reason: 'safeguarding' });
    await at.go();
    expect(farEnd.cases).to.deep.equal([]);
    const work = runCommand(at.kernel, here().officer, sendOutside, { caseId: id });
    expect(await codeOf(work)).to.equal('case_kept_here');
  });

  it('that are refused wait for staff, who are told why and send them again', async () => {
    const farEnd = aWorksFarEnd();
    farEnd.fail(new AdapterError('refused', 'No job is for it'));
    const { go, kernel, id } = await sent(farEnd);
    expect(await outsideOf(id)).to.include({ state: 'failed', fault: 'No job is for it' });
    expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.include('outside.stuck');
    farEnd.fail();
    await runCommand(kernel, here().officer, sendOutside, { caseId: id });
    expect(await codeOf(runCommand(kernel, here().officer, sendOutside, { caseId: id }))).to.equal('case_sent_already');
    await go();
    expect(await outsideOf(id)).to.include({ state: 'sent', fault: null });
    expect(await stepsOf(id)).to.deep.equal(['waiting', 'failed', 'waiting', 'sent']);
  });

  it('that are closed before they went are kept back', async () => {
    const farEnd = aWorksFarEnd();
    farEnd.fail(away);
    const { go, id } = await sent(farEnd);
    await move(id, 'resolve', 1, { outcome: 'emptied' });
    farEnd.fail();
    world().clock.advance(HOUR_MS);
    await go();
    expect([farEnd.cases, farEnd.cancellations]).to.deep.equal([[], []]);
    expect(await outsideOf(id)).to.include({ state: 'kept-back', fault: 'It was closed before it went' });
  });

  it('tell what the customer may read and that they asked, after the case and in order; what is internal stays', async () => {
    const farEnd = aWorksFarEnd();
    farEnd.fail(away);
    const { go, id } = await sent(farEnd);
    await world().run(here().officer, addNote, { caseId: id, text: 'The gate is at the back', visibility: 'customer' });
    await world().run(here().officer, addNote, { caseId: id, text: 'She was cross' });
    world().clock.advance(1000);
    await world().run(here().officer, addChase, { caseId: id, note: 'It smells' });
    await go();
    expect(farEnd.updates).to.deep.equal([]);
    farEnd.fail();
    world().clock.advance(HOUR_MS);
    await go();
    await go();
    expect(farEnd.updates.map(({ kind, text }) => [kind, text])).to.deep.equal([
      ['note', 'The gate is at the back'],
      ['chase', 'The customer asked how far it is. It smells'],
    ]);
  });

  it('tell once what was written before anything was known of their way', async () => {
    const farEnd = aWorksFarEnd();
    const { kernel, go } = connected(farEnd.adapter);
    const { id } = await here().log();
    await world().run(here().officer, addNote, { caseId: id, text: 'The gate is at the back', visibility: 'customer' });
    // The note's job was faster than the case's, and found nothing.
    await outsideJobs.find(({ kind }) => kind === 'cases.send-logged')?.run(kernel, { subjectId: id });
    expect((await outsideOf(id))?.words.map(({ body }) => body)).to.deep.equal(['The gate is at the back']);
    await go();
    expect(farEnd.updates.map(({ text }) => text)).to.deep.equal(['The gate is at the back']);
  });

  it('are withdrawn there when they are closed here, and spoken of again when opened again', async () => {
    const { farEnd, go, kernel, id } = await sent();
    await move(id, 'resolve', 1, { outcome: 'not-out' });
    await go();
    expect(farEnd.cancellations.map(({ reason }) => reason)).to.deep.equal(['Closed here: Bin was not out.']);
    const write = runCommand(kernel, here().officer, tellOutside, { caseId: id, text: 'And another thing' });
    expect(await codeOf(write)).to.equal('case_not_sent');
    await move(id, 'reopen', 2);
    await go();
    expect(farEnd.updates.map(({ kind }) => kind)).to.deep.equal(['reopened']);
    expect((await outsideOf(id))?.isWithdrawn).to.equal(false);
  });

  it('leave to staff what the other system takes no words of', async () => {
    const { go, kernel, farEnd, id } = await sent(aWorksFarEnd({}, { without: ['update', 'cancel'] }));
    await runCommand(kernel, here().officer, tellOutside, { caseId: id, text: 'The gate is at the back' });
    await go();
    expect(farEnd.updates).to.deep.equal([]);
    const [word] = (await outsideOf(id))?.words ?? [];
    expect(word).to.include({ state: 'not-taken', body: 'The gate is at the back' });
    await world().run(here().officer, settleWord, { caseId: id, id: word?.id ?? '', expectedVersion: 1 });
    const again = world().run(here().officer, settleWord, { caseId: id, id: word?.id ?? '', expectedVersion: 2 });
    expect(await codeOf(again)).to.equal('word_settled');
  });

  it('go on under the same id when a worker was cut off while it sent', async () => {
    const farEnd = aWorksFarEnd();
    const at = connected(farEnd.adapter);
    const { id } = await here().log();
    farEnd.fail(away);
    await at.go();
    const outside = await outsideOf(id);
    await caseCourier.begin(at.kernel, outside?.id ?? '');
    farEnd.fail();
    world().clock.advance(HOUR_MS);
    await createDispatcher(at.kernel, [caseCourier]).runDue();
    expect(farEnd.cases.map((one) => one.id)).to.deep.equal([outside?.id]);
    expect((await outsideOf(id))?.state).to.equal('sent');
  });
});
