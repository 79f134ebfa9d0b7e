/** Names for the places of a file that has no headings. */
export type Positions<K extends string> = readonly (readonly [K, number])[];

export function positions<const K extends string>(names: readonly K[]): Positions<K> {
  return names.map((name, place) => [name, place] as const);
}

/** The trimmed cells under their names. */
export function cellsOf<K extends string>(places: Positions<K>, fields: readonly string[]): Record<K, string> {
  const cells = {} as Record<K, string>;
  for (const [name, place] of places) cells[name] = (fields[place] ?? '').trim();
  return cells;
}
