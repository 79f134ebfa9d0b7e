import { authoritiesByKey } from '../../authorities/index.js';
import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { SynonymGroup } from './synonyms.js';

/** An authority's own list of words that mean the same; the partnership's holds wherever there is none. */
export interface SynonymList {
  readonly authorityId: AuthorityId;
  /** Null: it gave its own up, and uses the partnership's. */
  readonly groups: readonly SynonymGroup[] | null;
  readonly version: number;
}

/** As it is kept. */
export interface KeptSynonyms extends SynonymList {
  readonly updatedAt: Instant;
  /** The version of the partnership's that ours was last held against, and what it said; null: none was there. */
  readonly basedOn: number | null;
  readonly base: readonly SynonymGroup[] | null;
}

/** The partnership's list as ours was held against it. */
export type SynonymsBase = Pick<KeptSynonyms, 'basedOn' | 'base'>;

interface ListRow {
  authority_id: number;
  groups: string | null;
  shared_number: number | null;
  shared_groups: string | null;
  updated_at: Instant;
  version: number;
}

// Relies on the primary key.
const ofAuthority = statement<{ authority: number }, ListRow>(
  `select authority_id, groups, shared_number, shared_groups, updated_at, version from @synonym_lists
   where authority_id = :authority`,
);
const every = statement<Record<string, never>, { authority_id: number; version: number }>(
  'select authority_id, version from @synonym_lists order by authority_id',
);

/** Checked when they were saved. */
const groupsIn = (text: string | null): SynonymGroup[] | null =>
  text === null ? null : (JSON.parse(text) as SynonymGroup[]);

export async function findSynonymList(db: Reads, authorityId: AuthorityId): Promise<KeptSynonyms | undefined> {
  const row = await db.first(ofAuthority, { authority: authorityId });
  if (!row) return undefined;
  const { authority_id: id, groups, shared_number: basedOn, shared_groups: base, updated_at: updatedAt, version } = row;
  return { authorityId: id, groups: groupsIn(groups), basedOn, base: groupsIn(base), updatedAt, version };
}

/** Which lists there are, for finding out what changed. */
export async function listSynonymVersions(db: Reads): Promise<{ authorityId: AuthorityId; version: number }[]> {
  const rows = await db.all(every, {});
  return rows.map(({ authority_id: authorityId, version }) => ({ authorityId, version }));
}

const insertFirst = statement<Record<string, string | number | null>, never>(
  `insert into synonym_lists (authority_id, groups, shared_number, shared_groups, updated_at, version)
   values (:authority, :groups, :basedOn, :base, :at, 1) on conflict (authority_id) do nothing`,
);

const textOf = (groups: readonly SynonymGroup[] | null): string | null =>
  groups === null ? null : JSON.stringify(groups);

/**
 * Saves a list over the version that its editor read; 0: there was none. `held`: what it is held against from now on;
 * without it, what it was. False: somebody else was faster.
 */
export async function saveSynonymList(
  db: Writes,
  { authorityId, version, groups }: SynonymList,
  at: Instant,
  held?: SynonymsBase,
): Promise<boolean> {
  if (version === 0) {
    const { basedOn = null, base = null } = held ?? {};
    const row = { authority: authorityId, groups: textOf(groups), basedOn, base: textOf(base), at };
    return (await db.run(insertFirst, row)) === 1;
  }
  const against = held && { shared_number: held.basedOn, shared_groups: textOf(held.base) };
  const content = { groups: textOf(groups), updated_at: at, version: version + 1, ...against };
  return (await db.update('synonym_lists', { authority_id: authorityId, version }, content)) === 1;
}

const differing = statement<{ partnership: AuthorityId; key: string }, { key: string; authority_id: AuthorityId }>(
  `select :key as key, o.authority_id from @synonym_lists s join @synonym_lists o on o.authority_id <> s.authority_id
   where s.authority_id = :partnership and o.groups <> s.groups order by o.authority_id`,
);

/** Which authorities search by other words than the partnership's, by the key of the one list. */
export async function listOtherSynonyms(
  db: Reads,
  partnership: AuthorityId,
  key: string,
): Promise<Map<string, AuthorityId[]>> {
  return authoritiesByKey(await db.all(differing, { partnership, key }));
}
