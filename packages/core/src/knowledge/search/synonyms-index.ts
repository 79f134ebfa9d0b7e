import type { Reads } from '../../kernel/db/database.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { SearchIndex } from './search-index.js';
import { compileSynonyms, councilSynonyms } from './synonyms.js';
import { findSynonymList, listSynonymVersions } from './synonyms-repository.js';

/** Takes in the lists of synonyms that changed. `taken`: the version of each authority's that the index has. */
export async function refreshSynonyms(
  db: Reads,
  index: SearchIndex,
  taken: Map<AuthorityId, number>,
  partnershipId: AuthorityId,
): Promise<void> {
  for (const { authorityId, version } of await listSynonymVersions(db)) {
    if (taken.get(authorityId) === version) continue;
    const list = await findSynonymList(db, authorityId);
    const groups = list?.groups ?? undefined;
    if (authorityId === partnershipId) index.synonyms = compileSynonyms(groups ?? councilSynonyms);
    else if (groups) index.ownSynonyms.set(authorityId, compileSynonyms(groups));
    else index.ownSynonyms.delete(authorityId);
    taken.set(authorityId, version);
  }
}
