import type { Clock, Instant } from './clock.js';
import { pooledRandom } from './random.js';

declare const idKind: unique symbol;

/** A UUIDv7 in lower case, branded with what it identifies: `type CaseId = Id<'case'>`. */
export type Id<Kind extends string = string> = string & { readonly [idKind]: Kind };

/** Gives that many unpredictable bytes. */
export type RandomBytes = (size: number) => Uint8Array;

/** Two that seed the counter, eight that stay as they are. */
const bytesInId = 10;

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
  const bytes = random(bytesInId);
  const last = nextAfter(lastIds.get(clock), clock.now(), seedIn(bytes, 0));
  lastIds.set(clock, last);
  // A cast, because the text is built here to the letter of the format.
  return (timeIn(last) + restOf(last, hexOf(bytes), 0)) as Id<Kind>;
}

/** So many new ids, in rising order: one draw of random bytes and one look at the clock serve them all. */
export function newIds<Kind extends string>(
  clock: Clock,
  count: number,
  random: RandomBytes = pooledRandom,
): Id<Kind>[] {
  const bytes = random(bytesInId * count);
  const hex = hexOf(bytes);
  const now = clock.now();
  let last = lastIds.get(clock);
  let time = '';
  const ids: Id<Kind>[] = [];
  for (let at = 0; at < count; at += 1) {
    const before = last?.ms;
    last = nextAfter(last, now, seedIn(bytes, at * bytesInId));
    if (time === '' || last.ms !== before) time = timeIn(last);
    ids.push((time + restOf(last, hex, at * bytesInId * 2)) as Id<Kind>);
  }
  if (last) lastIds.set(clock, last);
  return ids;
}

/** Whether the text is a UUID of RFC 9562 (versions 1 to 8), in either case of letters. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The id that a URL, a file or an API client gives, in the lower case in which ids are stored; undefined if it is none. */
export function parseId<Kind extends string>(text: string): Id<Kind> | undefined {
  return isUuid(text) ? (text.toLowerCase() as Id<Kind>) : undefined;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

function seedIn(bytes: Uint8Array, from: number): number {
  return (((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0)) & COUNTER_SEED_MASK;
}

function nextAfter(last: LastId | undefined, now: Instant, seed: number): LastId {
  if (last === undefined || now > last.ms) return { ms: checkedMs(now), counter: seed };
  if (last.counter + 1 < COUNTER_LIMIT) return { ms: last.ms, counter: last.counter + 1 };
  return { ms: checkedMs(last.ms + 1), counter: seed };
}

function checkedMs(ms: Instant): Instant {
  if (!Number.isInteger(ms) || ms < 0 || ms >= 2 ** 48) throw new RangeError(`A UUIDv7 can't hold the instant ${ms}`);
  return ms;
}

function timeIn({ ms }: LastId): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-`;
}

/** What follows the time. The last eight of an id's random bytes stand in `hex` after the four digits of its seed. */
function restOf({ counter }: LastId, hex: string, from: number): string {
  const versioned = (0x7000 | counter).toString(16);
  const variant = '89ab'.charAt(parseInt(hex.charAt(from + 4), 16) & 3);
  return `${versioned}-${variant}${hex.slice(from + 5, from + 8)}-${hex.slice(from + 8, from + 20)}`;
}
