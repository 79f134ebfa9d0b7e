import type { ProviderPaymentState } from '@moothall/adapter-sdk';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../../kernel/clock.js';
import type { Payment, PaymentState, PaymentWay } from '../types.js';
import type { ProviderPart } from './online-types.js';

/** How a payment at a provider goes on. `again`: the payer tries once more with the same link. */
export const moves: readonly {
  readonly from: readonly PaymentState[];
  readonly event: ProviderPaymentState | 'again';
  readonly to: PaymentState;
}[] = [
  // The provider has the money, whatever was thought before: a time-out, or somebody who cancelled too late.
  { from: ['started', 'failed', 'cancelled', 'expired'], event: 'paid', to: 'paid' },
  { from: ['started'], event: 'failed', to: 'failed' },
  { from: ['started'], event: 'cancelled', to: 'cancelled' },
  { from: ['started'], event: 'expired', to: 'expired' },
  { from: ['failed', 'cancelled', 'expired'], event: 'again', to: 'started' },
];

/** What a payment becomes; undefined: it stays as it is. */
export function stateAfter(state: PaymentState, event: ProviderPaymentState | 'again'): PaymentState | undefined {
  return moves.find((move) => move.event === event && move.from.includes(state))?.to;
}

/** A link can be used for a week; who is on the telephone pays now. */
const openMs: Readonly<Record<PaymentWay, number>> = { online: 7 * DAY_MS, phone: 2 * HOUR_MS };

export function openUntil(way: PaymentWay, now: Instant): Instant {
  return now + openMs[way];
}

/** Whether the provider may be asked to take it: for the first time, or once more after an attempt that came to nothing. */
export function mayBegin(
  { state, way, cancelled }: Pick<Payment, 'state' | 'way' | 'cancelled'>,
  { theirReference, openUntil: until }: Pick<ProviderPart, 'theirReference' | 'openUntil'>,
  now: Instant,
): boolean {
  if (cancelled !== null || now >= until) return false;
  return state === 'started' ? theirReference === null : state !== 'paid' && way === 'online';
}

/** Whether whoever pays has something to open still. */
export function isLinkOpen(
  { state, way, cancelled }: Pick<Payment, 'state' | 'way' | 'cancelled'>,
  { openUntil: until }: Pick<ProviderPart, 'openUntil'>,
  now: Instant,
): boolean {
  return way === 'online' && state !== 'paid' && cancelled === null && now < until;
}

/** Nobody is written a link again within this, however often the button is pressed. */
export const linkAgainMs = 2 * MINUTE_MS;

const firstAskMs = 20 * SECOND_MS;
const longestAskMs = 10 * MINUTE_MS;

/** When the provider is asked again, by how often it was: after 20 s, half as long again each time, ten minutes at most. */
export function nextAsk(asks: number, now: Instant): Instant {
  return now + Math.min(Math.round(firstAskMs * 1.5 ** Math.min(asks, 20)), longestAskMs);
}

/** The key of an attempt: another attempt is another payment at the provider. */
export function keyOf(paymentId: string, attempt: number): string {
  return `${paymentId}-${attempt}`;
}
