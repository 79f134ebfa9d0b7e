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
    const table = compileSynonyms(list?.groups ?? councilSynonyms);
    if (authorityId === partnershipId) index.synonyms = table;
    else index.ownSynonyms.set(authorityId, table);
    taken.set(authorityId, version);
  }
}
