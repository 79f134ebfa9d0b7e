/** Small letters without accents, words set apart by one blank: how names are sorted and found. */
export function foldName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/\s+/).filter(Boolean).join(' ');
}

/** "Helen Tranter" sorts as "tranter helen". */
export function sortNameOf(displayName: string): string {
  const words = foldName(displayName).split(' ');
  return [words.at(-1) ?? '', ...words.slice(0, -1)].join(' ').trim();
}
