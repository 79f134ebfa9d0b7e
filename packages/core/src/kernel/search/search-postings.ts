/**
 * The documents that hold one stem, and how much it says about each. Slots stand in no order. Most stems have few
 * documents, for which two arrays would be larger than what they hold.
 */
export interface Posting {
  readonly stem: string;
  length: number;
  /** Each a slot (19 bits) and an impact (13 bits) in one number: thousands of documents have millions of these. */
  entries: Uint32Array;
  /** Room to weigh one document in: how often a field has the stem, and what it says so far. Zero in between. */
  fieldCount: number;
  documentImpact: number;
}

const impactBits = 13;
const impactMask = (1 << impactBits) - 1;
/** An impact is kept in steps of 1/256, up to 32; a posting's own is at most 29. */
const impactSteps = 256;
/** No index holds more documents than this. */
const mostSlots = 1 << (32 - impactBits);

export function createPosting(stem: string): Posting {
  return { stem, length: 0, entries: new Uint32Array(2), fieldCount: 0, documentImpact: 0 };
}

export function slotAt({ entries }: Posting, at: number): number {
  return (entries[at] as number) >>> impactBits;
}

export function impactAt({ entries }: Posting, at: number): number {
  return ((entries[at] as number) & impactMask) / impactSteps;
}

/** @throws RangeError for more documents than an index holds */
export function addToPosting(posting: Posting, slot: number, impact: number): void {
  if (slot >= mostSlots) throw new RangeError(`an index holds ${mostSlots} documents at most`);
  if (posting.length === posting.entries.length) growPosting(posting);
  const steps = Math.min(impactMask, Math.max(1, Math.round(impact * impactSteps)));
  posting.entries[posting.length] = ((slot << impactBits) | steps) >>> 0;
  posting.length += 1;
}

export function removeFromPosting(posting: Posting, slot: number): void {
  const last = posting.length - 1;
  for (let at = 0; at <= last; at += 1) {
    if (slotAt(posting, at) !== slot) continue;
    posting.entries[at] = posting.entries[last] as number;
    posting.length = last;
    return;
  }
}

function growPosting(posting: Posting): void {
  const entries = new Uint32Array(Math.ceil(posting.entries.length * 1.5));
  entries.set(posting.entries);
  posting.entries = entries;
}
