import { AdapterError } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import { claimDeliveries, createDispatcher } from '../adapters/index.js';
import { getCasePage } from '../cases/index.js';
import { recordDeath, restrictCustomer } from '../customers/index.js';
import { MINUTE_MS } from '../kernel/clock.js';
import type { ConfiguredAdapter } from '../kernel/adapters.js';
import type { Kernel } from '../kernel/kernel.js';
import { everyAuthority } from '../kernel/scope.js';
import { setup, westmoor } from '../testing/case-world.js';
import { aMessageFarEnd, connectedTo } from '../testing/far-end.js';
import { onBothEngines, testNow } from '../testing/harness.js';
import { sendMessage } from './commands/send-message.js';
import { cancelMessage, confirmMessage, retryMessage } from './commands/settle-message.js';
import { queueMessages } from './jobs.js';
import { messageCourier } from './message-courier.js';
import { getMessage } from './queries.js';
import { messagesNamedIn } from './reply-token.js';
import { eventsOf } from '../testing/expectations.js';
import { messageWorld, type MessageWorld } from './testing/message-world.js';

onBothEngines('the delivery of messages', (world) => {
  let at: MessageWorld;
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
  });
  beforeEach(() => world().clock.set(testNow));

  const queued = async (changes: object = {}) => {
    const { id: caseId } = await at.log({ customerId: at.customerId, ...changes }, at.tom);
    const words = { caseId, channel: 'email', subject: 'About it', body: 'Done.' } as const;
    return { caseId, ...(await world().run(at.tom, sendMessage, words)) };
  };
  const connected = (...list: readonly { adapter: ConfiguredAdapter }[]): Kernel =>
    connectedTo(world().kernel, ...list.map(({ adapter }) => adapter));
  const queue = (kernel: Kernel, subjectId: string) => queueMessages.run(kernel, { subjectId });
  const dispatch = (kernel: Kernel) => createDispatcher(kernel, [messageCourier]).runDue();
  const deliver = async (farEnd: { adapter: ConfiguredAdapter }, id: string): Promise<void> => {
    const kernel = connected(farEnd);
    await queue(kernel, id);
    await dispatch(kernel);
  };
  const messageOf = (id: string) => world().read(at.tom, getMessage, { id });

  it('hands a message to an adapter for its channel, once, and says so on the case', async () => {
    const { id, caseId } = await queued();
    const farEnd = aMessageFarEnd(['M-1']);
    await deliver(farEnd, id);
    await deliver(farEnd, id);
    expect(farEnd.got).to.have.length(1);
    expect(farEnd.got[0]).to.include({ id, subject: 'About it', body: 'Done.', recipientName: 'Joan Prosser' });
    expect(await messageOf(id)).to.include({ state: 'sent', attempts: 1, settledAt: testNow });
    const [newest] = (await world().read(at.tom, getCasePage, { id: caseId })).timeline.events;
    expect(newest?.data).to.deep.equal({ messageId: id, channel: 'email', state: 'sent' });
  });

  it('tells an adapter whether somebody wrote it, and what brings answers back to it', async () => {
    const first = await queued();
    const { id } = await world().run(at.tom, sendMessage, {
      ...{ caseId: first.caseId, channel: 'email', subject: 'More', body: 'More.' },
    });
    const farEnd = aMessageFarEnd();
    await deliver(farEnd, first.id);
    await deliver(farEnd, id);
    const [one, other] = farEnd.got;
    const { key } = world().kernel.config.secrets;
    expect(one?.isAutomatic).to.equal(false);
    expect(messagesNamedIn(key, one?.thread?.replyToken ?? '')).to.deep.equal([first.id]);
    expect(messagesNamedIn(key, other?.thread?.replyToken ?? '')).to.deep.equal([id]);
    expect(one?.thread?.id).to.equal(other?.thread?.id);
  });

  it('lets a message wait while nothing sends by its channel, and sends it when something does', async () => {
    const { id } = await queued();
    const letters = aMessageFarEnd([null], { name: 'post', channels: ['letter'] });
    await deliver(letters, id);
    expect(await messageOf(id)).to.include({ state: 'waiting', attempts: 0 });
    const farEnd = aMessageFarEnd();
    const kernel = connected(letters, farEnd);
    await createDispatcher(kernel, [messageCourier]).lookAfter();
    await dispatch(kernel);
    expect(farEnd.got.map((message) => message.id)).to.include(id);
    expect((await messageOf(id)).state).to.equal('sent');
  });

  const cautions = {
    'restricted-customer': (id: string) =>
      world().run(setup, restrictCustomer, { id, expectedVersion: 1, restriction: 'safeguarding', reason: 'A threat' }),
    died: (id: string) => world().run(setup, recordDeath, { id, expectedVersion: 1, diedOn: '2026-11-15' }),
  };
  for (const [caution, happen] of Object.entries(cautions))
    it(`holds what waits once there is a new caution, until somebody confirms it: ${caution}`, async () => {
      const customerId = await at.customer({ lastName: caution, preferredChannel: 'email' });
      const { id } = await queued({ customerId });
      await happen(customerId);
      const farEnd = aMessageFarEnd();
      await deliver(farEnd, id);
      expect(farEnd.got).to.have.length(0);
      const held = await world().read(at.leader, getMessage, { id });
      expect(held).to.include({ state: 'held', caution, attempts: 0 });
      await world().run(at.leader, confirmMessage, { id, expectedVersion: held.version });
      await deliver(farEnd, id);
      expect(farEnd.got).to.have.length(1);
    });

  it('tries again later what the far end could not take, and leaves to staff what it refused', async () => {
    const { id } = await queued();
    await deliver(aMessageFarEnd([new AdapterError('unreachable', 'The mail server did not answer')]), id);
    expect(await messageOf(id)).to.include({ state: 'waiting', stateNote: 'The mail server did not answer' });
    world().clock.advance(MINUTE_MS);
    const refusing = aMessageFarEnd([new AdapterError('refused', 'The address was refused'), 'M-2']);
    await deliver(refusing, id);
    const failed = await messageOf(id);
    expect(failed).to.include({ state: 'failed', stateNote: 'The address was refused', attempts: 2 });
    const told = (await eventsOf(world(), id)).filter(({ topic }) => topic === 'message.failed');
    expect(told.map(({ payload }) => payload)).to.deep.equal([
      { reference: failed.reference, caseId: failed.caseId, tell: [at.tom.staffId] },
    ]);
    await world().run(at.tom, retryMessage, { id, expectedVersion: failed.version });
    expect(await messageOf(id)).to.include({ state: 'waiting', stateNote: null });
    await deliver(refusing, id);
    expect(await messageOf(id)).to.include({ state: 'sent', attempts: 3 });
  });

  it('goes on under the same id when a worker was cut off while it sent', async () => {
    const { id } = await queued();
    const farEnd = aMessageFarEnd();
    const kernel = connected(farEnd);
    await queue(kernel, id);
    const now = testNow;
    await claimDeliveries(kernel.db, {
      instance: 'mail',
      now,
      until: now + MINUTE_MS,
      worker: world().newId(),
      limit: 9,
    });
    await messageCourier.begin(kernel, id);
    await dispatch(kernel);
    expect([farEnd.got, (await messageOf(id)).state]).to.deep.equal([[], 'sending']);
    world().clock.advance(MINUTE_MS);
    await dispatch(kernel);
    expect([farEnd.got[0]?.id, (await messageOf(id)).state]).to.deep.equal([id, 'sent']);
  });

  it('sends nothing that was taken back', async () => {
    const { id } = await queued();
    await world().run(at.tom, cancelMessage, { id, expectedVersion: 1 });
    const farEnd = aMessageFarEnd();
    await deliver(farEnd, id);
    expect(farEnd.got).to.deep.equal([]);
    expect((await messageOf(id)).state).to.equal('cancelled');
  });

  it('never takes one council’s message to an adapter of another', async () => {
    const { id } = await queued();
    const theirs = aMessageFarEnd([null], { name: 'theirs', authorityIds: [westmoor] });
    await deliver(theirs, id);
    const kernel = connected(theirs);
    await world().kernel.db.write(everyAuthority, (db) =>
      db.update('deliveries', { subject_id: id }, { instance: 'theirs' }),
    );
    await dispatch(kernel);
    await createDispatcher(kernel, [messageCourier]).lookAfter();
    await dispatch(kernel);
    expect(theirs.got).to.deep.equal([]);
    expect(await messageOf(id)).to.include({ state: 'waiting', attempts: 0 });
  });
});
