import { expect } from 'chai';
import { createCustomer, mergeCustomers, unMergeCustomers } from '../customers/index.js';
import { finishInteraction, startInteraction } from '../interactions/index.js';
import { DAY_MS } from '../kernel/clock.js';
import type { StaffActor } from '../kernel/actor.js';
import { latest } from '../kernel/timeline.js';
import { publishService } from '../services/index.js';
import { aMember, aMissedBin, caseWork, caseWorld, missedBin, setup, type CaseWorld } from '../testing/case-world.js';
import { auditOf, errorOf, eventsOf } from '../testing/expectations.js';
import { castlebridge, dunmere, onBothEngines, testNow } from '../testing/harness.js';
import { cancelPayment } from './commands/cancel-payment.js';
import { recordCasePayment, recordContactPayment } from './commands/record-payment.js';
import { getPayment, listCasePayments, listContactPayments } from './queries.js';
import { listPaymentItems } from './timeline.js';

const taking = ['payments.read', 'payments.record', 'interactions.handle', 'interactions.read', 'customers.read'];

onBothEngines('payments', (world) => {
  let at: CaseWorld;
  let tom: StaffActor;
  let leader: StaffActor;
  let feeServiceId: string;
  before(async () => {
    at = await caseWorld(world());
    tom = await aMember(world(), at.teamId, 'Tom Reyes', [...caseWork, ...taking]);
    leader = await aMember(world(), at.teamId, 'Folake Okafor', [...caseWork, ...taking, 'payments.cancel']);
    const fee = { amountPence: 3500, buys: 'a new bin', waivedWhen: { question: 'bin', is: 'recycling' } };
    const definition = missedBin({ key: 'new-bin', name: 'New bin', fee });
    feeServiceId = (await world().run(setup, publishService, { authorityId: dunmere, definition })).id;
  });
  beforeEach(() => world().clock.set(testNow));

  const customer = async (lastName: string): Promise<string> => {
    const person = { authorityId: dunmere, firstName: 'Joan', lastName, confirmedNew: true } as const;
    return (await world().run(setup, createCustomer, person)).id;
  };
  const log = async (changes: object = {}): Promise<string> =>
    (await at.log({ ...aMissedBin(feeServiceId), ...changes }, tom)).id;
  const pay = (caseId: string, more: object = {}, actor = tom) =>
    world().run(actor, recordCasePayment, { caseId, amountPence: 1000, method: 'card', ...more });
  const cancel = (id: string, actor = tom, more: object = {}) =>
    world().run(actor, cancelPayment, { id, expectedVersion: 1, reason: 'Entered twice', ...more });
  const accountOfCase = async (id: string) => (await world().read(tom, listCasePayments, { id })).account;
  const contact = async (customerId?: string): Promise<string> => {
    const about = { channel: 'counter', authorityId: dunmere, ...(customerId ? { customerId } : {}) } as const;
    return (await world().run(tom, startInteraction, about)).id;
  };

  it('count towards the fee of their case, and stand on its timeline, in the audit trail and among the events', async () => {
    const caseId = await log();
    expect(await accountOfCase(caseId)).to.deep.equal({ feePence: 3500, paidPence: 0, duePence: 3500 });
    const { id } = await pay(caseId, { receipt: 'T4-0091' });
    await pay(caseId, { amountPence: 2500, method: 'cash' });
    expect(await accountOfCase(caseId)).to.deep.equal({ feePence: 3500, paidPence: 3500, duePence: 0 });
    expect(await world().read(tom, getPayment, { id })).to.include({
      ...{ caseId, interactionId: null, amountPence: 1000, method: 'card', receipt: 'T4-0091', takenAt: testNow },
      ...{ takenByName: 'Tom Reyes', cancelled: null, version: 1 },
    });
    expect((await eventsOf(world(), id)).map(({ topic }) => topic)).to.deep.equal(['payment.recorded']);
    const [audited] = await auditOf(world(), id);
    expect(audited).to.include({ action: 'payments.record-case-payment', actorId: tom.staffId });
    expect(JSON.stringify(audited?.details)).to.include('1000').and.not.include('T4-0091');
  });

  it('are asked only where the answers of the case cost something', async () => {
    const answers = { bin: 'recycling', notice: 'Too heavy' };
    const { fee, account } = await world().read(tom, listCasePayments, { id: await log({ answers }) });
    expect(fee).to.equal(undefined);
    expect(account.duePence).to.equal(0);
  });

  it('are refused without an amount, above £100,000, by a way that isn’t known, and with a card’s number', async () => {
    const caseId = await log();
    const faultsOf = async (more: object) => {
      const { code, faults = [] } = await errorOf(pay(caseId, more));
      expect(code).to.equal('bad_input');
      return faults.map(({ field }) => field);
    };
    expect(await faultsOf({ amountPence: 0 })).to.deep.equal(['amountPence']);
    expect(await faultsOf({ amountPence: 10.5 })).to.deep.equal(['amountPence']);
    expect(await faultsOf({ amountPence: 10_000_001 })).to.deep.equal(['amountPence']);
    expect(await faultsOf({ method: 'barter' })).to.deep.equal(['method']);
    expect(await faultsOf({ receipt: 'Visa 4111 1111 1111 1111' })).to.deep.equal(['receipt']);
    expect(await accountOfCase(caseId)).to.include({ paidPence: 0 });
  });

  it('are recorded in one’s own contact while it is open, with what they were for', async () => {
    const customerId = await customer('Prosser');
    const interactionId = await contact(customerId);
    const paid = { interactionId, amountPence: 4200, method: 'cash', purpose: 'Council tax, account 9901' } as const;
    const { id } = await world().run(tom, recordContactPayment, paid);
    expect(await world().read(tom, listContactPayments, { interactionId })).to.have.lengthOf(1);
    expect(await world().read(tom, getPayment, { id })).to.include({ customerId, caseId: null, purpose: paid.purpose });
    expect((await errorOf(world().run(leader, recordContactPayment, paid))).code).to.equal('interaction_of_another');
    await world().run(tom, finishInteraction, { id: interactionId, expectedVersion: 1 });
    expect((await errorOf(world().run(tom, recordContactPayment, paid))).code).to.equal('interaction_finished');
  });

  it('are cancelled with a reason on the same day by whoever took them, afterwards by a team leader', async () => {
    const caseId = await log();
    const first = await pay(caseId);
    const second = await pay(caseId);
    expect(await cancel(first.id)).to.deep.equal({ id: first.id, version: 2 });
    expect(await accountOfCase(caseId)).to.include({ paidPence: 1000 });
    expect((await world().read(tom, getPayment, first)).cancelled).to.deep.equal({
      ...{ at: testNow, byName: 'Tom Reyes', reason: 'Entered twice' },
    });
    expect((await errorOf(cancel(first.id))).code).to.equal('payment_cancelled');
    const other = await aMember(world(), at.teamId, 'Ines Vale', [...caseWork, ...taking]);
    expect((await errorOf(cancel(second.id, other))).code).to.equal('payment_not_yours_today');
    world().clock.advance(DAY_MS);
    expect((await errorOf(cancel(second.id))).code).to.equal('payment_not_yours_today');
    await cancel(second.id, leader);
    expect(await accountOfCase(caseId)).to.include({ paidPence: 0 });
  });

  it('are cancelled once when two do so at the same moment', async () => {
    const { id } = await pay(await log());
    const done = await Promise.allSettled([cancel(id), cancel(id, leader)]);
    expect(done.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await errorOf(cancel(id, tom, { expectedVersion: 7 }))).code).to.equal('payment_cancelled');
  });

  it('stand in the customer’s timeline, and move with the customer into a merge and out of it', async () => {
    const [survivorId, mergedId] = [await customer('Kept'), await customer('Merged')];
    const interactionId = await contact(mergedId);
    const paid = { interactionId, amountPence: 4200, method: 'cash', purpose: 'Council tax' } as const;
    const { id } = await world().run(tom, recordContactPayment, paid);
    const idsOf = async (customerId: string) =>
      (await world().read(tom, listPaymentItems, { customerId, from: latest, limit: 10 })).map((item) => item.id);
    expect(await idsOf(mergedId)).to.deep.equal([id]);
    const merging = { survivorId, survivorVersion: 1, mergedId, mergedVersion: 1 };
    const { id: mergeId } = await world().run(setup, mergeCustomers, { ...merging, reason: 'One person' });
    expect(await idsOf(survivorId)).to.deep.equal([id]);
    await world().run(setup, unMergeCustomers, { mergeId, reason: 'Two people' });
    expect([await idsOf(survivorId), await idsOf(mergedId)]).to.deep.equal([[], [id]]);
  });

  it('are neither seen nor taken without the permission, or at another council', async () => {
    const caseId = await log();
    const { id } = await pay(caseId);
    const reader = await world().staff([...caseWork, 'payments.read'], [dunmere]);
    expect((await errorOf(pay(caseId, {}, reader))).code).to.equal('not_allowed');
    expect((await errorOf(world().read(at.officer, getPayment, { id }))).code).to.equal('not_allowed');
    const stranger = await world().staff([...caseWork, ...taking, 'payments.cancel'], [castlebridge]);
    expect((await errorOf(pay(caseId, {}, stranger))).code).to.equal('not_found');
    expect((await errorOf(cancel(id, stranger))).code).to.equal('not_found');
    expect((await errorOf(world().read(stranger, getPayment, { id }))).code).to.equal('not_found');
    expect(await accountOfCase(caseId)).to.include({ paidPence: 1000 });
  });
});
