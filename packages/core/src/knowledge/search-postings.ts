/** The documents that hold one stem, and how much it says about each. Slots stand in no order. */
export interface Posting {
  readonly stem: string;
  length: number;
  slots: Int32Array;
  impacts: Float32Array;
  /** Room to weigh one document in: how often a field has the stem, and what it says so far. Zero in between. */
  fieldCount: number;
  documentImpact: number;
}

export function createPosting(stem: string): Posting {
  return {
    stem,
    length: 0,
    slots: new Int32Array(2),
    impacts: new Float32Array(2),
    fieldCount: 0,
    documentImpact: 0,
  };
}

export function addToPosting(posting: Posting, slot: number, impact: number): void {
  if (posting.length === posting.slots.length) growPosting(posting);
  posting.slots[posting.length] = slot;
  posting.impacts[posting.length] = impact;
  posting.length += 1;
}

export function removeFromPosting(posting: Posting, slot: number): void {
  const at = posting.slots.subarray(0, posting.length).indexOf(slot);
  if (at < 0) return;
  const last = posting.length - 1;
  posting.slots[at] = posting.slots[last] as number;
  posting.impacts[at] = posting.impacts[last] as number;
  posting.length = last;
}

function growPosting(posting: Posting): void {
  const slots = new Int32Array(posting.slots.length * 2);
  const impacts = new Float32Array(posting.impacts.length * 2);
  slots.set(posting.slots);
  impacts.set(posting.impacts);
  posting.slots = slots;
  posting.impacts = impacts;
}
