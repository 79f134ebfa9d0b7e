import type { Clock, Instant } from './clock.js';
import { pooledRandom } from './random.js';

declare const idKind: unique symbol;

/** A UUIDv7 in lower case, branded with what it identifies: `type CaseId = Id<'case'>`. */
export type Id<Kind extends string = string> = string & { readonly [idKind]: Kind };

/** Gives that many unpredictable bytes. */
export type RandomBytes = (size: number) => Uint8Array;

interface LastId {
  ms: Instant;
  counter: number;
}

/** The 12 bits that follow the version: a counter within the millisecond. */
const COUNTER_LIMIT = 0x1000;
/** A millisecond's first counter is random and below half, so that at least 2,048 more fit behind it. */
const COUNTER_SEED_MASK = 0x7ff;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Order is kept per clock: what one process makes from one clock sorts in the order of making. */
const lastIds = new WeakMap<Clock, LastId>();

/**
 * A new UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, a 12-bit counter seeded at random in each
 * millisecond (section 6.2, method 1), 62 random bits. Ids made from one clock always increase as text, also when the
 * clock stands still or goes back: then the last millisecond is kept and, when its counter is full, the next one borrowed.
 */
export function newId<Kind extends string>(clock: Clock, random: RandomBytes = pooledRandom): Id<Kind> {
  const bytes = random(10);
  const last = nextAfter(lastIds.get(clock), clock.now(), bytes);
  lastIds.set(clock, last);
  // A cast, because the text is built here to the letter of the format.
  return formatUuid(last, bytes) as Id<Kind>;
}

/** Whether the text is a UUID of RFC 9562 (versions 1 to 8), in either case of letters. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The id that a URL, a file or an API client gives, in the lower case in which ids are stored; undefined if it is none. */
export function parseId<Kind extends string>(text: string): Id<Kind> | undefined {
  return isUuid(text) ? (text.toLowerCase() as Id<Kind>) : undefined;
}

function nextAfter(last: LastId | undefined, now: Instant, random: Uint8Array): LastId {
  const seed = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) & COUNTER_SEED_MASK;
  if (last === undefined || now > last.ms) return { ms: checkedMs(now), counter: seed };
  if (last.counter + 1 < COUNTER_LIMIT) return { ms: last.ms, counter: last.counter + 1 };
  return { ms: checkedMs(last.ms + 1), counter: seed };
}

function checkedMs(ms: Instant): Instant {
  if (!Number.isInteger(ms) || ms < 0 || ms >= 2 ** 48) throw new RangeError(`A UUIDv7 can't hold the instant ${ms}`);
  return ms;
}

function formatUuid({ ms, counter }: LastId, random: Uint8Array): string {
  const time = ms.toString(16).padStart(12, '0');
  const tail = Buffer.from(random.subarray(2, 10));
  tail[0] = 0x80 | ((tail[0] ?? 0) & 0x3f); // the variant
  const tailHex = tail.toString('hex');
  const counterHex = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counterHex}-${tailHex.slice(0, 4)}-${tailHex.slice(4)}`;
}
