import { refundPayment } from '#core/payments/online/refund-payment.js';
import { askProvider, goToProvider } from '#core/payments/online/provider.js';
import { startCasePayment } from '#core/payments/online/start-payment.js';
import type { StaffActor } from '#core/kernel/actor.js';
import { aPaymentFarEnd, type PaymentFarEnd } from '#core/testing/payment-far-end.js';
import type { TestWorld } from '#core/testing/harness.js';
import type { Council } from './seed.js';

/** Payments that a provider takes. */
export interface ProviderPayments {
  /** On the telephone, and not begun there. */
  readonly openPaymentId: string;
  /** Paid. */
  readonly takenPaymentId: string;
  /** Paid, and asked to be given back. */
  readonly refundedPaymentId: string;
  readonly refundId: string;
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
  const start = async (): Promise<string> =>
    (await world.run(actor, startCasePayment, { caseId, amountPence: 3500, way: 'phone' })).id;
  const paid = async (): Promise<string> => {
    const id = await start();
    await goToProvider(world.kernel, id, { returnUrl: 'https://moothall.example/back', language: 'en' });
    far.become('paid', world.clock.now());
    await askProvider(world.kernel, id);
    return id;
  };
  const openPaymentId = await start();
  const takenPaymentId = await paid();
  const refundedPaymentId = await paid();
  const about = { id: refundedPaymentId, expectedVersion: 2, amountPence: 100, reason: 'Not delivered' };
  const { refundId } = await world.run(actor, refundPayment, about);
  return { openPaymentId, takenPaymentId, refundedPaymentId, refundId };
}
