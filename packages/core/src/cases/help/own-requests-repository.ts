import type { Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { summaryColumns, summaryJoins, toSummary, type SummaryRow } from '../summary-repository.js';
import type { CaseSummary } from '../types.js';

export interface RequestPlace {
  readonly openedAt: Instant;
  readonly id: string;
}

// Relies on cases_customer_id_opened_at_idx.
const requestsOf = statement<{ customers: readonly string[]; at: number; id: string; limit: number }, SummaryRow>(
  `select ${summaryColumns} ${summaryJoins}
   where c.customer_id in (:customers*) and (c.opened_at, c.id) < (:at, :id)
   order by c.opened_at desc, c.id desc limit :limit`,
);

const fromTheEnd: RequestPlace = { openedAt: Number.MAX_SAFE_INTEGER, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** Cases of some customers, open or not, the newest first. */
export async function listRequestsOf(
  db: Reads,
  customers: readonly string[],
  { before = fromTheEnd, limit }: { readonly before?: RequestPlace | undefined; readonly limit: number },
): Promise<CaseSummary[]> {
  if (customers.length === 0) return [];
  return (await db.all(requestsOf, { customers, at: before.openedAt, id: before.id, limit })).map(toSummary);
}
