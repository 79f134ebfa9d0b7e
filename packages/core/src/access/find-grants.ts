import type { Grants } from '../kernel/actor.js';
import type { Reads } from '../kernel/db/database.js';
import type { Kernel } from '../kernel/kernel.js';
import { localDateAt, toLocal } from '../kernel/london-time.js';
import type { PermissionSpec } from '../kernel/permissions.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import type { Instant } from '../kernel/clock.js';
import { getPartnershipId, listGrantsInForce, listRolesInForce } from './repository.js';
import { grantsFrom } from './rules.js';

/** What a person may do now, and where: by dated role and by dated grant. An unknown person may do nothing. */
export async function findGrants(
  kernel: Kernel,
  permissions: readonly PermissionSpec[],
  personId: string,
): Promise<Grants> {
  const db = kernel.db.read(everyAuthority);
  const now = kernel.clock.now();
  const local = toLocal(now);
  const [roles, partnershipId] = await Promise.all([listRolesInForce(db, personId, local.on), getPartnershipId(db)]);
  const employers = [...new Set(roles.map((role) => role.authorityId))];
  const grants = await listGrantsInForce(db, personId, employers, now);
  return grantsFrom(permissions, { roles, grants, partnershipId, local });
}

/** The authority under which a person's own doings are audited: the first at which they hold a role, else the partnership. */
export async function findHomeAuthority(db: Reads, personId: string, now: Instant): Promise<AuthorityId> {
  const everywhere = db.within(everyAuthority);
  const [first] = await listRolesInForce(everywhere, personId, localDateAt(now));
  return first?.authorityId ?? (await getPartnershipId(everywhere));
}
