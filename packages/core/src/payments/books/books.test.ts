import type { ProviderEntry } from '@moothall/adapter-sdk';
import { expect } from 'chai';
import type { StaffActor } from '../../kernel/actor.js';
import { DAY_MS, HOUR_MS } from '../../kernel/clock.js';
import { runCommand } from '../../kernel/command.js';
import type { Kernel } from '../../kernel/kernel.js';
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
import { auditOf, errorOf } from '../../testing/expectations.js';
import { connectedTo } from '../../testing/far-end.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../../testing/harness.js';
import { aPaymentFarEnd, type PaymentFarEnd } from '../../testing/payment-far-end.js';
import { makeRefund } from '../online/make-refund.js';
import { askDue } from '../online/online-jobs.js';
import { askProvider, goToProvider } from '../online/provider.js';
import { refundPayment } from '../online/refund-payment.js';
import { startCasePayment } from '../online/start-payment.js';
import { getWholePayment } from '../queries.js';
import { compareLastDays } from './books-jobs.js';
import { getPaymentDay, listPaymentDays } from './books-queries.js';
import { closeDifference } from './close-difference.js';
import { compareAgain } from './compare-again.js';

const taking = ['payments.read', 'payments.record', 'payments.refund', 'payments.reconcile', 'customers.read'];
/** The night after: the 17th of November 2026, three in the morning. */
const tonight = Date.UTC(2026, 10, 17, 3);

