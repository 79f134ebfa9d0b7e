import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';
import type { Restriction } from '../types.js';

/** Somebody opened a restricted record. It doesn't say whose. */
export interface RestrictedOpening {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly customerId: string;
  /** `null`: lifted since. */
  readonly restriction: Restriction | null;
  readonly personId: string;
  readonly personName: string;
  readonly reason: string;
  readonly openedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedByName: string | null;
}

interface OpeningRow {
  id: string;
  authority_id: number;
  customer_id: string;
  restriction: string | null;
  person_id: string;
  person_name: string;
  reason: string;
  opened_at: number;
  acknowledged_at: number | null;
  acknowledged_by_name: string | null;
}

const select = `select o.id, o.authority_id, o.customer_id, c.restriction, o.person_id, p.display_name as person_name,
    o.reason, o.opened_at, o.acknowledged_at, a.display_name as acknowledged_by_name
  from @restricted_openings o join @customers c on c.id = o.customer_id join people p on p.id = o.person_id
  left join people a on a.id = o.acknowledged_by`;

const byId = statement<{ id: string }, OpeningRow>(`${select} where o.id = :id`);
// Rely on restricted_openings_authority_id_opened_at_idx.
const newest = statement<{ at: Instant; id: string; limit: number }, OpeningRow>(
  `${select} where (o.opened_at, o.id) < (:at, :id) order by o.opened_at desc, o.id desc limit :limit`,
);
const newestNew = statement<{ at: Instant; id: string; limit: number }, OpeningRow>(
  `${select} where (o.opened_at, o.id) < (:at, :id) and o.acknowledged_at is null
   order by o.opened_at desc, o.id desc limit :limit`,
);

export async function findOpening(db: Reads, id: string): Promise<RestrictedOpening | undefined> {
  const row = await db.first(byId, { id });
  return row && toOpening(row);
}

/** A place in the list: its openings come after this one, going back in time. */
export interface OpeningPlace {
  readonly at: Instant;
  readonly id: string;
}

/** The newest first; `new`: only those that nobody has acknowledged. */
export async function listNewestOpenings(
  db: Reads,
  which: 'new' | 'all',
  { at, id }: OpeningPlace,
  limit: number,
): Promise<RestrictedOpening[]> {
  return (await db.all(which === 'new' ? newestNew : newest, { at, id, limit })).map(toOpening);
}

function toOpening(row: OpeningRow): RestrictedOpening {
  return {
    id: row.id,
    authorityId: row.authority_id,
    customerId: row.customer_id,
    restriction: row.restriction as Restriction | null,
    personId: row.person_id,
    personName: row.person_name,
    reason: row.reason,
    openedAt: row.opened_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedByName: row.acknowledged_by_name,
  };
}

export async function markAcknowledged(
  db: Writes,
  id: string,
  { at, by }: { readonly at: Instant; readonly by: string | null },
): Promise<void> {
  await db.update('restricted_openings', { id }, { acknowledged_at: at, acknowledged_by: by });
}
