import { MINUTE_MS, SECOND_MS, type Instant } from '../clock.js';
import { tooManyAttempts } from '../errors.js';
import type { Kernel } from '../kernel.js';

/** Calls in a minute: of an address that brings no key, and of a key. */
const callLimits = { read: 300, write: 60 } as const;
export type CallKind = keyof typeof callLimits;

interface Counted {
  readonly minute: number;
  readonly calls: Map<string, number>;
}

/** Of this process alone: a limit keeps one caller from using up what all need, and needs no exact count. */
const counted = new WeakMap<Kernel['db'], Counted>();

/** Counts a call of somebody. @throws too_many_attempts, saying when the next minute begins */
export function countCall({ db }: Pick<Kernel, 'db'>, kind: CallKind, whose: string, now: Instant): void {
  const minute = Math.floor(now / MINUTE_MS);
  const known = counted.get(db);
  const { calls } = known?.minute === minute ? known : forget(db, minute);
  const who = `${kind} ${whose}`;
  const count = (calls.get(who) ?? 0) + 1;
  calls.set(who, count);
  if (count <= callLimits[kind]) return;
  const retryAfterS = Math.ceil(((minute + 1) * MINUTE_MS - now) / SECOND_MS);
  throw tooManyAttempts({ retryAfterS }, `More than ${callLimits[kind]} calls came in a minute. Wait, then go on.`);
}

function forget(db: Kernel['db'], minute: number): Counted {
  const fresh = { minute, calls: new Map<string, number>() };
  counted.set(db, fresh);
  return fresh;
}
