import type { Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import { customerTokenIndex } from './token-index.js';

const indexedAmong = statement<{ authority: number; customers: readonly string[] }, { number: number; lines: string }>(
  `select c.number, c.search_tokens as lines from @customers c
   where c.id in (:customers*) and c.authority_id = :authority and c.search_tokens <> '' order by c.number`,
);

/** Has those of an authority's customers found among another's, whose their rows are about to become. */
export async function moveInSearch(
  db: Writes,
  { from, to }: { readonly from: AuthorityId; readonly to: AuthorityId },
  customers: readonly string[],
): Promise<void> {
  const rows = await db.all(indexedAmong, { authority: from, customers });
  await customerTokenIndex.move(db, from, to, rows);
}

/** Has rows that were copied to an authority found by the tokens that they brought. */
export async function addToSearch(db: Writes, authorityId: AuthorityId, customers: readonly string[]): Promise<void> {
  for (const { number, lines } of await db.all(indexedAmong, { authority: authorityId, customers }))
    await customerTokenIndex.replace(db, authorityId, { number, lines: '' }, lines);
}
