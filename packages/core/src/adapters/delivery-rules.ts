import { adapterErrors, type AdapterError, type AdapterErrorCode } from '@moothall/adapter-sdk';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../kernel/clock.js';

/** What waited longer is given up, and staff decide: a message of yesterday may say what is no longer true. */
export const giveUpAfterMs = DAY_MS;
const firstWaitMs = 15 * SECOND_MS;
const longestWaitMs = HOUR_MS;

/** Failures that no delivery of the instance gets around until staff have acted: it rests at once, and nothing is given up. */
const ofTheInstance = new Set<AdapterErrorCode>(['sign_in_refused', 'not_permitted']);
/** Failures of one delivery: they say nothing about the next. */
const ofTheDelivery = new Set<AdapterErrorCode>(['not_found', 'conflict', 'refused']);

/** What a failure does to the instance's breaker. */
export function breakerAfter(code: AdapterErrorCode): 'opens-at-once' | 'counts' | 'says-nothing' {
  if (ofTheInstance.has(code)) return 'opens-at-once';
  return ofTheDelivery.has(code) ? 'says-nothing' : 'counts';
}

const opensAfter = 5;
const firstRestMs = 30 * SECOND_MS;
const longestRestMs = 10 * MINUTE_MS;

/**
 * How long an instance rests, by its failures one after another: not at all before the fifth, then half a minute, twice as
 * long each time, ten minutes at most. One call then shows whether it is back.
 */
export function restMs(opens: 'opens-at-once' | 'counts', failures: number): number {
  const times = opens === 'opens-at-once' ? failures - 1 : failures - opensAfter;
  return times < 0 ? 0 : Math.min(firstRestMs * 2 ** Math.min(times, 10), longestRestMs);
}

/** When a delivery is tried again; nothing when only staff can put it right. `chance` is a byte. */
export function nextTry(
  error: Pick<AdapterError, 'code' | 'retryAfterMs'>,
  { attempts, queuedAt }: { readonly attempts: number; readonly queuedAt: Instant },
  now: Instant,
  chance: number,
): Instant | undefined {
  if (ofTheDelivery.has(error.code)) return undefined;
  const waitMs = Math.max(backOffMs(attempts, chance), adapterErrors[error.code].after === 'wait' ? asked(error) : 0);
  const at = now + waitMs;
  return at - queuedAt > giveUpAfterMs ? undefined : at;
}

/** No far end is let hold a delivery back for longer than it may wait. */
function asked({ retryAfterMs = 0 }: Pick<AdapterError, 'retryAfterMs'>): number {
  return Math.min(retryAfterMs, giveUpAfterMs);
}

/** What became of something is asked a minute after it went, then whenever half as much time again has passed. */
export const firstAskMs = MINUTE_MS;
export const leastAskMs = 5 * MINUTE_MS;
/** Far ends keep what they took for a week; after that nothing is heard of it any more. */
export const askForMs = 7 * DAY_MS;

/** 15 s, 30 s, 1 min … up to an hour, each up to a quarter longer by chance, so that failures don't come back together. */
export function backOffMs(attempts: number, chance: number): number {
  const base = Math.min(firstWaitMs * 2 ** Math.min(Math.max(attempts - 1, 0), 10), longestWaitMs);
  return Math.round(base * (1 + chance / 1024));
}
