import type { CommandContext } from '../kernel/command.js';
import { localDateAt } from '../kernel/london-time.js';
import type { Role } from '../kernel/permissions.js';
import { everyAuthority, type AuthorityId } from '../kernel/scope.js';
import { countOtherAdministrators, endRoleOn, insertRole, listRolesOfPeople, lockAuthority } from './repository.js';
import type { RoleAssignment } from './types.js';

/** What became of somebody's roles at an authority. */
export interface RolesSet {
  readonly given: readonly Role[];
  readonly ended: readonly Role[];
  /** Not ended, because the authority would have been left without an administrator. */
  readonly kept: readonly Role[];
}

/**
 * Has a person hold at an authority the roles that another system says: gives what is missing, and ends what the same
 * system gave and says no more. What people gave stays theirs to end. The caller has authorised and audits it.
 */
export async function setRolesFrom(
  { db, now, newId }: Pick<CommandContext, 'db' | 'now' | 'newId'>,
  about: { personId: string; authorityId: AuthorityId; source: string; roles: readonly Role[] },
): Promise<RolesSet> {
  const { personId, authorityId, source, roles } = about;
  const everywhere = db.within(everyAuthority);
  const today = localDateAt(now);
  await lockAuthority(everywhere, authorityId);
  const all = await listRolesOfPeople(everywhere, [personId]);
  const held = all.filter((each) => each.authorityId === authorityId && (each.toOn === undefined || each.toOn > today));
  const given = roles.filter((role) => !held.some((each) => each.role === role && each.fromOn <= today));
  for (const role of given)
    await insertRole(everywhere, { id: newId(), authorityId, personId, role, fromOn: today, source });
  const surplus = held.filter((each) => each.source === source && !roles.includes(each.role));
  const isLast =
    surplus.some(({ role }) => role === 'administrator') &&
    (await countOtherAdministrators(everywhere, authorityId, personId, today)) === 0;
  const stays = ({ role }: RoleAssignment): boolean => isLast && role === 'administrator';
  const ending = surplus.filter((each) => !stays(each));
  for (const each of ending) await endRoleOn(everywhere, each, each.fromOn > today ? each.fromOn : today);
  const named = (list: readonly RoleAssignment[]): Role[] => list.map(({ role }) => role);
  return { given, ended: named(ending), kept: named(surplus.filter(stays)) };
}
