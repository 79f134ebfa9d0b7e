import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { localDateAt } from '../kernel/london-time.js';
import { may } from '../kernel/scope.js';
import type { Account, Payment } from './types.js';

/** £100,000: what is more was mistyped. */
export const mostPence = 10_000_000;

/** Payments that were cancelled don't count. */
export function accountOf(feePence: number, payments: readonly Pick<Payment, 'amountPence' | 'cancelled'>[]): Account {
  const paidPence = payments.reduce((sum, { amountPence, cancelled }) => sum + (cancelled ? 0 : amountPence), 0);
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

/** Whether somebody may cancel a payment that stands: their own of today, or any with the permission for that. */
export function mayCancel(actor: Actor, payment: Payment, now: Instant): boolean {
  const isOwn = actor.kind === 'staff' && isOwnOfToday(payment, actor.staffId, now);
  const needed = isOwn ? 'payments.record' : 'payments.cancel';
  return may(actor, needed, payment.authorityId);
}
