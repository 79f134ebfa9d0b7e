import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { ArticleState } from './publication-repository.js';

interface EditedRow {
  id: string;
  authority_id: number;
  key: string;
  title: string;
  state: string;
  review_on: string;
  owner_team_key: string | null;
  updated_at: number;
  has_draft: number;
}

const everyArticle = statement<Record<string, never>, EditedRow>(
  `select a.id, a.authority_id, a.key, a.title, a.state, a.review_on, a.owner_team_key, a.updated_at,
     case when a.published_version_id = (
       select v.id from @article_versions v where v.article_id = a.id order by v.number desc limit 1
     ) then 0 else 1 end as has_draft
   from @articles a order by a.review_on, a.title, a.id`,
);

/** An article in the editors' list. */
export interface EditedArticle {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly key: string;
  readonly title: string;
  readonly state: ArticleState;
  readonly reviewOn: string;
  readonly ownerTeamKey: string | undefined;
  readonly updatedAt: Instant;
  /** There is a newer text than what advisers read. */
  readonly hasDraft: boolean;
}

/** Whatever its state, those to be reviewed soonest first. */
export async function listEditedArticles(db: Reads): Promise<EditedArticle[]> {
  const rows = await db.all(everyArticle, {});
  return rows.map((row) => ({
    id: row.id,
    authorityId: row.authority_id,
    key: row.key,
    title: row.title,
    state: row.state as ArticleState,
    reviewOn: row.review_on,
    ownerTeamKey: row.owner_team_key ?? undefined,
    updatedAt: row.updated_at,
    hasDraft: row.has_draft === 1,
  }));
}
