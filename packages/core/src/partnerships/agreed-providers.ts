import type { Instant } from '../kernel/clock.js';
import type { Reads } from '../kernel/db/database.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { servicesCovered } from './access-of-agreement.js';
import { phaseOf } from './agreement-rules.js';
import { permissionsGiven } from './given-permissions.js';
import { listAgreementsOf } from './repository.js';

/** What is to be done for the receiver. */
interface Wanted {
  readonly receiverId: AuthorityId;
  /** Null: no service is known, so only terms for every service cover it. */
  readonly serviceId: string | null;
  /** All that the provider's staff need there. */
  readonly permissions: readonly string[];
}

/**
 * Whose staff an agreement in force lets do something for the receiver, at whatever hours. Whether they may do it at
 * this minute is what their grants say.
 */
export async function providersAgreed(db: Reads, wanted: Wanted, now: Instant): Promise<ReadonlySet<AuthorityId>> {
  const { receiverId, serviceId, permissions } = wanted;
  const providers = new Set<AuthorityId>();
  for (const agreement of await listAgreementsOf(db.within(everyAuthority), now)) {
    const terms = agreement.agreed?.terms;
    if (agreement.receiverId !== receiverId || !terms || phaseOf(agreement, now) !== 'in-force') continue;
    const given = permissionsGiven(terms);
    if (!permissions.every((permission) => given.includes(permission))) continue;
    const services = await servicesCovered(db, receiverId, terms);
    if (!services || (serviceId !== null && services.includes(serviceId))) providers.add(agreement.providerId);
  }
  return providers;
}
