import { fewestForShare, type Share } from '../../reporting/index.js';

/** A share of another council as it may be told: whole per cent, of so many to the nearest ten; null: too few to tell. */
export interface DisclosedShare {
  readonly percent: number | null;
  readonly of: number | null;
}

/**
 * What may be told of a council to the others without pointing at a person: nothing of fewer than ten, and no share in
 * which fewer than ten are on either side, none excepted. What is told is rounded, so that no count can be worked out
 * from two figures or two periods.
 */
export function disclose({ count, of }: Share): DisclosedShare {
  if (isFew(of)) return { percent: null, of: null };
  const roundedOf = Math.round(of / 10) * 10;
  if (of === 0 || isFew(count) || isFew(of - count)) return { percent: null, of: roundedOf };
  return { percent: Math.round((count / of) * 100), of: roundedOf };
}

const isFew = (count: number): boolean => count > 0 && count < fewestForShare;
