import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { listAuthorities } from '../known-authorities.js';

/** The short names, in order, of the councils that have their own in place of each shared one. */
export async function namesByKey(
  kernel: Kernel,
  differing: ReadonlyMap<string, readonly AuthorityId[]>,
): Promise<Map<string, string[]>> {
  const authorities = await listAuthorities(kernel);
  const nameOf = (id: AuthorityId): string[] =>
    authorities.filter((each) => each.id === id && each.kind === 'authority').map(({ shortName }) => shortName);
  const named = [...differing].map(([key, ids]): [string, string[]] => [key, ids.flatMap(nameOf).sort()]);
  return new Map(named.filter(([, names]) => names.length > 0));
}
