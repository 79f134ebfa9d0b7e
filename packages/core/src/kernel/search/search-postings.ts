/**
 * The documents that hold one stem, and how much it says about each. Slots stand in no order. Most stems have few
 * documents, for which two arrays would be larger than what they hold.
 */
export interface Posting {
  readonly stem: string;
  length: number;
  /** Slot and impact by turns. Such a number is exact up to 2^24: no more slots than that. */
  entries: Float32Array;
  /** Room to weigh one document in: how often a field has the stem, and what it says so far. Zero in between. */
  fieldCount: number;
  documentImpact: number;
}

export function createPosting(stem: string): Posting {
  return { stem, length: 0, entries: new Float32Array(4), fieldCount: 0, documentImpact: 0 };
}

export function slotAt({ entries }: Posting, at: number): number {
  return entries[at * 2] as number;
}

export function impactAt({ entries }: Posting, at: number): number {
  return entries[at * 2 + 1] as number;
}

export function addToPosting(posting: Posting, slot: number, impact: number): void {
  if (posting.length * 2 === posting.entries.length) growPosting(posting);
  setEntry(posting, posting.length, slot, impact);
  posting.length += 1;
}

export function removeFromPosting(posting: Posting, slot: number): void {
  const last = posting.length - 1;
  for (let at = 0; at <= last; at += 1) {
    if (slotAt(posting, at) !== slot) continue;
    setEntry(posting, at, slotAt(posting, last), impactAt(posting, last));
    posting.length = last;
    return;
  }
}

function setEntry({ entries }: Posting, at: number, slot: number, impact: number): void {
  entries[at * 2] = slot;
  entries[at * 2 + 1] = impact;
}

function growPosting(posting: Posting): void {
  const entries = new Float32Array(posting.entries.length * 2);
  entries.set(posting.entries);
  posting.entries = entries;
}
