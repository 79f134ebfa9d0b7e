import {
  authoritiesByKey,
  ownOne,
  sharedOne,
  type OwnColumns,
  type Pair,
  type SharedColumns,
  type Variant,
} from '../../authorities/index.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { ChangedArticle } from '../repository.js';
import type { KnowledgeArticle } from '../types.js';

interface SharedRow extends SharedColumns, OwnColumns {
  shared_id: string;
  key: string;
  content: string;
  own_state: string | null;
}

// Relies on articles_authority_id_key_key, for the partnership's and for the council's own.
const shared = `select s.id as shared_id, s.key, v.number, v.content, v.created_at, p.display_name as by_name,
    o.id as own_id, o.state as own_state, o.version as own_version, o.shared_number as based_on
  from @articles s join @article_versions v on v.id = s.published_version_id
    left join people p on p.id = v.created_by
    left join @articles o on o.authority_id = :authority and o.key = s.key and o.state <> 'withdrawn'
  where s.authority_id = :partnership and s.state = 'published'`;
const every = statement<Pair, SharedRow>(`${shared} order by s.title, s.id`);
const ofKey = statement<Pair & { key: string }, SharedRow>(`${shared} and s.key = :key`);

/** A shared article, and what one authority has in its place. */
export interface SharedArticle extends Variant {
  readonly sharedId: string;
  readonly content: KnowledgeArticle;
}

function toShared(row: SharedRow): SharedArticle {
  // Checked when it was saved.
  const content = JSON.parse(row.content) as KnowledgeArticle;
  const about = { key: row.key, title: content.title, sharedId: row.shared_id, content };
  return { ...about, shared: sharedOne(row), own: ownOne(row, { inUse: row.own_state === 'published' }) };
}

/** What the partnership has published, by title. */
export async function listSharedArticles(db: Reads, pair: Pair): Promise<SharedArticle[]> {
  return (await db.all(every, pair)).map(toShared);
}

export async function findSharedArticle(db: Reads, pair: Pair, key: string): Promise<SharedArticle | undefined> {
  const row = await db.first(ofKey, { ...pair, key });
  return row && toShared(row);
}

// Relies on articles_key_idx.
const differing = statement<{ partnership: AuthorityId }, { key: string; authority_id: number }>(
  `select o.key, o.authority_id from @articles s join @articles o on o.key = s.key
   where s.authority_id = :partnership and s.state = 'published'
     and o.authority_id <> :partnership and o.state = 'published' order by o.key, o.authority_id`,
);

/** Which authorities have published their own in place of a shared article, by its key. */
export async function listDiffering(db: Reads, partnership: AuthorityId): Promise<Map<string, AuthorityId[]>> {
  return authoritiesByKey(await db.all(differing, { partnership }));
}

const sharedOfKeys = statement<
  { partnership: AuthorityId; keys: readonly string[] },
  { id: string; authority_id: number; key: string; version: number; state: string }
>(
  `select s.id, s.authority_id, s.key, s.version, s.state from @articles s
   where s.authority_id = :partnership and s.state = 'published' and s.key in (:keys*)`,
);

/** The published articles of the partnership that have one of the keys. */
export async function findSharedOf(
  db: Reads,
  partnership: AuthorityId,
  keys: readonly string[],
): Promise<ChangedArticle[]> {
  if (keys.length === 0) return [];
  const rows = await db.all(sharedOfKeys, { partnership, keys });
  return rows.map(({ authority_id: authorityId, ...row }) => ({ ...row, authorityId }));
}
