import { refundPayment } from '#core/payments/online/refund-payment.js';
import { askProvider, goToProvider } from '#core/payments/online/provider.js';
import { getPaymentDay } from '#core/payments/books/books-queries.js';
import { keepComparison } from '#core/payments/books/keep-comparison.js';
import { makeIncomeFile } from '#core/payments/income/make-income-file.js';
import { startCasePayment } from '#core/payments/online/start-payment.js';
import { systemActor, type StaffActor } from '#core/kernel/actor.js';
import { aPaymentFarEnd, type PaymentFarEnd } from '#core/testing/payment-far-end.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

/** Payments that a provider takes. */
export interface ProviderPayments {
  /** On the telephone, and not begun there. */
  readonly openPaymentId: string;
  /** By a link, and not begun there. */
  readonly linkPaymentId: string;
  /** Paid. */
  readonly takenPaymentId: string;
  /** Paid, and asked to be given back. */
  readonly refundedPaymentId: string;
  readonly refundId: string;
  /** A day that was compared with the provider's books, and what differs: the payment that was paid. */
  readonly paymentDayId: string;
  readonly paymentDifferenceId: string;
  /** For the income system: the payments that were taken. */
  readonly incomeFileId: string;
}

/** The council's own provider, which serves nobody else. */
export function connectPay(
  world: TestWorld,
  { authorityId, mark }: Pick<Council, 'authorityId' | 'mark'>,
  services: readonly string[] | 'all' = 'all',
): PaymentFarEnd {
  const far = aPaymentFarEnd({ name: `pay${mark}`, authorityIds: [authorityId], services });
  world.connect(far.adapter);
  return far;
}

export async function seedPayments(
  world: TestWorld,
  actor: StaffActor,
  caseId: string,
  far: PaymentFarEnd,
): Promise<ProviderPayments> {
  const start = async (way: 'phone' | 'online' = 'phone'): Promise<string> =>
    (await world.run(actor, startCasePayment, { caseId, amountPence: 3500, way })).id;
  const paid = async (): Promise<string> => {
    const id = await start();
    await goToProvider(world.kernel, id, { returnUrl: 'https://moothall.example/back', language: 'en' });
    far.become('paid', world.clock.now());
    await askProvider(world.kernel, id);
    return id;
  };
  const openPaymentId = await start();
  const linkPaymentId = await start('online');
  const takenPaymentId = await paid();
  const refundedPaymentId = await paid();
  const about = { id: refundedPaymentId, expectedVersion: 2, amountPence: 100, reason: 'Not delivered' };
  const { refundId } = await world.run(actor, refundPayment, about);
  const day = await seedDay(world, far, takenPaymentId);
  const incomeFileId = await seedIncome(world, far);
  return { openPaymentId, linkPaymentId, takenPaymentId, refundedPaymentId, refundId, ...day, incomeFileId };
}

async function seedDay(
  world: TestWorld,
  { adapter }: PaymentFarEnd,
  paymentId: string,
): Promise<Pick<ProviderPayments, 'paymentDayId' | 'paymentDifferenceId'>> {
  const [authorityId = 0] = adapter.authorityIds === 'all' ? [] : adapter.authorityIds;
  const system = systemActor('compares payments with the provider’s');
  const lacking = { entryKind: 'payment', difference: 'not-theirs', paymentId, theirReference: 'P-1' } as const;
  const alone = { theirName: null, fundCode: null, ourPence: 3500, theirPence: null, theirState: null };
  const at = world.clock.now();
  const { id } = await world.run(system, keepComparison, {
    ...{ authorityId, instance: adapter.name, providerName: 'Pay', dayOn: '2026-11-15', fault: null },
    compared: { totals: [], agreeing: 0, unknown: 0, differences: [{ ...lacking, ...alone, at }] },
  });
  const { differences } = await world.read(system, getPaymentDay, { id });
  return { paymentDayId: id, paymentDifferenceId: differences[0]?.id ?? '' };
}

async function seedIncome(world: TestWorld, { adapter }: PaymentFarEnd): Promise<string> {
  const [authorityId = 0] = adapter.authorityIds === 'all' ? [] : adapter.authorityIds;
  const about = {
    authorityId,
    series: adapter.name,
    takes: 'providers',
    from: '2026-11-01',
    dayOn: '2026-11-16',
  } as const;
  return (await world.run(systemActor('writes the income files'), makeIncomeFile, about)).id;
}
