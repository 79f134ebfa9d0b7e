import type { Actor } from '../../kernel/actor.js';
import { MINUTE_MS, type Instant } from '../../kernel/clock.js';
import type { Reads } from '../../kernel/db/database.js';
import { may, type AuthorityId } from '../../kernel/scope.js';
import { customerRestricted, reasonNeeded } from '../customer-errors.js';
import { isOpenTo } from './restricted-repository.js';
import type { Restricted } from '../search/search-repository.js';
import type { Customer } from '../types.js';

/** How long a restricted record stays open to whoever gave a reason. */
export const restrictedOpenForMs = 30 * MINUTE_MS;

/** Whether an actor is told that restricted records of an authority exist. */
export function restrictedFor(actor: Actor, authorityId: AuthorityId): Restricted {
  return may(actor, 'customers.read-restricted', authorityId) ? 'included' : 'left-out';
}

/**
 * Lets a restricted record be read or changed only by those who may, once they have said why.
 * @throws customer_restricted without the permission; reason_needed until a reason is on record
 */
export async function refuseUnlessOpen(
  { db, actor, now }: { readonly db: Reads; readonly actor: Actor; readonly now: Instant },
  customer: Pick<Customer, 'id' | 'authorityId' | 'restriction'>,
): Promise<void> {
  if (customer.restriction === null || actor.kind === 'system') return;
  if (restrictedFor(actor, customer.authorityId) === 'left-out') throw customerRestricted();
  const staffId = actor.kind === 'staff' ? actor.staffId : '';
  if (!(await isOpenTo(db, customer.id, staffId, now))) throw reasonNeeded();
}
