import { listAuthorities } from '../../authorities/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** The council to which what comes in by a connection came: the one that the configuration names, else the only one here. */
export async function councilOf(
  kernel: Kernel,
  { authorityIds }: Pick<ConfiguredAdapter, 'authorityIds'>,
): Promise<AuthorityId | undefined> {
  const own = (await listAuthorities(kernel)).flatMap(({ id, kind }) => (kind === 'authority' ? [id] : []));
  const [only, ...others] = authorityIds === 'all' ? own : authorityIds;
  return others.length === 0 ? only : undefined;
}
