import { AdapterError, type SentOutcome } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { createDispatcher } from '../adapters/index.js';
import { getCasePage } from '../cases/index.js';
import { findReachable, verifyContactPoint } from '../customers/index.js';
import { DAY_MS, MINUTE_MS } from '../kernel/clock.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { setup, westmoor } from '../testing/case-world.js';
import { eventsOf } from '../testing/expectations.js';
import { aMessageFarEnd, connectedTo } from '../testing/far-end.js';
import { onBothEngines, testNow } from '../testing/harness.js';
import { sendMessage } from './commands/send-message.js';
import { dealWithMessage, printMessage } from './commands/settle-message.js';
import { queueMessages } from './jobs.js';
import { messageCourier } from './message-courier.js';
import { getMessage, getReply, listMessages } from './queries.js';
import { joansMail, messageWorld, type MessageWorld } from './testing/message-world.js';

const mobile = '+447700900188';

onBothEngines('what became of messages', (world) => {
  let at: MessageWorld;
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
  });
  beforeEach(() => world().clock.set(testNow));

  let sent = 0;
  /** A message that a far end took; `became` is what it knows of all that it took. */
  const aSent = async (about: { readonly channel?: 'email' | 'text'; readonly customerId?: string } = {}) => {
    const reference = `R-${(sent += 1)}`;
    const became: (SentOutcome | Error)[] = [];
    const farEnd = aMessageFarEnd([reference], {
      channels: ['email', 'text'],
      became: () =>
        became.map((one) => {
          if (one instanceof Error) throw one;
          return one;
        }),
    });
    const kernel = connectedTo(world().kernel, farEnd.adapter);
    const customerId = about.customerId ?? (await at.customer({ preferredChannel: 'email', telephones: [mobile] }));
    const { id: caseId, reference: caseReference } = await at.log({ customerId }, at.tom);
    const channel = about.channel ?? 'email';
    const { id } = await world().run(at.tom, sendMessage, { caseId, channel, subject: 'About it', body: 'Done.' });
    await queueMessages.run(kernel, { subjectId: id });
    await createDispatcher(kernel, [messageCourier]).runDue();
    return { id, caseId, caseReference, customerId, reference, became, farEnd, kernel };
  };
  const ask = (kernel: Kernel) => createDispatcher(kernel, [messageCourier]).lookAfter();
  const messageOf = (id: string) => world().read(at.tom, getMessage, { id });
  const pointsOf = async (id: string) =>
    (await findReachable(world().kernel.db.read(everyAuthority), id))?.contactPoints ?? [];

  it('is asked of the far end, kept, and said on the case', async () => {
    const { id, caseId, reference, became, kernel } = await aSent();
    became.push({ reference, outcome: 'delivered' });
    world().clock.advance(MINUTE_MS);
    await ask(kernel);
    expect(await messageOf(id)).to.include({ state: 'delivered', stateNote: null });
    const [newest] = (await world().read(at.tom, getCasePage, { id: caseId })).timeline.events;
    expect(newest).to.deep.include({ body: null, data: { messageId: id, channel: 'email', state: 'delivered' } });
    expect((await world().read(at.tom, listMessages, { state: 'sent' })).items.map((each) => each.id)).to.include(id);
  });

  it('is asked again while nothing is known, ever more rarely, for a week', async () => {
    const { id, reference, farEnd, kernel } = await aSent();
    const times: number[] = [];
    for (let minute = 0; minute <= 14 * 24 * 60; minute += minute < 30 ? 1 : Math.floor(minute / 10)) {
      world().clock.set(testNow + minute * MINUTE_MS);
      const before = farEnd.asked.length;
      await ask(kernel);
      if (farEnd.asked.length > before) times.push(minute);
    }
    expect(times.slice(0, 4)).to.deep.equal([1, 6, 11, 17]);
    expect(times.length).to.be.within(15, 25);
    expect(times.at(-1)).to.be.within(7 * 24 * 60, 12 * 24 * 60);
    expect(farEnd.asked.every((references) => references.join() === reference)).to.equal(true);
    expect((await messageOf(id)).state).to.equal('sent');
  });

  it('that nobody is there is said in plain words to whoever wrote, and kept on the customer’s record', async () => {
    const { id, caseId, caseReference, customerId, reference, became, kernel } = await aSent({ channel: 'text' });
    became.push({ reference, outcome: 'wrong-address' });
    world().clock.advance(MINUTE_MS);
    await ask(kernel);
    const words = 'The number doesn’t exist, or takes no text messages. Ask for another.';
    expect(await messageOf(id)).to.include({ state: 'undelivered', stateNote: words });
    const [newest] = (await world().read(at.tom, getCasePage, { id: caseId })).timeline.events;
    expect(newest).to.deep.include({ body: words, data: { messageId: id, channel: 'text', state: 'undelivered' } });
    const told = (await eventsOf(world(), id)).filter(({ topic }) => topic === 'message.undelivered');
    expect(told.map(({ payload }) => payload)).to.deep.equal([
      { reference: caseReference, caseId, tell: [at.tom.staffId] },
    ]);
    const failing = (await pointsOf(customerId)).filter(({ failingSince }) => failingSince !== null);
    expect(failing.map(({ value }) => value)).to.deep.equal([mobile]);
    // Nothing goes there while there is another way; once somebody confirmed the number, it does again.
    const reachOf = async () => Object.keys((await world().read(at.tom, getReply, { reference: caseReference })).reach);
    expect(await reachOf()).to.not.include('text');
    await world().run(setup, verifyContactPoint, { id: failing[0]?.id ?? '' });
    expect(await reachOf()).to.include('text');
  });

  it('that somebody is there ends the mark, and what could not be reached for a while gets none', async () => {
    const first = await aSent({ customerId: await at.customer({ preferredChannel: 'email' }) });
    first.became.push({ reference: first.reference, outcome: 'wrong-address' });
    world().clock.advance(MINUTE_MS);
    await ask(first.kernel);
    const mail = async () => (await pointsOf(first.customerId)).find(({ value }) => value === joansMail)?.failingSince;
    expect(await mail()).to.equal(testNow + MINUTE_MS);
    const second = await aSent({ customerId: first.customerId });
    second.became.push({ reference: second.reference, outcome: 'delivered' });
    world().clock.advance(MINUTE_MS);
    await ask(second.kernel);
    expect(await mail()).to.equal(null);
    const third = await aSent({ customerId: first.customerId });
    third.became.push({ reference: third.reference, outcome: 'not-reached' });
    world().clock.advance(MINUTE_MS);
    await ask(third.kernel);
    expect([await mail(), (await messageOf(third.id)).state]).to.deep.equal([null, 'undelivered']);
  });

  it('is dealt with, or printed, and no more is heard of it', async () => {
    const { id, reference, became, kernel, farEnd } = await aSent();
    became.push({ reference, outcome: 'not-sent' });
    world().clock.advance(MINUTE_MS);
    await ask(kernel);
    const { version, stateNote } = await messageOf(id);
    expect((await world().read(at.tom, listMessages, { state: 'undelivered' })).counts.undelivered).to.be.above(0);
    await world().run(at.tom, dealWithMessage, { id, expectedVersion: version });
    expect(await messageOf(id)).to.include({ state: 'dealt-with', stateNote });
    world().clock.advance(DAY_MS);
    await ask(kernel);
    expect(farEnd.asked).to.have.length(1);
    const other = await aSent();
    other.became.push({ reference: other.reference, outcome: 'not-reached' });
    world().clock.advance(MINUTE_MS);
    await ask(other.kernel);
    await world().run(at.tom, printMessage, { id: other.id, expectedVersion: (await messageOf(other.id)).version });
    expect(await messageOf(other.id)).to.include({ state: 'printed', stateNote: null });
  });

  it('can’t be asked while the far end is away, and has the connection rest as any call does', async () => {
    const { id, reference, became, farEnd, kernel } = await aSent();
    became.push(new AdapterError('sign_in_refused', 'The key was revoked'));
    world().clock.advance(MINUTE_MS);
    await ask(kernel);
    world().clock.advance(6 * MINUTE_MS);
    became.splice(0, 1, { reference, outcome: 'delivered' });
    await ask(kernel);
    expect(farEnd.asked).to.have.length(2);
    expect((await messageOf(id)).state).to.equal('delivered');
  });

  it('is asked of no instance that doesn’t serve the council any more', async () => {
    const { id, reference, became, farEnd, kernel } = await aSent();
    became.push({ reference, outcome: 'delivered' });
    world().clock.advance(MINUTE_MS);
    await ask(connectedTo(kernel, { ...farEnd.adapter, authorityIds: [westmoor] }));
    expect([farEnd.asked, (await messageOf(id)).state]).to.deep.equal([[], 'sent']);
  });
});
