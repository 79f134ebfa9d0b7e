import { createHmac } from 'node:crypto';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { tooManyAttempts } from '../kernel/errors.js';
import type { Kernel } from '../kernel/kernel.js';
import { blockUntil, countFailure, findBlockEnd } from './throttles-repository.js';

/** What is counted: failed passwords by account name and by address, failed codes by session and by person, wrong links by address. */
export type ThrottleKind = 'account' | 'address' | 'session-codes' | 'codes' | 'links';

export interface ThrottleKey {
  readonly kind: ThrottleKind;
  /** A keyed hash: the table names nobody. */
  readonly key: string;
}

/** Failures before the first block. An address may be a whole office behind one router. */
const freeFailures: Readonly<Record<ThrottleKind, number>> = {
  account: 5,
  address: 30,
  'session-codes': 5,
  codes: 5,
  links: 30,
};
const firstBlockMs = 30 * SECOND_MS;
const longestBlockMs = 15 * MINUTE_MS;
const forgottenAfterMs = HOUR_MS;

export function throttleKey(kernel: Pick<Kernel, 'config'>, kind: ThrottleKind, subject: string): ThrottleKey {
  const key = createHmac('sha256', Buffer.from(kernel.config.secrets.key, 'base64'));
  return { kind, key: key.update(`throttle:${kind}:${subject}`).digest('base64url') };
}

/** 30 seconds after the last free failure, doubling with each one more, 15 minutes at most. */
export function blockMs(kind: ThrottleKind, failures: number): number {
  const beyond = failures - freeFailures[kind];
  return beyond < 0 ? 0 : Math.min(longestBlockMs, firstBlockMs * 2 ** Math.min(beyond, 20));
}

/** @throws too_many_attempts, saying when to try again */
export async function refuseWhileBlocked(db: Reads, keys: readonly ThrottleKey[], now: Instant): Promise<void> {
  const until = await findBlockEnd(
    db,
    keys.map(({ key }) => key),
    now,
  );
  if (until === undefined) return;
  const retryAfterS = Math.ceil((until - now) / SECOND_MS);
  const minutes = Math.ceil(retryAfterS / 60);
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  throw tooManyAttempts({ retryAfterS }, `There were too many failed attempts. Wait ${wait}, then try again.`);
}

/** Counts one failure under each key. Answers the kinds that are blocked from now on. */
export async function recordFailure(
  db: Writes,
  keys: readonly ThrottleKey[],
  now: Instant,
): Promise<readonly ThrottleKind[]> {
  const blocked: ThrottleKind[] = [];
  for (const { kind, key } of keys) {
    const ms = blockMs(kind, await countFailure(db, key, now, now + forgottenAfterMs));
    if (ms === 0) continue;
    await blockUntil(db, key, now + ms);
    blocked.push(kind);
  }
  return blocked;
}
