import type { DemoAuthorityKey, DemoFounderKey } from '#core/app/demo/world/types.js';

/** Each council's customers lie together, in this order; shares of all of them. */
const shares: readonly (readonly [DemoFounderKey, number])[] = [
  ['westmoor', 0.25],
  ['dunmere', 0.15],
  ['elmfold', 0.1],
  ['castlebridge', 0.5],
];

export interface CouncilRange {
  readonly council: DemoFounderKey;
  readonly from: number;
  /** Not included. */
  readonly to: number;
}

/** Which customers are whose. Even numbers, so that those who share a home share the council. */
export function councilRanges(customers: number): CouncilRange[] {
  let from = 0;
  return shares.map(([council, share], index) => {
    const isLast = index === shares.length - 1;
    const to = isLast ? customers : from + 2 * Math.round((customers * share) / 2);
    const range = { council, from, to };
    from = to;
    return range;
  });
}

const known = new Map<number, CouncilRange[]>();

export function councilOfCustomer(index: number, customers: number): DemoFounderKey {
  return rangeOf((range) => index < range.to, customers).council;
}

export function rangeOfCouncil(council: DemoAuthorityKey, customers: number): CouncilRange {
  return rangeOf((range) => range.council === council, customers);
}

function rangeOf(matches: (range: CouncilRange) => boolean, customers: number): CouncilRange {
  let ranges = known.get(customers);
  if (!ranges) known.set(customers, (ranges = councilRanges(customers)));
  const range = ranges.find(matches);
  if (!range) throw new RangeError(`no council has such a customer of ${customers}`);
  return range;
}
