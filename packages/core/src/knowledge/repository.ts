import type { Instant } from '../kernel/clock.js';
import type { Reads, Writes } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Article } from './article.js';
import type { KnowledgeArticle } from './types.js';

interface Row {
  id: string;
  authority_id: number;
  key: string;
  number: number;
  version: number;
  updated_at: number;
  content: string;
  used: number | null;
  resolved: number | null;
}

interface ChangedRow {
  id: string;
  authority_id: number;
  key: string;
  version: number;
  state: string;
}

const published = `select a.id, a.authority_id, a.key, v.number, a.version, a.updated_at, v.content,
    (select sum(t.used) from @article_tallies t where t.article_id = a.id) as used,
    (select sum(t.resolved) from @article_tallies t where t.article_id = a.id) as resolved
  from @articles a join @article_versions v on v.id = a.published_version_id where a.state = 'published'`;
const byId = statement<{ id: string }, Row>(`${published} and a.id = :id`);
// Relies on articles_authority_id_key_key.
const byKey = statement<{ authorities: number[]; key: string }, Row>(
  `${published} and a.authority_id in (:authorities*) and a.key = :key`,
);
// Relies on articles_authority_id_key_key.
const byKeys = statement<{ authorities: readonly number[]; keys: readonly string[] }, Row>(
  `${published} and a.authority_id in (:authorities*) and a.key in (:keys*)`,
);
const byIds = statement<{ ids: string[] }, Row>(`${published} and a.id in (:ids*)`);
// Relies on articles_updated_at_idx.
const changedSince = statement<{ since: number }, ChangedRow>(
  'select id, authority_id, key, version, state from @articles where updated_at >= :since order by updated_at, id',
);
const everyTitle = statement<
  Record<string, never>,
  { id: string; authority_id: number; key: string; title: string; service_key: string | null; review_on: string }
>(
  `select id, authority_id, key, title, service_key, review_on from @articles where state = 'published' order by title, id`,
);

function toArticle(row: Row): Article {
  return {
    id: row.id,
    authorityId: row.authority_id,
    key: row.key,
    versionNumber: row.number,
    version: row.version,
    updatedAt: row.updated_at,
    // Checked when it was published.
    content: JSON.parse(row.content) as KnowledgeArticle,
    tally: { used: Number(row.used ?? 0), resolved: Number(row.resolved ?? 0) },
  };
}

export async function findArticle(db: Reads, id: string): Promise<Article | undefined> {
  const row = await db.first(byId, { id });
  return row && toArticle(row);
}

/** The article of that key of the first of the authorities that has one: its own before the partnership's. */
export async function findArticleByKey(
  db: Reads,
  authorityIds: readonly AuthorityId[],
  key: string,
): Promise<Article | undefined> {
  const rows = await db.all(byKey, { authorities: [...authorityIds], key });
  const [row] = authorityIds.flatMap((id) => rows.filter((each) => each.authority_id === id));
  return row && toArticle(row);
}

export async function readArticles(db: Reads, ids: readonly string[]): Promise<Article[]> {
  return ids.length === 0 ? [] : (await db.all(byIds, { ids: [...ids] })).map(toArticle);
}

/** The published articles of these authorities that have one of the keys. */
export async function readArticlesOfKeys(
  db: Reads,
  authorities: readonly AuthorityId[],
  keys: readonly string[],
): Promise<Article[]> {
  if (authorities.length === 0 || keys.length === 0) return [];
  return (await db.all(byKeys, { authorities, keys })).map(toArticle);
}

export interface ChangedArticle {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly version: number;
  readonly state: string;
}

/** Articles published, changed or withdrawn since, oldest change first: what the search index takes in. */
export async function listChangedSince(db: Reads, since: Instant): Promise<ChangedArticle[]> {
  const rows = await db.all(changedSince, { since });
  return rows.map(({ authority_id: authorityId, ...row }) => ({ ...row, authorityId }));
}

export interface ArticleTitle {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly title: string;
  readonly serviceKey: string | null;
  readonly reviewOn: string;
}

export async function listTitles(db: Reads): Promise<ArticleTitle[]> {
  const rows = await db.all(everyTitle, {});
  return rows.map(({ id, authority_id: authorityId, key, title, service_key: serviceKey, review_on: reviewOn }) => ({
    id,
    authorityId,
    key,
    title,
    serviceKey,
    reviewOn,
  }));
}

const addToTally = statement<{ authority: number; article: string; resolved: number }, never>(
  `insert into article_tallies (authority_id, article_id, used, resolved) values (:authority, :article, 1, :resolved)
   on conflict (authority_id, article_id)
   do update set used = article_tallies.used + 1, resolved = article_tallies.resolved + excluded.resolved`,
);

/** Counts one enquiry that was closed with the article. */
export async function countUse(
  db: Writes,
  authorityId: AuthorityId,
  articleId: string,
  outcome: 'resolved' | 'other',
): Promise<void> {
  await db.run(addToTally, { authority: authorityId, article: articleId, resolved: outcome === 'resolved' ? 1 : 0 });
}
