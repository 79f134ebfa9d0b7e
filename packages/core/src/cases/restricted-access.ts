import type { Actor } from '../kernel/actor.js';
import { MINUTE_MS, type Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { notFound } from '../kernel/errors.js';
import { may, type AuthorityId } from '../kernel/scope.js';
import { caseErrors } from './case-errors.js';
import { hasOpened } from './events-repository.js';
import type { CaseSummary } from './types.js';

/** How long a restricted case stays open to a person who gave a reason. */
export const opensForMs = 30 * MINUTE_MS;

/** Whether the actor may know that restricted cases of the authority exist. */
export function seesRestricted(actor: Actor, authorityId: AuthorityId): boolean {
  return may(actor, 'cases.read-restricted', authorityId);
}

/**
 * Lets nobody read or change a restricted case who doesn't hold the permission or hasn't said why.
 * @throws not_found without the permission (that there is such a case is restricted too); case_reason_needed
 */
export async function refuseUnlessOpen(
  { db, actor, now }: { readonly db: Reads; readonly actor: Actor; readonly now: Instant },
  { id, authorityId, restricted }: Pick<CaseSummary, 'id' | 'authorityId' | 'restricted'>,
): Promise<void> {
  if (!restricted || actor.kind === 'system') return;
  if (actor.kind !== 'staff' || !seesRestricted(actor, authorityId)) throw notFound();
  if (!(await hasOpened(db, id, actor.staffId, now - opensForMs))) throw caseErrors.reasonNeeded();
}

/** What a list shows of a restricted case to those who may know of it: its reference, and no words about anybody. */
export function veil<C extends CaseSummary>(found: C): C {
  if (!found.restricted) return found;
  return { ...found, title: 'Restricted case', participantName: null, customerId: null, locationText: null };
}
