import { isDeepStrictEqual } from 'node:util';

export interface Merged<F extends object> {
  /** What is left to write. */
  readonly changes: Partial<F>;
  /** Fields that somebody else has changed meanwhile, to something else. */
  readonly clashes: readonly (keyof F & string)[];
}

/**
 * Three-way merge, field by field: what is stored now, what the editor began from, and what they want. A field that
 * only they changed is written; one that both changed alike needs nothing; one that both changed apart clashes.
 */
export function mergeChanges<F extends object>(now: F, base: Partial<F>, wanted: Partial<F>): Merged<F> {
  const changes: Partial<F> = {};
  const clashes: (keyof F & string)[] = [];
  for (const field of Object.keys(wanted) as (keyof F & string)[]) {
    if (isDeepStrictEqual(now[field], wanted[field])) continue;
    if (field in base && isDeepStrictEqual(now[field], base[field])) changes[field] = wanted[field];
    else clashes.push(field);
  }
  return { changes, clashes };
}
