/**
 * Seeded chance for the demo world. The same seed gives the same sequence on every machine, because only 32-bit
 * integer arithmetic is used (the sfc32 generator, seeded through FNV-1a).
 */
export interface Random {
  /** A fraction from 0 up to, not including, 1. */
  fraction(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  /** True in `probability` of the draws (0 to 1). */
  chance(probability: number): boolean;
  /** One item, each as likely as the others. Throws on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** One item; early items are likelier than late ones, as names are in a population. */
  pickCommon<T>(items: readonly T[]): T;
  /** The items in another order; the list given is left alone. */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent sequence, so that more draws in one part of the world leave the other parts as they were. */
  fork(name: string): Random;
}

/** A sequence that depends on `seed` alone. */
export function createRandom(seed: string): Random {
  const next = sfc32(hash(`${seed}/a`), hash(`${seed}/b`), hash(`${seed}/c`));
  const fraction = () => next() / 4294967296;
  const whole = (low: number, high: number) => low + Math.floor(fraction() * (high - low + 1));
  return {
    fraction,
    whole,
    chance: (probability) => fraction() < probability,
    pick: (items) => itemAt(items, whole(0, items.length - 1)),
    pickCommon: (items) => itemAt(items, Math.floor(items.length * fraction() ** 1.8)),
    shuffle: (items) => shuffled(items, whole),
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}

/** A chooser that draws items in proportion to their weights; build it once, draw often. */
export function weightedChooser<T>(entries: readonly (readonly [T, number])[]): (random: Random) => T {
  const limits: number[] = [];
  let total = 0;
  for (const [, weight] of entries) limits.push((total += weight));
  return (random) => {
    const drawn = random.fraction() * total;
    const index = limits.findIndex((limit) => drawn < limit);
    return itemAt(entries, index)[0];
  };
}

/** The item at `index`; throws where the list has none, so that no `undefined` slips into the world. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} in a list of ${items.length}`);
  return item;
}

function shuffled<T>(items: readonly T[], whole: (low: number, high: number) => number): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = whole(0, last);
    const held = itemAt(copy, last);
    copy[last] = itemAt(copy, other);
    copy[other] = held;
  }
  return copy;
}

/** FNV-1a, 32 bits, with a final mix so that near seeds lie far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

function sfc32(seedA: number, seedB: number, seedC: number): () => number {
  let a = seedA;
  let b = seedB;
  let c = seedC;
  let counter = 1;
  const next = () => {
    const result = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) >>> 0;
    c = ((c << 21) | (c >>> 11)) >>> 0;
    c = (c + result) >>> 0;
    return result;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
