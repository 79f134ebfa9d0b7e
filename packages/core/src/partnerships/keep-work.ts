import type { Instant } from '../kernel/clock.js';
import type { CommandContext } from '../kernel/command.js';
import { agreementFor, type AuthorityId } from '../kernel/scope.js';
import { insertWork } from './work-repository.js';

export const workKinds = ['interaction', 'case', 'call-back', 'call-out'] as const;
/** What is done for another authority's customers by agreement. */
export type WorkKind = (typeof workKinds)[number];

/**
 * Notes that a contact or case was begun, or a call promised, for an authority by agreement, in the same transaction, so that the authority
 * finds it in its list of the next morning. Nothing where no agreement gave the access.
 */
export async function keepWork(
  { db, actor, now, newId }: Pick<CommandContext, 'db' | 'actor' | 'now' | 'newId'>,
  work: { readonly authorityId: AuthorityId; readonly kind: WorkKind; readonly subjectId: string },
  /** Who did it, and by which agreement, where the system enters it for them. */
  doneBy?: { readonly staffId: string; readonly at: Instant; readonly agreementId?: string | undefined },
): Promise<void> {
  if (doneBy?.agreementId !== undefined) {
    const { agreementId: known, staffId: personId, at } = doneBy;
    return await insertWork(db, { ...work, id: newId(), agreementId: known, personId, at });
  }
  const agreementId = agreementFor(db.scope, work.authorityId);
  if (agreementId === undefined || actor.kind !== 'staff') return;
  await insertWork(db, { ...work, id: newId(), agreementId, personId: actor.staffId, at: now });
}
