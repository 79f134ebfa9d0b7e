/** Pairs of record numbers, each as one number, in room that grows. */
export interface PairList {
  add(a: number, b: number): void;
  /** `smaller * count + larger`, in the order in which they came. */
  numbers(): Float64Array;
}

export function openPairList(count: number): PairList {
  let numbers = new Float64Array(1024);
  let length = 0;
  return {
    add(a, b) {
      if (length === numbers.length) {
        const grown = new Float64Array(length * 2);
        grown.set(numbers);
        numbers = grown;
      }
      numbers[length++] = a < b ? a * count + b : b * count + a;
    },
    numbers: () => numbers.subarray(0, length),
  };
}

/** The pairs of several lists, each once, in order. */
export function uniquePairs(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
  let length = 0;
  for (let from = 0; from < all.length; from += 1)
    if (from === 0 || all[from] !== all[from - 1]) all[length++] = all[from]!;
  return all.subarray(0, length);
}
