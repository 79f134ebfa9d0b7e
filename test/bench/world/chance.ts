/**
 * Chance that depends on a number alone: the hundredth customer is the same whoever asks, in whatever order, so that
 * the load knows what every page must show without keeping a million rows.
 */
export interface Chance {
  /** From 0 up to, not including, 1. */
  fraction(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Early items are likelier than late ones, as names are in a population. */
  pickCommon<T>(items: readonly T[]): T;
}

/** The sequence of one thing of one kind. Mixes as splitmix32 does. */
export function chanceOf(kind: number, index: number): Chance {
  let state = (Math.imul(index, 0x9e3779b1) ^ Math.imul(kind + 1, 0x85ebca6b)) >>> 0;
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  const fraction = (): number => next() / 4294967296;
  const below = (limit: number): number => Math.floor(fraction() * limit);
  return {
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick: (items) => itemAt(items, below(items.length)),
    pickCommon: (items) => itemAt(items, Math.floor(items.length * fraction() ** 1.8)),
  };
}

export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} in a list of ${items.length}`);
  return item;
}

const firstMs = Date.UTC(2022, 0, 1);

/** A UUIDv7 that depends on the kind (0 to 15) and number of a row; ids of one kind rise with the number. */
export function idOf(kind: number, index: number): string {
  const time = (firstMs + index).toString(16).padStart(12, '0');
  const tail = (Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${kind.toString(16)}00-8be0-0000${tail}`;
}

/** What each kind of row has as the first argument of `chanceOf` and `idOf`. */
export const kinds = {
  customer: 1,
  place: 2,
  case: 3,
  interaction: 4,
  enquiry: 5,
  article: 6,
  occupancy: 7,
  point: 8,
  event: 9,
  version: 10,
  identifier: 11,
};
