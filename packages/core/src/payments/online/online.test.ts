import { expect } from 'chai';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
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
import { auditOf, errorOf, eventsOf } from '../../testing/expectations.js';
import { connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { aPaymentFarEnd, type PaymentFarEnd } from '../../testing/payment-far-end.js';
import { cancelPayment } from '../commands/cancel-payment.js';
import { getWholePayment, listCasePayments } from '../queries.js';
import { makeRefund } from './make-refund.js';
import { askDue } from './online-jobs.js';
import { askProvider, goToProvider } from './provider.js';
import { refundPayment } from './refund-payment.js';
import { startCasePayment } from './start-payment.js';

const taking = ['payments.read', 'payments.record', 'payments.refund', 'customers.read'];
const about = { returnUrl: 'https://moothall.example/back', language: 'en' };

onBothEngines('payments that a provider takes', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let feeServiceId: string;
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes', [...caseWork, ...taking]);
    const fee = { amountPence: 3500, buys: 'a new bin', fundCode: 'WASTE-410' };
    const definition = missedBin({ key: 'new-bin', name: 'New bin', fee });
    feeServiceId = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
  });
  beforeEach(() => world().clock.set(testNow));

  const started = async (more: object = {}, far: PaymentFarEnd = aPaymentFarEnd()) => {
    const kernel = connectedTo(world().kernel, far.adapter);
    const { id: caseId } = await at.log(aMissedBin(feeServiceId), tom);
    const input = { caseId, amountPence: 3500, way: 'online', ...more };
    const { id } = await runCommand(kernel, tom, startCasePayment, input);
    const go = () => goToProvider(kernel, id, about);
    const read = () => world().read(tom, getWholePayment, { id });
    const stateNow = async () => (await read()).payment.state;
    const due = async () => (await world().read(tom, listCasePayments, { id: caseId })).account.duePence;
    const version = async () => (await read()).payment.version;
    return { far, kernel, caseId, id, go, read, stateNow, due, version };
  };
  const paid = async (more: object = {}) => {
    const one = await started(more);
    await one.go();
    one.far.become('paid', testNow + 1000);
    await askProvider(one.kernel, one.id);
    return one;
  };

  it('are begun without a call, taken on the provider’s page, and count once the provider says so', async () => {
    const { far, kernel, caseId, id, go, read, stateNow, due } = await started();
    expect([far.payments.length, await stateNow(), await due()]).to.deep.equal([0, 'started', 3500]);
    expect(await go()).to.deep.equal({ goes: 'on', url: 'https://pay.example/P-1' });
    expect(far.payments[0]?.asked).to.include({ key: `${id}-1`, amountPence: 3500, way: 'online', language: 'en' });
    expect(far.payments[0]?.asked.description).to.match(/^New bin, /);
    world().clock.advance(MINUTE_MS);
    await askDue(kernel);
    expect([await stateNow(), await due()]).to.deep.equal(['started', 3500]);
    far.become('paid', testNow + 1000);
    world().clock.advance(MINUTE_MS);
    await askDue(kernel);
    const { payment, part } = await read();
    expect(payment).to.include({ state: 'paid', paidAt: testNow + 1000, receipt: 'P-1', fundCode: 'WASTE-410' });
    expect([await due(), part?.askAt]).to.deep.equal([0, null]);
    expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.deep.equal([
      'payment.started',
      'payment.recorded',
    ]);
    expect(JSON.stringify(await auditOf(world(), id))).to.not.include('New bin');
    expect((await world().read(tom, listCasePayments, { id: caseId })).payments).to.have.length(1);
  });

  for (const state of ['failed', 'cancelled', 'expired'] as const)
    it(`are tried again with the same link after the provider says ${state}, as another payment there`, async () => {
      const { far, go, id, kernel, stateNow, due } = await started();
      await go();
      far.become(state);
      await askProvider(kernel, id);
      expect([await stateNow(), await due()]).to.deep.equal([state, 3500]);
      expect(await go()).to.include({ goes: 'on', url: 'https://pay.example/P-2' });
      far.become('paid', testNow);
      expect(await go()).to.deep.equal({ goes: 'nowhere', because: 'paid' });
      expect(far.payments.map(({ asked }) => asked.key)).to.deep.equal([`${id}-1`, `${id}-2`]);
      expect(await due()).to.equal(0);
    });

  it('are never taken twice: whose answer was lost, or time ran out after the money was taken, is asked about first', async () => {
    const { far, go, stateNow } = await started();
    far.fail('timed_out', 'does-it');
    expect(await go()).to.deep.equal({ goes: 'nowhere', because: 'away' });
    far.fail();
    expect(await go()).to.include({ goes: 'on' });
    far.become('paid', testNow);
    far.fail('timed_out');
    expect(await go()).to.deep.equal({ goes: 'nowhere', because: 'away' });
    far.fail();
    expect(await go()).to.deep.equal({ goes: 'nowhere', because: 'paid' });
    expect([far.payments.length, await stateNow()]).to.deep.equal([1, 'paid']);
  });

  it('are one payment at the provider, however many press the button in the same moment', async () => {
    const { far, go } = await started();
    await Promise.all([go(), go(), go()]);
    expect(far.payments).to.have.length(1);
  });

  it('end by themselves when nobody begins in time', async () => {
    const { far, go, kernel, read } = await started();
    world().clock.advance(7 * DAY_MS);
    await askDue(kernel);
    const { payment, part } = await read();
    expect([payment.state, part?.why, part?.askAt]).to.deep.equal(['expired', 'Nobody began to pay in time.', null]);
    expect(await go()).to.deep.equal({ goes: 'nowhere', because: 'ended' });
    expect(far.payments).to.have.length(0);
  });

  it('on the telephone are taken within two hours, as such', async () => {
    const one = await started({ way: 'phone' });
    await one.go();
    expect(one.far.payments[0]?.asked.way).to.equal('phone');
    const late = await started({ way: 'phone' });
    world().clock.advance(2 * HOUR_MS);
    expect(await late.go()).to.deep.equal({ goes: 'nowhere', because: 'ended' });
  });

  it('are called off at the provider when they are cancelled here; what was paid meanwhile stays paid', async () => {
    const { far, kernel, id, go, version, stateNow } = await started();
    await go();
    const cancel = async (payment: { id: string; version: () => Promise<number> }) =>
      world().run(tom, cancelPayment, {
        id: payment.id,
        expectedVersion: await payment.version(),
        reason: 'Wrong fee',
      });
    await cancel({ id, version });
    expect(await stateNow()).to.equal('cancelled');
    await askDue(kernel);
    expect(far.payments[0]?.state).to.equal('cancelled');
    const late = await started();
    await late.go();
    late.far.become('paid', testNow);
    await cancel(late);
    await askDue(late.kernel);
    const { payment } = await late.read();
    expect(payment).to.include({ state: 'paid', cancelled: null });
    expect((await errorOf(cancel(late))).code).to.equal('payment_ended');
  });

  it('of one council never use another council’s connection', async () => {
    const theirs = aPaymentFarEnd({ name: 'theirs', authorityIds: [castlebridge] });
    const { id: caseId } = await at.log(aMissedBin(feeServiceId), tom);
    const kernel = connectedTo(world().kernel, theirs.adapter);
    const refused = runCommand(kernel, tom, startCasePayment, { caseId, amountPence: 100, way: 'online' });
    expect((await errorOf(refused)).code).to.equal('no_payment_provider');
    // Begun with ours, which then serves another council: what it has is no longer asked about, nor given back.
    const ours = aPaymentFarEnd({ name: 'ours', authorityIds: [dunmere] });
    const { id, far } = await started({}, ours);
    const given = connectedTo(world().kernel, { ...far.adapter, authorityIds: [castlebridge] }, theirs.adapter);
    expect(await goToProvider(given, id, about)).to.deep.equal({ goes: 'nowhere', because: 'away' });
    expect([ours.payments.length, theirs.payments.length]).to.deep.equal([0, 0]);
  });

  it('are refused where no provider is, in a way that it doesn’t take, or without the permission', async () => {
    const { id: caseId } = await at.log(aMissedBin(feeServiceId), tom);
    const input = { caseId, amountPence: 100, way: 'phone' } as const;
    expect((await errorOf(world().run(tom, startCasePayment, input))).code).to.equal('no_payment_provider');
    const online = aPaymentFarEnd();
    const { part } = online.adapter;
    if (part.state === 'running') Object.assign(part.instance, { ways: ['online'] });
    const kernel = connectedTo(world().kernel, online.adapter);
    expect((await errorOf(runCommand(kernel, tom, startCasePayment, input))).code).to.equal('payment_way_not_taken');
    const reader = await world().staff([...caseWork, 'payments.read'], [dunmere]);
    expect((await errorOf(runCommand(kernel, reader, startCasePayment, input))).code).to.equal('not_allowed');
  });

  const refund = async (one: Awaited<ReturnType<typeof paid>>, amountPence: number, more: object = {}) => {
    const input = { id: one.id, expectedVersion: await one.version(), amountPence, reason: 'Not delivered', ...more };
    const { refundId } = await runCommand(one.kernel, tom, refundPayment, input);
    await makeRefund(one.kernel, refundId);
    return refundId;
  };

  it('are given back in part and whole, once each, and are due again', async () => {
    const one = await paid();
    await refund(one, 1000);
    expect([await one.due(), (await one.read()).refunds[0]?.state]).to.deep.equal([1000, 'submitted']);
    one.far.payments[0]!.refunds[0]!.state = 'refunded';
    world().clock.advance(HOUR_MS);
    await askDue(one.kernel);
    expect((await one.read()).refunds[0]).to.include({ state: 'refunded', reason: 'Not delivered', askAt: null });
    await refund(one, 2500);
    expect([await one.due(), one.far.payments[0]?.refunds.length]).to.deep.equal([3500, 2]);
    expect((await errorOf(refund(one, 1))).code).to.equal('bad_input');
    expect((await eventsOf(world(), one.id)).map(({ topic }) => topic)).to.include('payment.refunded');
  });

  it('are given back once though the answer is lost, and wait while the provider is away', async () => {
    const one = await paid();
    one.far.fail('timed_out', 'does-it');
    const id = await refund(one, 500);
    expect((await one.read()).refunds[0]?.state).to.equal('asked');
    expect((await errorOf(refund(one, 500))).code).to.equal('payment_not_refundable');
    one.far.fail();
    await makeRefund(one.kernel, id);
    expect([(await one.read()).refunds[0]?.state, one.far.payments[0]?.refunds.length]).to.deep.equal(['submitted', 1]);
  });

  it('stay paid where the provider refuses to give them back, with its words', async () => {
    const one = await paid();
    one.far.fail('refused');
    await refund(one, 500);
    const { payment, refunds } = await one.read();
    expect(payment.refundedPence).to.equal(0);
    expect(refunds[0]).to.include({ state: 'failed', why: 'As it was told' });
  });

  it('are given back by nobody without the permission, nor before they are paid', async () => {
    const one = await started();
    const input = { id: one.id, expectedVersion: 1, amountPence: 1, reason: 'x' };
    expect((await errorOf(world().run(tom, refundPayment, input))).code).to.equal('payment_not_refundable');
    const adviser = await world().staff([...caseWork, 'payments.read', 'payments.record'], [dunmere]);
    expect((await errorOf(world().run(adviser, refundPayment, input))).code).to.equal('not_allowed');
    const stranger = await world().staff([...caseWork, ...taking], [castlebridge]);
    expect((await errorOf(world().run(stranger, refundPayment, input))).code).to.equal('not_found');
  });
});
