import type { Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { customerTokenIndex } from './token-index.js';

interface IndexedRow {
  readonly number: number;
  readonly lines: string;
}

const nextIndexed = statement<{ authority: number; after: number; limit: number }, IndexedRow>(
  `select c.number, c.search_tokens as lines from @customers c
   where c.authority_id = :authority and c.number > :after and c.search_tokens <> '' order by c.number limit :limit`,
);
const forgetLines = statement<{ numbers: readonly number[] }, never>(
  `update customers set search_tokens = '' where number in (:numbers*)`,
);

/**
 * Takes some of an authority's customers out of the search, before their rows go. Answers the last one's number, after
 * which the next call goes on; undefined when none is left.
 */
export async function unindexCustomers(
  db: Writes,
  authorityId: AuthorityId,
  after: number,
  limit: number,
): Promise<number | undefined> {
  const rows = await db.all(nextIndexed, { authority: authorityId, after, limit });
  if (rows.length === 0) return undefined;
  await customerTokenIndex.remove(db, authorityId, rows);
  await db.run(forgetLines, { numbers: rows.map(({ number }) => number) });
  return rows.at(-1)?.number;
}
