import type { Instant } from '../../kernel/clock.js';
import type { Reads, Writes } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';
import type { AuthorityId } from '../../kernel/scope.js';

// Relies on restricted_openings_customer_id_person_id_open_until_at_idx.
const openTo = statement<{ customer: string; person: string; now: number }, { id: string }>(
  `select o.id from @restricted_openings o
   where o.customer_id = :customer and o.person_id = :person and o.open_until_at > :now limit 1`,
);

/** Whether the person has said why they need this restricted record, not long ago. */
export async function isOpenTo(db: Reads, customerId: string, personId: string, now: Instant): Promise<boolean> {
  return (await db.first(openTo, { customer: customerId, person: personId, now })) !== undefined;
}

export interface Opening {
  readonly id: string;
  readonly authorityId: AuthorityId;
  readonly customerId: string;
  readonly personId: string;
  readonly reason: string;
  readonly openedAt: Instant;
  readonly openUntilAt: Instant;
}

export async function insertOpening(db: Writes, opening: Opening): Promise<void> {
  await db.insert('restricted_openings', {
    id: opening.id,
    authority_id: opening.authorityId,
    customer_id: opening.customerId,
    person_id: opening.personId,
    reason: opening.reason,
    opened_at: opening.openedAt,
    open_until_at: opening.openUntilAt,
  });
}
