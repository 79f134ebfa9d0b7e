import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { localDateAt } from '../kernel/london-time.js';
import { may } from '../kernel/scope.js';
import type { Account, Payment } from './types.js';

/** £100,000: what is more was mistyped. */
export const mostPence = 10_000_000;

type Counted = Pick<Payment, 'amountPence' | 'refundedPence' | 'state' | 'cancelled'>;

/** What a payment counts: nothing before it is paid, or once it was cancelled, and not what was given back. */
export function countedPence({ amountPence, refundedPence, state, cancelled }: Counted): number {
  return state === 'paid' && cancelled === null ? amountPence - refundedPence : 0;
}

export function accountOf(feePence: number, payments: readonly Counted[]): Account {
  const paidPence = payments.reduce((sum, payment) => sum + countedPence(payment), 0);
  return { feePence, paidPence, duePence: Math.max(0, feePence - paidPence) };
}

/** Whoever took a payment may take it back on the same day in London: the till's day is still open. */
export function isOwnOfToday(
  { takenById, takenAt }: Pick<Payment, 'takenById' | 'takenAt'>,
  staffId: string,
  now: Instant,
): boolean {
  return takenById === staffId && localDateAt(takenAt) === localDateAt(now);
}

/**
 * Whether somebody may cancel a payment that stands: their own of today, or any with the permission for that. What a
 * provider takes is called off until it is paid, by whoever takes payments; then it is given back.
 */
export function mayCancel(actor: Actor, payment: Payment, now: Instant): boolean {
  if (payment.way !== null) return payment.state === 'started' && may(actor, 'payments.record', payment.authorityId);
  const isOwn = actor.kind === 'staff' && isOwnOfToday(payment, actor.staffId, now);
  const needed = isOwn ? 'payments.record' : 'payments.cancel';
  return may(actor, needed, payment.authorityId);
}
