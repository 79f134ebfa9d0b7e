import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import { everyAuthority, type AuthorityId } from '../../kernel/scope.js';

/** A link between a council's record of somebody and another council's, from the side of one of them. */
export interface StoredLink {
  readonly id: string;
  /** The record on the other side. */
  readonly farId: string;
  /** Null: made when a council was split. */
  readonly agreementId: string | null;
  readonly lawfulBasis: string;
  readonly fromAt: Instant;
  /** Null: nobody of the staff. */
  readonly madeByName: string | null;
}

interface LinkRow {
  id: string;
  far_id: string;
  agreement_id: string | null;
  lawful_basis: string;
  from_at: Instant;
  made_by_name: string | null;
}

const columns = 'l.id, l.agreement_id, l.lawful_basis, l.from_at, l.made_by';

// Relies on customer_merges_survivor_id_idx, customer_links_customer_id_idx and customer_links_other_customer_id_idx.
export const linksOf = statement<{ id: string }, LinkRow>(
  `with recursive parts (id) as (
     select c.id from @customers c where c.id = :id
     union all select m.merged_id from parts join @customer_merges m on m.survivor_id = parts.id where m.undone_at is null
   )
   select s.id, s.far_id, s.agreement_id, s.lawful_basis, s.from_at, p.display_name as made_by_name from (
     select ${columns}, l.other_customer_id as far_id from parts cross join @customer_links l
     where l.customer_id = parts.id and l.ended_at is null
     union all
     select ${columns}, l.customer_id as far_id from parts cross join @customer_links l
     where l.other_customer_id = parts.id and l.ended_at is null
   ) s left join people p on p.id = s.made_by order by s.from_at, s.id`,
);

/**
 * The links that nobody ended of a customer and of the records that were merged into theirs, the oldest first. Links are
 * two councils' and stand with one of them: the caller has checked that the reader may read the record.
 */
export async function listLinksOf(db: Reads, customerId: string): Promise<StoredLink[]> {
  const rows = await db.within(everyAuthority).all(linksOf, { id: customerId });
  return rows.map((row) => ({
    ...{ id: row.id, farId: row.far_id, agreementId: row.agreement_id },
    ...{ lawfulBasis: row.lawful_basis, fromAt: row.from_at, madeByName: row.made_by_name },
  }));
}

/** A link that somebody makes, or a reorganisation. */
export interface NewLink {
  readonly id: string;
  /** Of the customer. */
  readonly authorityId: AuthorityId;
  readonly customerId: string;
  readonly otherId: string;
  readonly agreementId: string | null;
  readonly lawfulBasis: string;
  readonly fromAt: Instant;
  readonly madeBy: string | null;
}

export async function insertLinks(db: Writes, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  const rows = links.map((link) => ({
    ...{ id: link.id, authority_id: link.authorityId, customer_id: link.customerId, other_customer_id: link.otherId },
    ...{ agreement_id: link.agreementId, lawful_basis: link.lawfulBasis, from_at: link.fromAt, made_by: link.madeBy },
  }));
  await db.within(everyAuthority).insert('customer_links', rows);
}

/** How a link ended. */
export interface LinkEnd {
  readonly endedAt: Instant;
  readonly endedBy: string | null;
  readonly reason: string;
}

const end = statement<{ id: string; at: Instant; by: string | null; reason: string }, never>(
  `update customer_links set ended_at = :at, ended_by = :by, end_reason = :reason where id = :id and ended_at is null`,
);

/** Ends a link. Answers whether nobody had ended it before. */
export async function markEnded(db: Writes, id: string, { endedAt, endedBy, reason }: LinkEnd): Promise<boolean> {
  return (await db.within(everyAuthority).run(end, { id, at: endedAt, by: endedBy, reason })) === 1;
}
