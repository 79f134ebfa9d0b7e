/** Lists are padded to these lengths by repeating their last value, so that few texts are ever prepared. */
export function paddedLength(length: number): number {
  if (length === 0) return 0; // its text says `null`: another than that of one value
  let size = 1;
  while (size < length) size *= 2;
  return size;
}

/** The value at a place of a padded list. */
export function paddedAt<T>(list: readonly T[], index: number): T {
  return list[Math.min(index, list.length - 1)] as T;
}
