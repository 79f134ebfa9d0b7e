import { expect } from 'chai';
import { getCasePage } from '../cases/index.js';
import { recordDeath, restrictCustomer } from '../customers/index.js';
import { DAY_MS } from '../kernel/clock.js';
import { setup } from '../testing/case-world.js';
import { onBothEngines, testNow } from '../testing/harness.js';
import { sendMessage } from './commands/send-message.js';
import { cancelMessage, confirmMessage, retryMessage } from './commands/settle-message.js';
import { deliveryJobs } from './jobs.js';
import type { MessageSender, OutgoingMessage, Sending } from './message-sender.js';
import { getMessage } from './queries.js';
import { eventsOf } from '../testing/expectations.js';
import { messageWorld, type MessageWorld } from './testing/message-world.js';

onBothEngines('the delivery of messages', (world) => {
  let at: MessageWorld;
  before(async () => {
    world().clock.set(testNow);
    at = await messageWorld(world());
  });
  beforeEach(() => world().clock.set(testNow));

  /** A far end for email that answers as told, and keeps what it was given. */
  const farEnd = (answer: Sending | Error) => {
    const got: OutgoingMessage[] = [];
    const send = (message: OutgoingMessage) => {
      got.push(message);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    const sender: MessageSender = { name: 'Test mail', channels: ['email'], send };
    return { got, sender };
  };
  const queued = async (changes: object = {}) => {
    const { id: caseId } = await at.log({ customerId: at.customerId, ...changes }, at.tom);
    const words = { caseId, channel: 'email', subject: 'About it', body: 'Done.' } as const;
    return { caseId, ...(await world().run(at.tom, sendMessage, words)) };
  };
  const deliver = (senders: readonly MessageSender[], subjectId: string) =>
    deliveryJobs(() => senders)[0]?.run(world().kernel, { subjectId });
  const sweep = (senders: readonly MessageSender[]) => deliveryJobs(() => senders)[1]?.run(world().kernel, {});
  const messageOf = (id: string) => world().read(at.tom, getMessage, { id });

  it('hands a message to the sender for its channel, once, and says so on the case', async () => {
    const { id, caseId } = await queued();
    const { got, sender } = farEnd({ sent: true, reference: 'M-1' });
    await deliver([sender], id);
    await deliver([sender], id);
    expect(got).to.have.length(1);
    expect(got[0]).to.include({ id, subject: 'About it', body: 'Done.', recipientName: 'Joan Prosser' });
    expect(await messageOf(id)).to.include({ state: 'sent', attempts: 1, settledAt: testNow });
    const [newest] = (await world().read(at.tom, getCasePage, { id: caseId })).timeline.events;
    expect(newest?.data).to.deep.equal({ messageId: id, channel: 'email', state: 'sent' });
  });

  it('lets a message wait while nothing sends by its channel, and sends it when something does', async () => {
    const { id } = await queued();
    const letters: MessageSender = { ...farEnd({ sent: true, reference: null }).sender, channels: ['letter'] };
    await deliver([letters], id);
    expect(await messageOf(id)).to.include({ state: 'waiting', attempts: 0 });
    world().clock.advance(DAY_MS);
    const { got, sender } = farEnd({ sent: true, reference: null });
    await sweep([letters, sender]);
    expect(got.map((message) => message.id)).to.include(id);
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
      const { got, sender } = farEnd({ sent: true, reference: null });
      await deliver([sender], id);
      expect(got).to.have.length(0);
      const held = await world().read(at.leader, getMessage, { id });
      expect(held).to.include({ state: 'held', caution, attempts: 0 });
      await world().run(at.leader, confirmMessage, { id, expectedVersion: held.version });
      await deliver([sender], id);
      expect(got).to.have.length(1);
    });

  it('tries again later what the far end could not take, and leaves to staff what it refused', async () => {
    const { id } = await queued();
    const busy = farEnd({ sent: false, again: 'later', detail: 'The mail server did not answer' });
    await deliver([busy.sender], id);
    expect(await messageOf(id)).to.include({ state: 'waiting', stateNote: 'The mail server did not answer' });
    const refusing = farEnd({ sent: false, again: 'never', detail: 'The address was refused' });
    await deliver([refusing.sender], id);
    const failed = await messageOf(id);
    expect(failed).to.include({ state: 'failed', stateNote: 'The address was refused', attempts: 2 });
    const told = (await eventsOf(world(), id)).filter(({ topic }) => topic === 'message.failed');
    expect(told.map(({ payload }) => payload)).to.deep.equal([
      { reference: failed.reference, caseId: failed.caseId, tell: [at.tom.staffId] },
    ]);
    await world().run(at.tom, retryMessage, { id, expectedVersion: failed.version });
    expect(await messageOf(id)).to.include({ state: 'waiting', stateNote: null });
  });

  it('goes on under the same id when a worker was cut off while it sent', async () => {
    const { id } = await queued();
    const broken = farEnd(new Error('cut off'));
    const outcome = await deliver([broken.sender], id)?.catch((error: unknown) => error);
    expect(outcome).to.be.instanceOf(Error);
    expect((await messageOf(id)).state).to.equal('sending');
    const { got, sender } = farEnd({ sent: true, reference: null });
    await deliver([sender], id);
    expect([got[0]?.id, (await messageOf(id)).state]).to.deep.equal([id, 'sent']);
  });

  it('sends nothing that was taken back', async () => {
    const { id } = await queued();
    await world().run(at.tom, cancelMessage, { id, expectedVersion: 1 });
    const { got, sender } = farEnd({ sent: true, reference: null });
    await deliver([sender], id);
    expect(got).to.deep.equal([]);
    expect((await messageOf(id)).state).to.equal('cancelled');
  });
});
