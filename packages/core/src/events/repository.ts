import type { Reads } from '../kernel/db/database.js';
import { statement } from '../kernel/db/statement.js';

interface Asked extends Record<string, readonly string[]> {
  readonly ids: readonly string[];
}

// Both by the tables' keys, at most a page of ids.
const visibleCases = statement<Asked, { id: string }>('select id from @cases where id in (:ids*)');
const openCustomers = statement<Asked, { id: string }>(
  'select id from @customers where id in (:ids*) and restriction is null',
);

/** Which of these cases the scope's reader finds: the table's own rule keeps restricted ones from them. */
export async function listVisibleCases(db: Reads, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  return new Set((await db.all(visibleCases, { ids })).map(({ id }) => id));
}

/** Which of these customers the scope's reader finds, less those whose record opens with a reason alone. */
export async function listVisibleCustomers(db: Reads, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  return new Set((await db.all(openCustomers, { ids })).map(({ id }) => id));
}
