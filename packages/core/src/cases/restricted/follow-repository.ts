import type { Reads } from '../../kernel/db/database.js';
import { statement } from '../../kernel/db/statement.js';

// Both rely on cases_customer_id_opened_at_idx.
const unrestricted = statement<{ customer: string }, { id: string }>(
  'select c.id from @cases c where c.customer_id = :customer and c.restriction is null',
);
const restrictedWithThem = statement<{ customer: string }, { id: string }>(
  `select c.id from @cases c where c.customer_id = :customer and c.restriction = 'customer'`,
);

/** A customer's cases that are not restricted. */
export async function listUnrestricted(db: Reads, customerId: string): Promise<string[]> {
  return (await db.all(unrestricted, { customer: customerId })).map(({ id }) => id);
}

/** A customer's cases that are restricted because their record was. */
export async function listRestrictedWith(db: Reads, customerId: string): Promise<string[]> {
  return (await db.all(restrictedWithThem, { customer: customerId })).map(({ id }) => id);
}
