import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { SynonymGroup } from './synonyms.js';

/** An authority's own list of words that mean the same; the partnership's holds wherever there is none. */
export interface SynonymList {
  readonly authorityId: AuthorityId;
  readonly groups: readonly SynonymGroup[];
  readonly version: number;
}

interface ListRow {
  authority_id: number;
  groups: string;
  version: number;
}

// Relies on the primary key.
const ofAuthority = statement<{ authority: number }, ListRow>(
  'select authority_id, groups, version from @synonym_lists where authority_id = :authority',
);
const every = statement<Record<string, never>, { authority_id: number; version: number }>(
  'select authority_id, version from @synonym_lists order by authority_id',
);

export async function findSynonymList(db: Reads, authorityId: AuthorityId): Promise<SynonymList | undefined> {
  const row = await db.first(ofAuthority, { authority: authorityId });
  // Checked when it was saved.
  const groups = row && (JSON.parse(row.groups) as SynonymGroup[]);
  return row && groups && { authorityId: row.authority_id, groups, version: row.version };
}

/** Which lists there are, for finding out what changed. */
export async function listSynonymVersions(db: Reads): Promise<{ authorityId: AuthorityId; version: number }[]> {
  const rows = await db.all(every, {});
  return rows.map(({ authority_id: authorityId, version }) => ({ authorityId, version }));
}

const insertFirst = statement<{ authority: number; groups: string; at: number }, never>(
  `insert into synonym_lists (authority_id, groups, updated_at, version) values (:authority, :groups, :at, 1)
   on conflict (authority_id) do nothing`,
);

/** Saves a list over the version that its editor read; 0: there was none. False: somebody else was faster. */
export async function saveSynonymList(db: Writes, list: SynonymList, at: Instant): Promise<boolean> {
  const { authorityId, version } = list;
  const groups = JSON.stringify(list.groups);
  if (version === 0) return (await db.run(insertFirst, { authority: authorityId, groups, at })) === 1;
  const content = { groups, updated_at: at, version: version + 1 };
  return (await db.update('synonym_lists', { authority_id: authorityId, version }, content)) === 1;
}
