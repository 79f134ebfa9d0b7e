import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { phaseOf } from './agreement-rules.js';
import { permissionsGiven } from './given-permissions.js';
import { listAgreementsOf } from './repository.js';

/** An agreement that is in force, with both its sides. */
export interface AgreementInForce {
  readonly id: string;
  readonly title: string;
  readonly receiverId: AuthorityId;
  readonly providerId: AuthorityId;
}

/** The agreements in force, of all councils, by which the provider’s staff hold a permission at the receiver’s. */
export async function agreementsInForce(db: Reads, permission: string, now: Instant): Promise<AgreementInForce[]> {
  const all = await listAgreementsOf(db.within(everyAuthority), now);
  return all
    .filter((agreement) => phaseOf(agreement, now) === 'in-force')
    .filter(({ agreed }) => agreed && permissionsGiven(agreed.terms).includes(permission))
    .map(({ id, title, receiverId, providerId }) => ({ id, title, receiverId, providerId }));
}

/** Whether those two are its sides. */
export function isBetween(
  { receiverId, providerId }: Pick<AgreementInForce, 'receiverId' | 'providerId'>,
  one: AuthorityId,
  other: AuthorityId,
): boolean {
  return (receiverId === one && providerId === other) || (receiverId === other && providerId === one);
}
