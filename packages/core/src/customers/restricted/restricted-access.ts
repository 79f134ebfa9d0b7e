import type { Actor } from '../../kernel/actor.js';
import type { AppError } from '../../kernel/errors.js';
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

interface Reader {
  readonly db: Reads;
  readonly actor: Actor;
  readonly now: Instant;
}

type Restrictable = Pick<Customer, 'id' | 'authorityId' | 'restriction'>;

/**
 * Lets a restricted record be read or changed only by those who may, once they have said why.
 * @throws customer_restricted without the permission; reason_needed until a reason is on record
 */
export async function refuseUnlessOpen(reader: Reader, customer: Restrictable): Promise<void> {
  const refusal = await closedBecause(reader, customer);
  if (refusal) throw refusal;
}

/** Whether the reader may see the record now. */
export async function isOpen(reader: Reader, customer: Restrictable): Promise<boolean> {
  return (await closedBecause(reader, customer)) === undefined;
}

async function closedBecause({ db, actor, now }: Reader, customer: Restrictable): Promise<AppError | undefined> {
  if (customer.restriction === null || actor.kind === 'system') return undefined;
  if (restrictedFor(actor, customer.authorityId) === 'left-out') return customerRestricted();
  const staffId = actor.kind === 'staff' ? actor.staffId : '';
  return (await isOpenTo(db, customer.id, staffId, now)) ? undefined : reasonNeeded();
}
