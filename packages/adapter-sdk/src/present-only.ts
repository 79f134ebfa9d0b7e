type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without the properties that hold nothing: `undefined` or an empty text. */
export function presentOnly<T extends object>(value: T): Present<T> {
  const kept: Record<string, unknown> = {};
  for (const [key, held] of Object.entries(value)) {
    if (held !== undefined && held !== '') kept[key] = held;
  }
  return kept as Present<T>;
}
