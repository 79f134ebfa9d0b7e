import type { Instant } from '../../kernel/clock.js';
import type { Reads, Row, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { staleVersion } from '../../kernel/errors.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { Article } from '../article.js';
import type { KnowledgeArticle } from '../types.js';

interface StoredRow {
  id: string;
  authority_id: number;
  key: string;
  state: string;
  version: number;
  shared_number: number | null;
  last: number | null;
}

const stored = `select a.id, a.authority_id, a.key, a.state, a.version, a.shared_number,
    (select max(v.number) from @article_versions v where v.article_id = a.id) as last
  from @articles a`;
const storedByKey = statement<{ authority: number; key: string }, StoredRow>(
  `${stored} where a.authority_id = :authority and a.key = :key`,
);
const storedById = statement<{ id: string }, StoredRow>(`${stored} where a.id = :id`);

export type ArticleState = 'draft' | 'published' | 'withdrawn';

/** An article whatever its state. */
export interface StoredArticle {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly state: ArticleState;
  readonly version: number;
  readonly lastNumber: number;
  /** The version of the partnership's article that it was last held against; null: none. */
  readonly basedOn: number | null;
}

function toStored(row: StoredRow): StoredArticle {
  const { id, authority_id: authorityId, key, state, version, last, shared_number: basedOn } = row;
  return { id, authorityId, key, state: state as ArticleState, version, lastNumber: last ?? 0, basedOn };
}

export async function findStoredArticle(
  db: Reads,
  authorityId: AuthorityId,
  key: string,
): Promise<StoredArticle | undefined> {
  const row = await db.first(storedByKey, { authority: authorityId, key });
  return row && toStored(row);
}

export async function findStoredById(db: Reads, id: string): Promise<StoredArticle | undefined> {
  const row = await db.first(storedById, { id });
  return row && toStored(row);
}

/** An article's text as it is saved: its next version. */
export interface ArticleVersion {
  readonly authorityId: AuthorityId;
  readonly articleId: string;
  readonly versionId: string;
  readonly number: number;
  readonly article: KnowledgeArticle;
  /** Drafts are kept beside what is published. */
  readonly state: 'draft' | 'published';
  readonly by: string | null;
  readonly at: Instant;
  /** Undefined for an article's first. */
  readonly before: StoredArticle | undefined;
  /** The version of the partnership's article that it is held against; undefined: as before. */
  readonly basedOn?: number | undefined;
}

/**
 * Adds the version; published, it is what advisers read from then on.
 * @throws stale_version when somebody else saved since `before` was read
 */
export async function saveArticleVersion(db: Writes, version: ArticleVersion): Promise<void> {
  const { authorityId, articleId, versionId, article, at, before, state, basedOn } = version;
  const base = basedOn === undefined ? {} : { shared_number: basedOn };
  const published = { ...descriptionOf(article), ...base, published_version_id: versionId, state };
  if (!before) {
    const own = { id: articleId, authority_id: authorityId, key: article.key, updated_at: at };
    await db.insert('articles', { ...own, ...published, published_version_id: state === 'draft' ? null : versionId });
  } else if (state === 'published') await change(db, before, published, at);
  else await change(db, before, { ...(before.state === 'draft' ? descriptionOf(article) : {}), ...base }, at);
  await insertVersion(db, version);
}

/** Points the article at a version that is there already. */
export async function publishSavedVersion(
  db: Writes,
  before: StoredArticle,
  versionId: string,
  article: KnowledgeArticle,
  at: Instant,
): Promise<void> {
  await change(db, before, { ...descriptionOf(article), published_version_id: versionId, state: 'published' }, at);
}

export async function markWithdrawn(db: Writes, { id, version }: Pick<Article, 'id' | 'version'>, at: Instant) {
  await change(db, { id, version }, { state: 'withdrawn' }, at);
}

/** Ours has been held against this version of the partnership's. @throws stale_version */
export async function saveBasedOn(db: Writes, before: StoredArticle, basedOn: number, at: Instant): Promise<void> {
  await change(db, before, { shared_number: basedOn }, at);
}

function descriptionOf(article: KnowledgeArticle): Row {
  return {
    title: article.title,
    service_key: article.serviceKey ?? null,
    owner_team_key: article.ownerTeam,
    effective_on: article.effectiveOn,
    review_on: article.reviewOn,
  };
}

async function change(
  db: Writes,
  { id, version }: Pick<StoredArticle, 'id' | 'version'>,
  changes: Row,
  at: Instant,
): Promise<void> {
  const changed = await db.update('articles', { id, version }, { ...changes, updated_at: at, version: version + 1 });
  if (changed === 0) throw staleVersion();
}

async function insertVersion(db: Writes, version: ArticleVersion): Promise<void> {
  const { versionId, authorityId, articleId, number, article, at, by } = version;
  await db.insert('article_versions', {
    id: versionId,
    authority_id: authorityId,
    article_id: articleId,
    number,
    content: JSON.stringify(article),
    created_at: at,
    created_by: by,
  });
}
