import { getPartnership, type Variant } from '../../authorities/index.js';
import type { Reads } from '../../kernel/db/database.js';
import type { Kernel } from '../../kernel/kernel.js';
import { everyAuthority, withReader, type AuthorityId } from '../../kernel/scope.js';
import { findSynonymList, type KeptSynonyms, type SynonymsBase } from '../search/synonyms-repository.js';
import type { SynonymGroup } from '../search/synonyms.js';

/** The key of the one list that there is. */
export const synonymsKey = 'search-words';

/** The partnership's list of words that mean the same, and what one authority has in its place. */
export interface SharedSynonyms extends Variant {
  readonly groups: readonly SynonymGroup[];
  readonly ownList: KeptSynonyms | undefined;
}

/** @returns undefined where the partnership has no list of its own: then all use the one that Moothall brings */
export async function findSharedSynonyms(
  { db, kernel }: { readonly db: Reads; readonly kernel: Kernel },
  authorityId: AuthorityId,
): Promise<SharedSynonyms | undefined> {
  const everything = db.within(withReader(db.scope, everyAuthority));
  const { id: partnership } = await getPartnership(kernel);
  const shared = await findSynonymList(everything, partnership);
  if (!shared?.groups) return undefined;
  const ownList = authorityId === partnership ? undefined : await findSynonymList(everything, authorityId);
  const own = ownList?.groups && {
    ...{ id: String(authorityId), version: ownList.version, basedOn: ownList.basedOn, inUse: true },
    isSame: JSON.stringify(ownList.groups) === JSON.stringify(shared.groups),
  };
  return {
    ...{ key: synonymsKey, title: 'Words that mean the same', groups: shared.groups, ownList, own: own || undefined },
    shared: { number: shared.version, changedAt: shared.updatedAt, changedBy: undefined },
  };
}

/** The partnership's as it is now, for ours to be held against. */
export function baseOf({ shared, groups }: SharedSynonyms): SynonymsBase {
  return { basedOn: shared.number, base: groups };
}
