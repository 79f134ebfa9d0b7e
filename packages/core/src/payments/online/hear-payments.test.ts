import { expect } from 'chai';
import type { StaffActor } from '../../kernel/actor.js';
import { HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority } from '../../kernel/scope.js';
import { createDispatcher } from '../../adapters/index.js';
import { publishService } from '../../services/index.js';
import {
  aMember,
  aMissedBin,
  caseWork,
  caseWorld,
  missedBin,
  setup,
  type CaseWorld,
} from '../../testing/case-world.js';
import { connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { aPaymentFarEnd, type PaymentFarEnd } from '../../testing/payment-far-end.js';
import { getWholePayment } from '../queries.js';
import { paymentListener } from './hear-payments.js';
import { makeRefund } from './make-refund.js';
import { askDue } from './online-jobs.js';
import { askProvider, goToProvider } from './provider.js';
import { refundPayment } from './refund-payment.js';
import { startCasePayment } from './start-payment.js';

const taking = ['payments.read', 'payments.record', 'payments.refund', 'customers.read'];

onBothEngines('what a provider tells of payments', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let serviceId: string;
  let far: PaymentFarEnd;
  let kernel: Kernel;
  let connections = 0;
  let told = 0;
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes', [...caseWork, ...taking]);
    const fee = { amountPence: 3500, buys: 'a new bin' };
    const definition = missedBin({ key: 'new-bin', name: 'New bin', fee });
    serviceId = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
  });
  beforeEach(() => {
    world().clock.set(testNow);
    far = aPaymentFarEnd({ name: `told${(connections += 1)}`, authorityIds: [dunmere] });
    kernel = hearing(far);
  });

  /** The connection listens: news of it is taken. */
  const hearing = ({ adapter }: PaymentFarEnd): Kernel => {
    const { part } = adapter;
    if (part.state === 'running') Object.assign(part.instance, { receive: async () => [] });
    return connectedTo(world().kernel, adapter);
  };
  const begun = async () => {
    const { id: caseId } = await at.log(aMissedBin(serviceId), tom);
    const { id } = await runCommand(kernel, tom, startCasePayment, { caseId, amountPence: 3500, way: 'online' });
    await goToProvider(kernel, id, { returnUrl: 'https://moothall.example/back', language: 'en' });
    return id;
  };
  const whole = async (id: string) => await world().read(tom, getWholePayment, { id });
  /** As it is kept once its signature is verified. */
  const tell = async (theirPayment: string, key = `k-${(told += 1)}`, happenedAt = world().clock.now()) => {
    const about = { instance: far.adapter.name, news_key: key, what: 'payment', about: theirPayment };
    const times = { happened_at: happenedAt, received_at: happenedAt, next_try_at: happenedAt };
    const said = JSON.stringify({ theirPayment });
    const row = { id: world().newId(), ...about, ...times, said, state: 'new', attempts: 0 };
    await kernel.db.write(everyAuthority, (db) => db.insert('inbound_news', row));
  };
  const hear = async (under = kernel): Promise<void> => {
    await createDispatcher(under, [], [paymentListener]).runDue();
    await askDue(under);
  };
  const newsStates = async (): Promise<unknown[]> => {
    const db = kernel.db.read(everyAuthority);
    const rows = await db.rows<{ instance: string; state: string }>(
      db.from('inbound_news').select('instance', 'state'),
    );
    return rows.filter(({ instance }) => instance === far.adapter.name).map(({ state }) => state);
  };

  it('has it asked at once how they stand, and is believed in nothing itself', async () => {
    const id = await begun();
    await tell('P-1');
    await hear();
    expect((await whole(id)).payment.state).to.equal('started');
    far.become('paid', testNow);
    await hear();
    expect((await whole(id)).payment.state, 'it is not its time yet').to.equal('started');
    await tell('P-1');
    await hear();
    expect((await whole(id)).payment).to.include({ state: 'paid', paidAt: testNow, receipt: 'P-1' });
    expect(await newsStates()).to.deep.equal(['taken', 'taken']);
  });

  it('is the same told twice, late, or in another order', async () => {
    const id = await begun();
    far.become('paid', testNow);
    await tell('P-1', 'captured', testNow - MINUTE_MS);
    await tell('P-1', 'settled', testNow - MINUTE_MS);
    await tell('P-1', 'started', testNow - HOUR_MS);
    await hear();
    const { payment } = await whole(id);
    expect([payment.state, payment.paidAt, far.payments.length]).to.deep.equal(['paid', testNow, 1]);
    await tell('P-1', 'expired', testNow);
    await hear();
    expect((await whole(id)).payment).to.include({ state: 'paid', version: payment.version });
  });

  it('finds what was paid after it had ended here', async () => {
    const id = await begun();
    far.become('failed');
    await askProvider(kernel, id);
    expect((await whole(id)).payment.state).to.equal('failed');
    far.become('paid', testNow);
    await tell('P-1');
    await hear();
    expect((await whole(id)).payment.state).to.equal('paid');
  });

  it('has refunds asked about too', async () => {
    const id = await begun();
    far.become('paid', testNow);
    await askProvider(kernel, id);
    const input = { id, expectedVersion: 2, amountPence: 500, reason: 'Late' };
    await makeRefund(kernel, (await runCommand(kernel, tom, refundPayment, input)).refundId);
    far.payments[0]!.refunds[0]!.state = 'refunded';
    await hear();
    expect((await whole(id)).refunds[0]?.state).to.equal('submitted');
    await tell('P-1');
    await hear();
    expect((await whole(id)).refunds[0]?.state).to.equal('refunded');
  });

  it('waits for what isn’t known yet, and is nothing to a council that the connection doesn’t serve', async () => {
    await tell('P-1');
    await hear();
    expect(await newsStates()).to.deep.equal(['new']);
    const id = await begun();
    world().clock.advance(MINUTE_MS);
    const { adapter } = far;
    await hear(hearing({ ...far, adapter: { ...adapter, authorityIds: [castlebridge] } }));
    expect(await newsStates()).to.deep.equal(['not-ours']);
    expect((await whole(id)).payment.state).to.equal('started');
  });
});