onBothEngines('payments compared with what the provider took', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let serviceId: string;
  let connections = 0;
  let far: PaymentFarEnd;
  let kernel: Kernel;
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes', [...caseWork, ...taking]);
    const fee = { amountPence: 3500, buys: 'a new bin', fundCode: 'WASTE-410' };
    const definition = missedBin({ key: 'new-bin', name: 'New bin', fee });
    serviceId = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
  });
  beforeEach(() => {
    world().clock.set(testNow);
    // Each test has a connection, and so days, of its own.
    connect({});
  });

  const connect = (about: object): void => {
    far = aPaymentFarEnd({ name: `pay${(connections += 1)}`, authorityIds: [dunmere], ...about });
    kernel = connectedTo(world().kernel, far.adapter);
  };
  const paid = async (amountPence = 3500): Promise<string> => {
    const { id: caseId } = await at.log(aMissedBin(serviceId), tom);
    const { id } = await runCommand(kernel, tom, startCasePayment, { caseId, amountPence, way: 'online' });
    await goToProvider(kernel, id, { returnUrl: 'https://moothall.example/back', language: 'en' });
    far.become('paid', world().clock.now());
    await askProvider(kernel, id);
    return id;
  };
  const compare = async (): Promise<void> => {
    world().clock.set(tonight);
    await compareLastDays(kernel);
  };
  const days = async () => {
    const { items } = await world().read(tom, listPaymentDays, {});
    return items.filter(({ instance }) => instance === far.adapter.name);
  };
  const yesterday = async () => {
    const [{ id } = { id: '' }] = await days();
    return await world().read(tom, getPaymentDay, { id });
  };
  const open = async () => (await yesterday()).differences.map(({ difference, state }) => `${difference} ${state}`);

  it('agree, by fund code, and are kept as one day', async () => {
    await paid();
    await paid(1500);
    await compare();
    expect((await days()).map(({ dayOn, agreeing, open: count }) => [dayOn, agreeing, count])).to.deep.equal([
      ['2026-11-16', 2, 0],
    ]);
    const money = { takenPence: 5000, givenBackPence: 0 };
    expect((await yesterday()).day.totals).to.deep.equal([
      { fundCode: 'WASTE-410', ours: money, theirs: { ...money, settledPence: 0 } },
    ]);
  });

  it('are compared once a night, not before two, and every hour while the provider is away', async () => {
    world().clock.set(tonight - 2 * HOUR_MS);
    await compareLastDays(kernel);
    expect(await days()).to.deep.equal([]);
    far.fail('unreachable');
    await compare();
    expect((await days())[0]).to.include({ comparedAt: null, fault: 'As it was told', open: 0 });
    far.fail();
    world().clock.set(tonight + HOUR_MS);
    await compareLastDays(kernel);
    expect((await days())[0]).to.include({ comparedAt: tonight + HOUR_MS, fault: null });
    far.otherEntries.push(foreign('X-1'));
    await compareLastDays(kernel);
    expect((await yesterday()).differences, 'not twice in a night').to.deep.equal([]);
  });

  it('differ by what the provider has alone, what it lacks and another amount; each once, however often it is found', async () => {
    const [lacking, other] = [await paid(), await paid()];
    far.payments.shift();
    Object.assign(far.payments[0]?.asked ?? {}, { amountPence: 3000 });
    far.otherEntries.push(foreign('X-1'));
    // Its names go by what it has: without the first, the second is P-1.
    await compare();
    await compareAgain(kernel, (await yesterday()).day);
    const { day, differences } = await yesterday();
    expect(differences.map((one) => [one.difference, one.paymentId, one.theirName])).to.have.deep.members([
      ['amount', lacking, null],
      ['not-theirs', other, null],
      ['not-ours', null, 'Taken elsewhere'],
    ]);
    expect(day).to.include({ open: 3, closed: 0, agreeing: 0 });
  });

  it('are explained once each; what differs no more is gone, and what differs again is open again', async () => {
    await paid();
    const [taken] = far.payments.splice(0);
    await compare();
    const [found] = (await yesterday()).differences;
    expect(await open()).to.deep.equal(['not-theirs open']);
    if (taken) far.payments.push(taken);
    await compareAgain(kernel, (await yesterday()).day);
    expect(await open()).to.deep.equal(['not-theirs gone']);
    far.payments.pop();
    await compareAgain(kernel, (await yesterday()).day);
    expect(await open()).to.deep.equal(['not-theirs open']);
    const input = { id: found?.id ?? '', expectedVersion: 1, reason: 'The provider lists it under another service' };
    expect(await world().run(tom, closeDifference, input)).to.include({ version: 2 });
    await compareAgain(kernel, (await yesterday()).day);
    expect(await open()).to.deep.equal(['not-theirs closed']);
    expect((await yesterday()).differences[0]).to.include({ closedByName: 'Tom Reyes', reason: input.reason });
    expect((await errorOf(world().run(tom, closeDifference, input))).code).to.equal('stale_version');
    expect((await auditOf(world(), found?.id ?? '')).map(({ action }) => action)).to.include(
      'payments.close-difference',
    );
    const card = { ...input, expectedVersion: 2, reason: 'Card 4000 0000 0000 0002' };
    expect((await errorOf(world().run(tom, closeDifference, card))).code).to.equal('bad_input');
  });

  it('compare refunds too: those that are on their way agree, those made at the provider’s own pages don’t', async () => {
    const id = await paid();
    const { payment } = await world().read(tom, getWholePayment, { id });
    const refund = { id, expectedVersion: payment.version, amountPence: 500, reason: 'Not delivered' };
    await makeRefund(kernel, (await runCommand(kernel, tom, refundPayment, refund)).refundId);
    await compare();
    expect(await open()).to.deep.equal([]);
    far.payments[0]!.refunds[0]!.state = 'refunded';
    world().clock.advance(HOUR_MS);
    await askDue(kernel);
    far.payments[0]!.refunds.push({ key: 'by hand', amountPence: 200, state: 'refunded' });
    world().clock.set(tonight + DAY_MS);
    await compareLastDays(kernel);
    const [second, first] = await days();
    expect([second?.dayOn, second?.open, second?.totals[0]?.ours.givenBackPence]).to.deep.equal(['2026-11-17', 0, 500]);
    const { differences } = await world().read(tom, getPaymentDay, { id: first?.id ?? '' });
    expect(differences.map((one) => [one.entryKind, one.difference, one.paymentId, one.theirPence])).to.deep.equal([
      ['refund', 'not-ours', id, 200],
    ]);
  });

  it('of a connection that serves several are each council’s own; what nobody knows is counted', async () => {
    connect({ authorityIds: [dunmere, castlebridge] });
    await paid();
    far.otherEntries.push(foreign('X-1'));
    await compare();
    expect((await yesterday()).day).to.include({ agreeing: 1, open: 0, unknown: 1 });
    const theirs = await world().staff(taking, [castlebridge]);
    const { items } = await world().read(theirs, listPaymentDays, {});
    const own = items.filter(({ instance }) => instance === far.adapter.name);
    expect(own.map(({ authorityId, agreeing, open: count }) => [authorityId, agreeing, count])).to.deep.equal([
      [castlebridge, 0, 0],
    ]);
    const { id } = (await yesterday()).day;
    expect((await errorOf(world().read(theirs, getPaymentDay, { id }))).code).to.equal('not_found');
  });

  it('are nobody’s to see or explain without the permission', async () => {
    await paid();
    await compare();
    const adviser = await world().staff([...caseWork, 'payments.read', 'payments.record'], [dunmere]);
    expect((await errorOf(world().read(adviser, listPaymentDays, {}))).code).to.equal('not_allowed');
    const { id } = (await yesterday()).day;
    const input = { id, expectedVersion: 1, reason: 'x' };
    expect((await errorOf(world().run(adviser, closeDifference, input))).code).to.equal('not_allowed');
    const stranger = await world().staff(taking, [castlebridge]);
    expect((await errorOf(world().run(stranger, closeDifference, input))).code).to.equal('not_found');
  });
});

const foreign = (theirReference: string): ProviderEntry => ({
  ...{ kind: 'payment', theirReference, theirPayment: theirReference, reference: 'Taken elsewhere' },
  ...{ amountPence: 900, state: 'paid', at: testNow, settledOn: null },
});
