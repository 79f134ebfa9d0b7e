import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { KnowledgeArticle } from '../types.js';

interface VersionRow {
  id: string;
  number: number;
  content: string;
  created_at: number;
  by_name: string | null;
  is_published: number;
}

const columns = `v.id, v.number, v.content, v.created_at, p.display_name as by_name,
    case when a.published_version_id = v.id and a.state = 'published' then 1 else 0 end as is_published
  from @article_versions v join @articles a on a.id = v.article_id left join people p on p.id = v.created_by`;
// Each relies on article_versions_article_id_number_key.
const newestFirst = statement<{ article: string }, VersionRow>(
  `select ${columns} where v.article_id = :article order by v.number desc limit 200`,
);
const ofNumber = statement<{ article: string; number: number }, VersionRow>(
  `select ${columns} where v.article_id = :article and v.number = :number`,
);

/** An article's text as it was saved. */
export interface SavedVersion {
  readonly id: string;
  readonly number: number;
  readonly content: KnowledgeArticle;
  readonly savedAt: Instant;
  /** Undefined: loaded from a file. */
  readonly savedBy: string | undefined;
  readonly isPublished: boolean;
}

function toVersion(row: VersionRow): SavedVersion {
  return {
    id: row.id,
    number: row.number,
    // Checked when it was saved.
    content: JSON.parse(row.content) as KnowledgeArticle,
    savedAt: row.created_at,
    savedBy: row.by_name ?? undefined,
    isPublished: row.is_published === 1,
  };
}

export async function listSavedVersions(db: Reads, articleId: string): Promise<SavedVersion[]> {
  return (await db.all(newestFirst, { article: articleId })).map(toVersion);
}

export async function findSavedVersion(
  db: Reads,
  articleId: string,
  number: number,
): Promise<SavedVersion | undefined> {
  const row = await db.first(ofNumber, { article: articleId, number });
  return row && toVersion(row);
}
