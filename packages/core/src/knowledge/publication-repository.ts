import type { Instant } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import type { AuthorityId } from '../kernel/scope.js';
import type { Article } from './article.js';
import type { StoredArticle } from './repository.js';
import type { KnowledgeArticle } from './types.js';

/** An article's text as it is published: its next version. */
export interface ArticleVersion {
  readonly authorityId: AuthorityId;
  readonly articleId: string;
  readonly versionId: string;
  readonly number: number;
  readonly article: KnowledgeArticle;
  readonly by: string | null;
  readonly at: Instant;
  /** Undefined for an article's first. */
  readonly before: StoredArticle | undefined;
}

/** Adds the version and points the article at it. */
export async function saveArticleVersion(db: Writes, version: ArticleVersion): Promise<void> {
  const { authorityId, articleId, article, at, before } = version;
  const described = {
    title: article.title,
    service_key: article.serviceKey ?? null,
    owner_team_key: article.ownerTeam,
    effective_on: article.effectiveOn,
    review_on: article.reviewOn,
    updated_at: at,
  };
  if (!before)
    await db.insert('articles', {
      id: articleId,
      authority_id: authorityId,
      key: article.key,
      state: 'draft',
      ...described,
    });
  await insertVersion(db, version);
  const pointer = { published_version_id: version.versionId, state: 'published' };
  await db.update('articles', { id: articleId }, { ...described, ...pointer, version: (before?.version ?? 0) + 1 });
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

export async function markWithdrawn(db: Writes, { id, version }: Article, at: Instant): Promise<void> {
  await db.update('articles', { id }, { state: 'withdrawn', updated_at: at, version: version + 1 });
}
