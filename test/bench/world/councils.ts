import type { DemoAuthorityKey } from '#core/app/demo/world/types.js';

/** Whose the customers are: the four founders of the demo, one of them alone, or all ten of its members. */
export type Members = 'founders' | 'one' | 'ten';

/** How many customers, and whose. */
export interface Population {
  readonly customers: number;
  readonly members: Members;
}

/** Each council's customers lie together, in this order; shares of all of them. */
const shares: Readonly<Record<Members, readonly (readonly [DemoAuthorityKey, number])[]>> = {
  founders: [
    ['westmoor', 0.25],
    ['dunmere', 0.15],
    ['elmfold', 0.1],
    ['castlebridge', 0.5],
  ],
  one: [['castlebridge', 1]],
  ten: [
    ['westmoor', 0.2],
    ['dunmere', 0.1],
    ['elmfold', 0.08],
    ['castlebridge', 0.25],
    ['tarnsea', 0.12],
    ['havenhurst', 0.12],
    ['larkbourne', 0.05],
    ['kelderwick', 0.05],
    ['joint-waste', 0.02],
    ['tarrow-fells', 0.01],
  ],
};

export function membersOf(members: Members): DemoAuthorityKey[] {
  return shares[members].map(([council]) => council);
}

export interface CouncilRange {
  readonly council: DemoAuthorityKey;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** Which customers are whose. Even numbers, so that those who share a home share the council. */
export function councilRanges({ customers, members }: Population): CouncilRange[] {
  let from = 0;
  return shares[members].map(([council, share], index) => {
    const isLast = index === shares[members].length - 1;
    const to = isLast ? customers : from + 2 * Math.round((customers * share) / 2);
    const range = { council, from, to };
    from = to;
    return range;
  });
}

const known: Readonly<Record<Members, Map<number, CouncilRange[]>>> = {
  founders: new Map(),
  one: new Map(),
  ten: new Map(),
};

export function councilOfCustomer(index: number, population: Population): DemoAuthorityKey {
  return rangeOf((range) => index < range.to, population).council;
}

export function rangeOfCouncil(council: DemoAuthorityKey, population: Population): CouncilRange {
  return rangeOf((range) => range.council === council, population);
}

function rangeOf(matches: (range: CouncilRange) => boolean, population: Population): CouncilRange {
  const { customers, members } = population;
  let ranges = known[members].get(customers);
  if (!ranges) known[members].set(customers, (ranges = councilRanges(population)));
  const range = ranges.find(matches);
  if (!range) throw new RangeError(`no council has such a customer of ${customers}`);
  return range;
}
