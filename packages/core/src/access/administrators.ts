import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Writes } from '../kernel/db/database.js';
import { defineError, notAllowed } from '../kernel/errors.js';
import { localDateAt } from '../kernel/london-time.js';
import { everyAuthority, isInScope, may, type AuthorityId } from '../kernel/scope.js';
import { countOtherAdministrators, getPartnershipId, listRolesInForce, lockAuthority } from './repository.js';

export const lastAdministrator = defineError(
  'last_administrator',
  409,
  'This is the last administrator of the authority. Make somebody else an administrator first.',
);

/**
 * Refuses what would leave an authority without an administrator who can sign in. Holds the authority's lock until
 * the transaction ends, so that two administrators can't remove each other at once.
 * @throws last_administrator
 */
export async function keepAnAdministrator(
  db: Writes,
  authorityId: AuthorityId,
  withoutPersonId: string,
  now: Instant,
): Promise<void> {
  const everywhere = db.within(everyAuthority);
  await lockAuthority(everywhere, authorityId);
  const others = await countOtherAdministrators(everywhere, authorityId, withoutPersonId, localDateAt(now));
  if (others === 0) throw lastAdministrator({ faults: [{ field: 'role', message: lastAdministrator().message }] });
}

/** The same for every authority that the person administers: before an account is disabled. */
export async function keepAnAdministratorEverywhere(db: Writes, withoutPersonId: string, now: Instant): Promise<void> {
  const roles = await listRolesInForce(db.within(everyAuthority), withoutPersonId, localDateAt(now));
  for (const { authorityId, role } of roles)
    if (role === 'administrator') await keepAnAdministrator(db, authorityId, withoutPersonId, now);
}

/**
 * An account opens every authority at which its owner holds a role. Who looks after it must administer all of these,
 * or the partnership: else an administrator of one council could take over an account of another.
 * Answers the authority under which the change is audited.
 * @throws not_allowed
 */
export async function mustAdministerAccount(
  db: Writes,
  actor: Actor,
  personId: string,
  now: Instant,
): Promise<AuthorityId> {
  const everywhere = db.within(everyAuthority);
  const partnershipId = await getPartnershipId(everywhere);
  const roles = await listRolesInForce(everywhere, personId, localDateAt(now));
  const administers = (authorityId: AuthorityId): boolean => may(actor, 'access.manage', authorityId);
  if (!administers(partnershipId) && !roles.every(({ authorityId }) => administers(authorityId)))
    throw notAllowed({}, 'This account also opens another authority. Ask an administrator of the partnership.');
  const home = roles[0]?.authorityId ?? partnershipId;
  if (isInScope(db.scope, home) || db.scope.authorityIds === 'all') return home;
  return db.scope.authorityIds[0] ?? partnershipId;
}
