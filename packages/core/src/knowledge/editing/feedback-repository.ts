import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

/** What is wrong with an article, in an adviser's word. */
export const problems = ['wrong', 'unclear'] as const;
export type Problem = (typeof problems)[number];

/** An adviser's word on an article, until an editor has settled it. */
export interface Feedback {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly articleId: string;
  readonly articleTitle: string;
  /** What the adviser read. */
  readonly versionNumber: number;
  readonly problem: Problem;
  readonly note: string | undefined;
  readonly givenBy: string;
  readonly givenAt: Instant;
  readonly version: number;
}

interface FeedbackRow {
  id: string;
  authority_id: number;
  article_id: string;
  title: string;
  version_number: number;
  problem: string;
  note: string | null;
  given_by: string;
  given_at: number;
  version: number;
}

const read = `select f.id, f.authority_id, f.article_id, a.title, f.version_number, f.problem, f.note,
    p.display_name as given_by, f.given_at, f.version
  from @article_feedback f join @articles a on a.id = f.article_id join people p on p.id = f.given_by`;
// Relies on article_feedback_authority_id_settled_at_idx.
const oldestFirst = statement<Record<string, never>, FeedbackRow>(
  `${read} where f.settled_at is null order by f.given_at, f.id limit 200`,
);
const byId = statement<{ id: string }, FeedbackRow>(`${read} where f.id = :id`);

function toFeedback(row: FeedbackRow): Feedback {
  return {
    id: row.id,
    authorityId: row.authority_id,
    articleId: row.article_id,
    articleTitle: row.title,
    versionNumber: row.version_number,
    problem: row.problem as Problem,
    note: row.note ?? undefined,
    givenBy: row.given_by,
    givenAt: row.given_at,
    version: row.version,
  };
}

export async function listUnsettledFeedback(db: Reads): Promise<Feedback[]> {
  return (await db.all(oldestFirst, {})).map(toFeedback);
}

export async function findFeedback(db: Reads, id: string): Promise<Feedback | undefined> {
  const row = await db.first(byId, { id });
  return row && toFeedback(row);
}

export interface NewFeedback {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly articleId: string;
  readonly versionNumber: number;
  readonly problem: Problem;
  readonly note: string | undefined;
  readonly givenBy: string;
  readonly givenAt: Instant;
}

export async function insertFeedback(db: Writes, given: NewFeedback): Promise<void> {
  await db.insert('article_feedback', {
    id: given.id,
    authority_id: given.authorityId,
    article_id: given.articleId,
    version_number: given.versionNumber,
    problem: given.problem,
    note: given.note ?? null,
    given_by: given.givenBy,
    given_at: given.givenAt,
  });
}

/** False: somebody else settled it meanwhile. */
export async function markSettled(
  db: Writes,
  { id, version }: Pick<Feedback, 'id' | 'version'>,
  by: { readonly staffId: string | null; readonly at: Instant },
): Promise<boolean> {
  const changes = { settled_at: by.at, settled_by: by.staffId, version: version + 1 };
  return (await db.update('article_feedback', { id, version }, changes)) === 1;
}
