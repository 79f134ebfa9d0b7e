import type { DirectoryList, StaffDirectoryInstance } from '@moothall/adapter-sdk';
import { tryInstance, type Asked } from '../../adapters/index.js';
import type { ConfiguredAdapter } from '../../kernel/adapters.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** A connection that lists a council's staff. */
export interface ListedDirectory {
  /** As the configuration names it. */
  readonly name: string;
  /** What staff call the system. */
  readonly title: string;
  readonly authorityId: AuthorityId;
  readonly list: () => Promise<Asked<DirectoryList>>;
}

/** Those that run, in the configuration's order. Of one that serves several councils nobody could say whose staff it lists. */
export function listedDirectories(kernel: Kernel): ListedDirectory[] {
  return kernel.adapters.list.flatMap((one) => directoryOf(kernel, one) ?? []);
}

function directoryOf(kernel: Kernel, one: ConfiguredAdapter): ListedDirectory | undefined {
  const { name, part, authorityIds } = one;
  if (part.state !== 'running' || part.kind !== 'staff-directory' || authorityIds === 'all') return undefined;
  const [authorityId, ...others] = authorityIds;
  if (authorityId === undefined || others.length > 0) return undefined;
  // The kind says what its instances can do; the conformance suite of the kind proves it.
  const instance = part.instance as StaffDirectoryInstance;
  return { name, title: part.title, authorityId, list: () => tryInstance(kernel, one, () => instance.listPeople()) };
}
